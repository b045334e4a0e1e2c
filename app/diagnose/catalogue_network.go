package diagnose

import "localhostdoctor/app/hosts"

const networked = "TestEveryNetworkGetsTheRightDiagnosis/"

var loopbackFailures = []entry{
	{"L01", unix(SeenCheckUp, Automatic), diagnosed + "loopback_down", []step{
		enter("sudo ip link set lo up").on(hosts.Linux), enter("sudo ifconfig lo0 up").on(hosts.Darwin),
	}},
	{"L02", unix(SeenCheckUp, Automatic).and(windows(SeenCheckUp, ByHand)), diagnosed + "ipv4_loopback_removed", []step{
		enter("sudo ip addr add 127.0.0.1/8 dev lo").on(hosts.Linux),
		enter("sudo ifconfig lo0 inet 127.0.0.1 netmask 255.0.0.0 alias").on(hosts.Darwin), do("restart-computer").on(hosts.Windows),
	}},
	{"L03", everywhere(SeenCheckUp, ByHand), "TestBrokenLoopbackGivesTheClassOfTheError", []step{
		do("vpn-off"), enter("ip route get 127.0.0.1").on(hosts.Linux), enter("ip rule").on(hosts.Linux),
		enter("route -n get 127.0.0.1").on(hosts.Darwin), enter("route print 127.*").on(hosts.Windows), do("restart-computer"),
	}},
	{"L04", linux(SeenCheckUp, Automatic).and(mac(SeenCheckUp, ByHand)).and(windows(SeenCheckUp, ByHand)), diagnosed + "ipv6_loopback_off", []step{
		do("ipv6-not-needed"), enter("sudo sysctl -w net.ipv6.conf.lo.disable_ipv6=0").on(hosts.Linux),
	}},
	{"L05", everywhere(SeenCheckUp, NoRemedy), diagnosed + "ping_filtered", nil},
	{"L06", mac(SeenCheckUp, ByHand).and(linux(SeenTest, ByHand)).and(windows(SeenTest, ByHand)), networked + "mac_without_second_loopback_address", []step{
		do("use-127-0-0-1"), enter("sudo ifconfig lo0 alias 127.0.0.2 up").on(hosts.Darwin),
	}},
	{"L07", windows(SeenCheckUp, ByHand), networked + "windows_stack_damaged", []step{do("save-network-settings"), enterAsAdmin("netsh int ip reset"), do("restart-computer")}},
	{"L08", windows(SeenCheckUp, ByHand), networked + "winsock_catalogue_damaged", []step{do("winsock-who"), enterAsAdmin("netsh winsock reset"), do("restart-computer")}},
	{"L09", linux(SeenCheckUp, ByHand), networked + "route_localnet", []step{do("route-localnet-who"), enter("sudo sysctl -w net.ipv4.conf.all.route_localnet=0")}},
	{"L10", windows(SeenGuided, ByHand), guides, []step{do("network-reset-last"), do("network-reset")}},
}

var firewallFailures = []entry{
	{"F01", everywhere(SeenCheckUp, ByHand), diagnosed + "firewall_drops_loopback", []step{
		do("vpn-off"), do("firewall-allow"), enter("sudo nft list ruleset").on(hosts.Linux), enter("sudo nft insert rule inet filter input iif lo accept").on(hosts.Linux),
	}},
	{"F02", everywhere(SeenCheckUp, ByHand), networked + "vpn_drops_loopback", []step{do("vpn-off"), do("vpn-allow-local")}},
	{"F03", everywhere(SeenCheckUp, ByHand), "TestEveryNetworkGetsTheRightDiagnosis", []step{do("filter-exclude"), do("filter-pause")}},
	{"F04", linux(SeenCheckUp, ByHand), networked + "selinux_refuses_ports", []step{do("selinux-label"), enter("sudo semanage port -a -t http_port_t -p tcp PORT"), enter("sudo restorecon /etc/hosts")}},
	{"F05", windows(SeenGuided, ByHand), guides, []step{enterAsAdmin("CheckNetIsolation LoopbackExempt -s"), do("family-name"), enterAsAdmin("CheckNetIsolation LoopbackExempt -a -n=PACKAGE_FAMILY_NAME")}},
	{"F06", linux(SeenCheckUp, ByHand), networked + "inside_flatpak", []step{do("sandbox-network"), enter("flatpak override --user --share=network APP"), enter("snap connect APP:network")}},
	{"F07", mac(SeenGuided, ByHand), guides, []step{do("local-network-setting"), do("use-127-0-0-1")}},
	{"F08", mac(SeenCheckUp, ByHand), networked + "mac_redirects_port_80", []step{enter("sudo pfctl -s nat"), do("pf-anchors")}},
}

