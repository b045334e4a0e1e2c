package diagnose

import "localhostdoctor/app/hosts"

var nameFailures = []entry{
	{"N01", linux(SeenCheckUp, Automatic), diagnosed + "nsswitch_without_files", []step{do("nsswitch-open"), do("nsswitch-files")}},
	{"N02", linux(SeenCheckUp, ByHand), diagnosed + "names_under_localhost_lead_away", []step{
		do("add-each-name"), enter("sudo apt install libnss-myhostname"), do("nsswitch-myhostname"),
	}},
	{"N03", linux(SeenCheckUp, ByHand), diagnosed + "resolved_is_dead", []step{
		enter("sudo systemctl restart systemd-resolved"), enter("sudo ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf"), do("read-etc-hosts"),
	}},
	{"N04", everywhere(SeenCheckUp, ByHand), diagnosed + "localhost_missing_leaks", []step{do("repair")}},
	{"N05", everywhere(SeenCheckUp, ByHand), diagnosed + "dns_says_lan_address", []step{do("nothing-while-found"), do("other-dns")}},
	{"N06", everywhere(SeenCheckUp, ByHand), diagnosed + "dns_answers_every_name", []step{do("provider-off"), do("other-dns")}},
	{"N07", mac(SeenCheckUp, ByHand).and(windows(SeenCheckUp, ByHand)).and(linux(SeenTest, ByHand)), diagnosed + "windows_names_under_localhost_lead_away", []step{do("add-each-name"), do("use-browser")}},
	{"N08", everywhere(SeenTest, ByHand), "TestNamesAndAddressesWithoutPort", []step{do("rename-local"), do("local-both-lines").on(hosts.Darwin)}},
	{"N09", everywhere(SeenGuided, ByHand), guides, []step{do("other-network"), do("add-name"), do("router-allow")}},
	{"N10", everywhere(SeenCheckUp, ByHand), diagnosed + "dns_program_dead", []step{do("start-dns-program"), do("dns-automatic")}},
	{"N11", everywhere(SeenCheckUp, Automatic), "TestResolverThatIgnoresTheHostsFileIsFound", []step{
		enter("resolvectl flush-caches").on(hosts.Linux), enter("sudo nscd -i hosts").on(hosts.Linux),
		enter("sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder").on(hosts.Darwin), enter("ipconfig /flushdns").on(hosts.Windows),
	}},
	{"N12", everywhere(SeenTest, ByHand), "TestServerOnOneFamily", []step{do("client-127"), do("server-both"), do("node-order")}},
	{"N13", everywhere(SeenCheckUp, ByHand), diagnosed + "name_collides_with_a_new_domain", []step{do("rename-domain"), do("search-remove")}},
	{"N14", linux(SeenCheckUp, ByHand), diagnosed + "own_name_changed", []step{do("add-own-name"), do("nsswitch-myhostname")}},
	{"N15", mac(SeenCheckUp, ByHand), diagnosed + "macos_resolver_file_left_behind", []step{do("restart-dnsmasq"), do("resolver-file-away")}},
}

var serviceFailures = []entry{
	{"S01", everywhere(SeenTest, ByHand), "TestRefusingPortIsToldInMilliseconds", []step{do("start-app"), do("look-at-ports")}},
	{"S02", everywhere(SeenTest, ByHand), "TestServerOnOneFamily", []step{do("open-localhost"), do("server-both")}},
	{"S03", everywhere(SeenTest, ByHand), "TestServerOnOneFamily", []step{do("client-127"), do("server-both")}},
	{"S04", everywhere(SeenTest, ByHand), "TestWhatListensInsteadIsNamed", []step{do("open-lan-address"), do("server-on-127")}},
	{"S05", everywhere(SeenCheckUp, ByHand), networked + "database_open_to_network", []step{do("server-on-127"), do("docker-publish-127")}},
	{"S06", everywhere(SeenTest, ByHand), "TestWhatTheServerSaysIsTold", []step{do("debugger-paused"), do("restart-app")}},
	{"S07", everywhere(SeenTest, ByHand), "TestSecureAndPlainAreToldApart", []step{do("other-scheme")}},
	{"S08", everywhere(SeenGuided, ByHand), guides, []step{do("database-127"), do("database-runs")}},
	{"S09", everywhere(SeenTest, ByHand), "TestPagesAreJudged", []step{do("allowed-hosts"), do("open-localhost")}},
	{"S10", everywhere(SeenTest, ByHand), "TestWhatTheServerSaysIsTold", []step{do("app-log")}},
	{"S11", everywhere(SeenGuided, ByHand), guides, []step{do("restart-app"), do("file-limit").on(hosts.Linux, hosts.Darwin)}},
}

var containerFailures = []entry{
	{"C01", everywhere(SeenTest, ByHand), "TestWhatListensInsteadIsNamed", []step{enter("docker ps"), do("publish-arrow"), enter("docker run -p 127.0.0.1:8080:80 IMAGE")}},
	{"C02", everywhere(SeenTest, ByHand), "TestAContainerThatHangsUpIsNamed", []step{do("listen-all-inside"), do("restart-container")}},
	{"C03", everywhere(SeenGuided, ByHand), guides, []step{enter("docker ps"), do("publish-loopback")}},
	{"C04", everywhere(SeenGuided, ByHand), guides, []step{do("host-docker-internal"), do("host-gateway").on(hosts.Linux), do("compose-name")}},
	{"C05", windows(SeenCheckUp, ByHand), diagnosed + "windows_wsl_does_not_pass_localhost_on", []step{do("wslconfig"), do("wsl-shutdown"), enter("wsl --shutdown")}},
	{"C06", everywhere(SeenGuided, ByHand), guides, []step{do("nat-rule"), enter(`VBoxManage controlvm NAME natpf1 "web,tcp,127.0.0.1,8080,,80"`), do("listen-all-inside")}},
	{"C07", everywhere(SeenCheckUp, ByHand), diagnosed + "docker_has_died", []step{
		enter("sudo systemctl restart docker").on(hosts.Linux), do("start-docker-desktop").on(hosts.Darwin, hosts.Windows), enter("docker ps"),
	}},
	{"C08", everywhere(SeenGuided, ByHand), guides, []step{do("forward-port"), do("where-it-runs")}},
}

// guides is the test that shows that a failure which is only explained is explained
// whole.
const guides = "TestEveryFailureIsExplainedOnEverySystemThatHasIt"
