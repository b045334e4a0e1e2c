package diagnose

import "localhostdoctor/app/hosts"

var loopbackFailures = []entry{
	{"L01", unix(SeenCheckUp, ByHand), diagnosed + "loopback_down", []step{
		run("sudo ip link set lo up").on(hosts.Linux), run("sudo ifconfig lo0 up").on(hosts.Darwin),
	}},
	{"L02", everywhere(SeenCheckUp, ByHand), diagnosed + "ipv4_loopback_removed", []step{
		run("sudo ip addr add 127.0.0.1/8 dev lo").on(hosts.Linux),
		run("sudo ifconfig lo0 inet 127.0.0.1 netmask 255.0.0.0 alias").on(hosts.Darwin), do("restart-computer").on(hosts.Windows),
	}},
	{"L03", everywhere(SeenCheckUp, ByHand), "TestBrokenLoopbackGivesTheClassOfTheError", []step{
		do("vpn-off"), run("ip route get 127.0.0.1").on(hosts.Linux), run("ip rule").on(hosts.Linux),
		run("route -n get 127.0.0.1").on(hosts.Darwin), run("route print 127.*").on(hosts.Windows), do("restart-computer"),
	}},
	{"L04", everywhere(SeenCheckUp, ByHand), diagnosed + "ipv6_loopback_off", []step{
		do("ipv6-not-needed"), run("sudo sysctl -w net.ipv6.conf.lo.disable_ipv6=0").on(hosts.Linux),
	}},
	{"L05", everywhere(SeenCheckUp, NoRemedy), diagnosed + "ping_filtered", nil},
	{"L06", mac(SeenCheckUp, ByHand).and(linux(SeenTest, ByHand)).and(windows(SeenTest, ByHand)), "TestOtherAddressesOf127MayBeMissing", []step{
		do("use-127-0-0-1"), run("sudo ifconfig lo0 alias 127.0.0.2 up").on(hosts.Darwin),
	}},
	{"L07", windows(SeenGuided, ByHand), guides, []step{do("save-network-settings"), runAsAdmin("netsh int ip reset"), do("restart-computer")}},
	{"L08", windows(SeenCheckUp, ByHand), guides, []step{do("winsock-who"), runAsAdmin("netsh winsock reset"), do("restart-computer")}},
	{"L09", linux(SeenCheckUp, ByHand), guides, []step{do("route-localnet-who"), run("sudo sysctl -w net.ipv4.conf.all.route_localnet=0")}},
	{"L10", windows(SeenGuided, ByHand), guides, []step{do("network-reset-last"), do("network-reset")}},
}

var firewallFailures = []entry{
	{"F01", everywhere(SeenCheckUp, ByHand), diagnosed + "firewall_drops_loopback", []step{
		do("vpn-off"), do("firewall-allow"), run("sudo nft list ruleset").on(hosts.Linux), run("sudo nft insert rule inet filter input iif lo accept").on(hosts.Linux),
	}},
	{"F02", everywhere(SeenCheckUp, ByHand), guides, []step{do("vpn-off"), do("vpn-allow-local")}},
	{"F03", everywhere(SeenGuided, ByHand), guides, []step{do("filter-exclude"), do("filter-pause")}},
	{"F04", linux(SeenCheckUp, ByHand), guides, []step{do("selinux-label"), run("sudo semanage port -a -t http_port_t -p tcp PORT"), run("sudo restorecon /etc/hosts")}},
	{"F05", windows(SeenGuided, ByHand), guides, []step{runAsAdmin("CheckNetIsolation LoopbackExempt -s"), do("family-name"), runAsAdmin("CheckNetIsolation LoopbackExempt -a -n=PACKAGE_FAMILY_NAME")}},
	{"F06", linux(SeenCheckUp, ByHand), guides, []step{do("sandbox-network"), run("flatpak override --user --share=network APP"), run("snap connect APP:network")}},
	{"F07", mac(SeenGuided, ByHand), guides, []step{do("local-network-setting"), do("use-127-0-0-1")}},
	{"F08", mac(SeenGuided, ByHand), guides, []step{run("sudo pfctl -s nat"), do("pf-anchors")}},
}

