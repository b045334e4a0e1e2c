package fake

import (
	"net/netip"

	"localhostdoctor/platform"
)

// NetworkScenarios are computers whose network, firewall, proxy or ports are sick
// or only look so, each with one illness.
var NetworkScenarios = []Scenario{
	{"winsock_catalogue_damaged", func() *Computer {
		c := windows()
		c.Faults = []Fault{{Err: platform.ErrNoProvider}}
		c.PingErr = platform.ErrNoProvider
		c.Layers = []string{"Old Filter over [MSAFD Tcpip [TCP/IP]]"}
		return c
	}},
	{"windows_stack_damaged", func() *Computer {
		c := windows()
		c.Faults = []Fault{{Call: "dial", Err: platform.ErrUnreachable}}
		c.PingErr = platform.ErrUnreachable
		return c
	}},
	{"windows_blocks_loopback", func() *Computer {
		c := windows()
		c.Faults = dropsLoopback()
		c.PingErr = platform.ErrTimeout
		c.Firewall = platform.Firewall{Name: "Windows", On: true}
		return c
	}},
	{"vpn_drops_loopback", func() *Computer {
		c := macOS()
		c.Faults = dropsLoopback()
		c.PingErr = platform.ErrTimeout
		c.Interfaces = append(c.Interfaces,
			tunnel("utun0", "fe80::1/64"), tunnel("utun4", "10.8.0.2/24"))
		return c
	}},
	{"vpn_lets_loopback_through", func() *Computer {
		c := New()
		c.Interfaces = append(c.Interfaces, tunnel("wg0", "10.8.0.2/24"))
		return c
	}},
	{"selinux_refuses_ports", func() *Computer {
		c := New()
		c.Faults = []Fault{{Call: "listen", Err: platform.ErrDenied}}
		c.Enforcing = []string{"SELinux"}
		return c
	}},
	{"route_rule_forbids_loopback", func() *Computer {
		c := New()
		c.Faults = []Fault{{Call: "dial", Address: loopback4, Err: platform.ErrUnreachable}}
		c.PingErr = platform.ErrUnreachable
		c.RouteErr = platform.ErrDenied
		return c
	}},
	{"route_leads_into_tunnel", func() *Computer {
		c := macOS()
		c.Faults = []Fault{{Call: "dial", Address: loopback4, Err: platform.ErrUnreachable}}
		c.PingErr = platform.ErrUnreachable
		c.Routes = map[netip.Addr]platform.Route{loopback4: {Interface: "utun4"}}
		return c
	}},
	{"ports_exhausted", func() *Computer {
		c := New()
		c.Faults = []Fault{{Call: "listen", Err: platform.ErrAddressInUse}}
		c.EphemeralFirst, c.EphemeralLast = 50000, 50003
		c.Lingering = []netip.AddrPort{netip.AddrPortFrom(loopback4, 50001)}
		return c
	}},
	{"route_localnet", func() *Computer {
		c := New()
		c.Switches.RouteLocalnet = []string{"all", "eth0"}
		return c
	}},
	{"route_localnet_of_containers", func() *Computer {
		c := New()
		c.Switches.RouteLocalnet = []string{"docker0", "cni-podman0"}
		return c
	}},
	{"kernel_ignores_pings", func() *Computer {
		c := withPingError(platform.ErrTimeout)
		c.Switches.IgnoresPings = true
		return c
	}},
	{"mac_without_second_loopback_address", func() *Computer {
		c := macOS()
		c.Files[c.HostsPath] = textFile(macHosts + "127.0.0.2 shop.test\n")
		return c
	}},
	{"mac_with_second_loopback_address", func() *Computer {
		c := macOS()
		c.Files[c.HostsPath] = textFile(macHosts + "127.0.0.2 shop.test\n")
		c.Interfaces[0].Addresses = append(c.Interfaces[0].Addresses, netip.MustParsePrefix("127.0.0.2/8"))
		return c
	}},
	{"mac_redirects_port_80", func() *Computer {
		c := macOS()
		c.Redirects = []platform.Redirect{{
			File: "/etc/pf.anchors/shop", Rule: "rdr pass on lo0 inet proto tcp from any to any port 80 -> 127.0.0.1 port 3000",
		}}
		return c
	}},
	{"inside_flatpak", func() *Computer {
		c := New()
		c.Sandbox = platform.Sandbox{Kind: platform.SandboxFlatpak, Name: "org.example.App"}
		return c
	}},
	{"inside_container", func() *Computer {
		c := New()
		c.Sandbox = platform.Sandbox{Kind: platform.SandboxContainer, Name: "docker"}
		return c
	}},
	{"windows_web_breaks_off_after_update", func() *Computer {
		c := windowsWeb("26100.6899")
		c.Faults = []Fault{{Call: "dial", Network: "tcp4", Port: 80, Err: platform.ErrReset}}
		return c
	}},
	{"windows_web_works_in_spite_of_update", func() *Computer {
		c := windowsWeb("26100.6899")
		c.Faults = []Fault{{Call: "dial", Network: "tcp4", Port: 80, Err: platform.ErrRefused}}
		return c
	}},
	{"windows_web_breaks_off_on_repaired_build", func() *Computer {
		c := windowsWeb("26100.6901")
		c.Faults = []Fault{{Call: "dial", Network: "tcp4", Port: 80, Err: platform.ErrReset}}
		return c
	}},
	{"macos_15_0_works", func() *Computer { return macBuild("15.0.1") }},
	{"macos_15_0_drops_loopback", func() *Computer {
		c := macBuild("15.0.1")
		c.Faults = dropsLoopback()
		c.PingErr = platform.ErrTimeout
		return c
	}},
}

func dropsLoopback() []Fault {
	return []Fault{
		{Call: "dial", Address: loopback4, Err: platform.ErrTimeout},
		{Call: "dial", Address: netip.IPv6Loopback(), Err: platform.ErrTimeout},
	}
}

func tunnel(name, address string) platform.Interface {
	return platform.Interface{Name: name, Up: true, Addresses: []netip.Prefix{netip.MustParsePrefix(address)}}
}

func macBuild(build string) *Computer {
	c := macOS()
	c.About.Version, c.About.Build = "macOS "+build, build
	return c
}

// windowsWeb serves pages by itself (http.sys), on port 80.
func windowsWeb(build string) *Computer {
	c := windows()
	c.About.Build = build
	c.Listening = []platform.Listener{{
		Protocol: platform.TCP, Address: netip.MustParseAddrPort("0.0.0.0:80"), PIDs: []int{4},
	}}
	c.Running[4] = &Process{Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 4, Start: 1}, Name: "System", Kernel: true,
	}}
	return c
}