var proxyFailures = []entry{
	{"X01", linux(SeenCheckUp, Automatic).and(mac(SeenCheckUp, ByHand)).and(windows(SeenCheckUp, Automatic)), networked + "proxy_variable_without_exceptions", []step{
		do("no-proxy"), enter("export NO_PROXY=localhost,127.0.0.1,::1").on(hosts.Linux, hosts.Darwin), enter("setx NO_PROXY localhost,127.0.0.1,::1").on(hosts.Windows), do("restart-app"),
	}},
	{"X02", windows(SeenCheckUp, Automatic), networked + "windows_proxy_takes_localhost", []step{do("proxy-exceptions-windows")}},
	{"X03", everywhere(SeenCheckUp, ByHand), networked + "proxy_chosen_by_script", []step{do("pac-script"), do("ask-company")}},
	{"X04", linux(SeenCheckUp, Automatic).and(mac(SeenCheckUp, ByHand)), networked + "mac_proxy_takes_localhost", []step{
		do("proxy-exceptions-linux").on(hosts.Linux), do("proxy-exceptions-mac").on(hosts.Darwin),
	}},
	{"X05", everywhere(SeenCheckUp, ByHand), networked + "local_proxy_dead", []step{do("start-proxy"), do("proxy-off")}},
	{"X06", everywhere(SeenGuided, ByHand), guides, []step{do("private-window"), do("proxy-extension"), do("firefox-hijack")}},
}

var portFailures = []entry{
	{"P01", everywhere(SeenPorts, Automatic), "TestFreeingAPort", []step{do("free-port"), do("other-port")}},
	{"P02", windows(SeenPorts, ByHand), "TestVerdicts", []step{enterAsAdmin("netsh http show servicestate view=requestq"), do("stop-named-service"), do("other-port")}},
	{"P03", mac(SeenPorts, ByHand), "TestVerdicts", []step{do("airplay-off"), do("other-port")}},
	{"P04", windows(SeenCheckUp, ByHand), networked + "windows_keeps_port_3000_back", []step{
		do("other-port"), enterAsAdmin("net stop winnat"), do("start-app"), enterAsAdmin("net start winnat"),
	}},
	{"P05", linux(SeenCheckUp, ByHand).and(mac(SeenPorts, ByHand)), networked + "everyday_ports_need_permission", []step{
		do("port-above-1024"), enter("sudo setcap cap_net_bind_service=+ep PROGRAM").on(hosts.Linux), do("wildcard-mac").on(hosts.Darwin),
	}},
	{"P06", everywhere(SeenPorts, ByHand), "TestRulesOfTheComputerAndOfBrowsersAreNamed", []step{do("wait-two-minutes")}},
	{"P07", everywhere(SeenCheckUp, ByHand), networked + "ports_exhausted", []step{do("who-leaks"), do("restart-app")}},
	{"P08", everywhere(SeenCheckUp, ByHand), networked + "everyday_ports_given_away", []step{do("port-below-range")}},
	{"P09", everywhere(SeenCheckUp, ByHand), networked + "two_programs_on_port_5173", []step{do("stop-one-of-two"), do("other-port")}},
	{"P10", windows(SeenCheckUp, ByHand), networked + "windows_passes_a_port_on", []step{enter("netsh interface portproxy show all"), enterAsAdmin("netsh interface portproxy delete v4tov4 listenport=PORT listenaddress=ADDRESS")}},
	{"P11", everywhere(SeenPorts, ByHand), "TestVerdicts", []step{do("stop-forwarding"), do("other-port")}},
	{"P12", everywhere(SeenPorts, Automatic), "TestFreeingAPort", []step{do("free-port")}},
	{"P13", everywhere(SeenPorts, Automatic), "TestFrontsAreNeverStoppedThemselves", []step{do("stop-container"), enter("docker ps"), enter("docker stop NAME")}},
	{"P14", windows(SeenPorts, Automatic), "TestFreeingAPort", []step{do("free-port")}},
	{"P15", everywhere(SeenPorts, ByHand), "TestVerdicts", []step{do("dns-port-other-address"), do("stub-listener").on(hosts.Linux)}},
	{"P16", windows(SeenGuided, ByHand), guides, []step{do("skype-option")}},
	{"P17", everywhere(SeenTest, ByHand), "TestWhatIsNoAddressIsRefusedInOneSentence", []step{do("port-range")}},
}