var proxyFailures = []entry{
	{"X01", everywhere(SeenCheckUp, ByHand), guides, []step{
		do("no-proxy"), run("export NO_PROXY=localhost,127.0.0.1,::1").on(hosts.Linux, hosts.Darwin), run("setx NO_PROXY localhost,127.0.0.1,::1").on(hosts.Windows), do("restart-app"),
	}},
	{"X02", windows(SeenCheckUp, ByHand), guides, []step{do("proxy-exceptions-windows")}},
	{"X03", windows(SeenCheckUp, ByHand).and(mac(SeenCheckUp, ByHand)), guides, []step{do("pac-script"), do("ask-company")}},
	{"X04", unix(SeenCheckUp, ByHand), guides, []step{
		do("proxy-exceptions-linux").on(hosts.Linux), do("proxy-exceptions-mac").on(hosts.Darwin),
	}},
	{"X05", everywhere(SeenCheckUp, ByHand), guides, []step{do("start-proxy"), do("proxy-off")}},
	{"X06", everywhere(SeenGuided, ByHand), guides, []step{do("private-window"), do("proxy-extension"), do("firefox-hijack")}},
}

var portFailures = []entry{
	{"P01", everywhere(SeenPorts, Automatic), "TestFreeingAPort", []step{do("free-port"), do("other-port")}},
	{"P02", windows(SeenPorts, ByHand), "TestVerdicts", []step{runAsAdmin("netsh http show servicestate view=requestq"), do("stop-named-service"), do("other-port")}},
	{"P03", mac(SeenPorts, ByHand), "TestVerdicts", []step{do("airplay-off"), do("other-port")}},
	{"P04", windows(SeenPorts, ByHand), "TestRulesOfTheComputerAndOfBrowsersAreNamed", []step{
		do("other-port"), runAsAdmin("net stop winnat"), do("start-app"), runAsAdmin("net start winnat"),
	}},
	{"P05", unix(SeenPorts, ByHand), "TestRulesOfTheComputerAndOfBrowsersAreNamed", []step{
		do("port-above-1024"), run("sudo setcap cap_net_bind_service=+ep PROGRAM").on(hosts.Linux), do("wildcard-mac").on(hosts.Darwin),
	}},
	{"P06", everywhere(SeenPorts, ByHand), "TestRulesOfTheComputerAndOfBrowsersAreNamed", []step{do("wait-two-minutes")}},
	{"P07", everywhere(SeenCheckUp, ByHand), guides, []step{do("who-leaks"), do("restart-app")}},
	{"P08", everywhere(SeenPorts, ByHand), "TestRulesOfTheComputerAndOfBrowsersAreNamed", []step{do("port-below-range")}},
	{"P09", everywhere(SeenPorts, ByHand), "TestTwoProgramsOnOnePortAreAConflict", []step{do("stop-one-of-two"), do("other-port")}},
	{"P10", windows(SeenCheckUp, ByHand), guides, []step{run("netsh interface portproxy show all"), runAsAdmin("netsh interface portproxy delete v4tov4 listenport=PORT listenaddress=ADDRESS")}},
	{"P11", everywhere(SeenPorts, ByHand), "TestVerdicts", []step{do("stop-forwarding"), do("other-port")}},
	{"P12", everywhere(SeenPorts, Automatic), "TestFreeingAPort", []step{do("free-port")}},
	{"P13", everywhere(SeenPorts, Automatic), "TestFrontsAreNeverStoppedThemselves", []step{do("stop-container"), run("docker ps"), run("docker stop NAME")}},
	{"P14", windows(SeenPorts, Automatic), "TestFreeingAPort", []step{do("free-port")}},
	{"P15", everywhere(SeenPorts, ByHand), "TestVerdicts", []step{do("dns-port-other-address"), do("stub-listener").on(hosts.Linux)}},
	{"P16", windows(SeenGuided, ByHand), guides, []step{do("skype-option")}},
	{"P17", everywhere(SeenTest, ByHand), "TestWhatIsNoAddressIsRefusedInOneSentence", []step{do("port-range")}},
}
