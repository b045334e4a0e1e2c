package fake

import (
	"net/netip"

	"localhostdoctor/platform"
)

// ProxyScenarios are computers with proxies, PortScenarios those with rules for
// ports or programs in each other's way.
var (
	ProxyScenarios = []Scenario{
		{"proxy_variable_without_exceptions", func() *Computer { return withProxy(New(), environment("http://ana:secret@proxy.example:3128")) }},
		{"proxy_variable_with_exceptions", func() *Computer {
			return withProxy(New(), environment("proxy.example:3128", "LOCALHOST", "127.0.0.0/8"))
		}},
		{"proxy_variable_excepts_the_name_only", func() *Computer {
			return withProxy(New(), environment("proxy.example:3128", "localhost", ".example"))
		}},
		{"proxy_variable_excepts_one_port_only", func() *Computer {
			return withProxy(New(), environment("proxy.example:3128", "localhost:3000", "127.0.0.1"))
		}},
		{"proxy_for_nothing", func() *Computer { return withProxy(New(), environment("proxy.example:3128", "*")) }},
		{"windows_proxy_takes_localhost", func() *Computer {
			return withProxy(windows(), platform.Proxy{
				Source: platform.ProxyWindows, Where: "HKCU", Server: "proxy.example:8080", Bypass: []string{"*.example"},
			})
		}},
		{"windows_proxy_spares_plain_names", func() *Computer {
			return withProxy(windows(), platform.Proxy{
				Source: platform.ProxyWindows, Where: "HKCU", Server: "proxy.example:8080", PlainDirect: true,
			})
		}},
		{"winhttp_proxy_takes_localhost", func() *Computer {
			return withProxy(windows(), platform.Proxy{Source: platform.ProxyWinHTTP, Where: "netsh", Server: "proxy.example:8080"})
		}},
		{"mac_proxy_takes_localhost", func() *Computer {
			return withProxy(macOS(), platform.Proxy{
				Source: platform.ProxyMacOS, Where: "scutil --proxy", Server: "proxy.example:8080", Bypass: []string{"*.local", "169.254/16"},
			})
		}},
		{"gnome_proxy_spares_localhost", func() *Computer {
			return withProxy(New(), platform.Proxy{
				Source: platform.ProxyGNOME, Where: "org.gnome.system.proxy", Server: "proxy.example:8080",
				Bypass: []string{"localhost", "127.0.0.0/8", "::1"},
			})
		}},
		{"kde_proxy_takes_localhost", func() *Computer {
			return withProxy(New(), platform.Proxy{Source: platform.ProxyKDE, Where: "kioslaverc", Server: "http://proxy.example:8080"})
		}},
		{"proxy_chosen_by_script", func() *Computer {
			return withProxy(windows(), platform.Proxy{Source: platform.ProxyWindows, Where: "HKCU", Script: "http://ana:secret@pac.example/p"})
		}},
		{"proxies_not_readable", func() *Computer {
			c := New()
			c.ProxiesErr = platform.ErrNeedsAdmin
			return c
		}},
		{"local_proxy_dead", func() *Computer { return withDeadProxy(environment("http://127.0.0.1:1")) }},
		{"windows_local_proxy_dead", func() *Computer {
			c := withDeadProxy(platform.Proxy{Source: platform.ProxyWindows, Where: "HKCU", Server: "127.0.0.1:1"})
			sick := withProxy(windows(), c.Proxies[0])
			sick.Faults = c.Faults
			return sick
		}},
		{"local_proxy_dead_localhost_spared", func() *Computer {
			return withDeadProxy(environment("http://localhost:1", "localhost", "127.0.0.1"))
		}},
	}

	PortScenarios = []Scenario{
		{"windows_keeps_port_3000_back", func() *Computer {
			c := windows()
			c.Excluded = []platform.PortRange{{First: 2980, Last: 3079}, {First: 50000, Last: 50059, Administered: true}}
			return c
		}},
		{"windows_reserves_port_8080", func() *Computer {
			c := windows()
			c.Excluded = []platform.PortRange{{First: 8080, Last: 8080, Administered: true}, {First: 50100, Last: 50199}}
			return c
		}},
		{"everyday_ports_need_permission", func() *Computer {
			c := New()
			c.FirstOpen = 4000
			return c
		}},
		{"everyday_ports_given_away", func() *Computer {
			c := New()
			c.EphemeralFirst, c.EphemeralLast = 1024, 65535
			return c
		}},
		{"windows_passes_a_port_on", func() *Computer {
			c := windows()
			c.Forwards = []platform.PortForward{{Families: "v4tov4", Listen: "0.0.0.0/3000", To: "172.20.0.2/3000"}}
			return c
		}},
		{"two_programs_on_port_5173", func() *Computer {
			return withListeners(map[int]string{4001: "node", 4002: "python3"},
				listener("127.0.0.1:5173", 4001), listener("[::1]:5173", 4002))
		}},
		{"one_program_on_both_families", func() *Computer {
			return withListeners(map[int]string{4001: "node"}, listener("127.0.0.1:5173", 4001), listener("[::1]:5173", 4001))
		}},
		{"database_open_to_network", func() *Computer {
			return withListeners(map[int]string{4001: "postgres"}, listener("0.0.0.0:5432", 4001))
		}},
		{"database_for_this_computer", func() *Computer {
			return withListeners(map[int]string{4001: "postgres", 4002: "nginx"},
				listener("127.0.0.1:5432", 4001), listener("0.0.0.0:80", 4002))
		}},
		{"listeners_not_readable", func() *Computer {
			c := New()
			c.ListeningErr = platform.ErrTimeout
			return c
		}},
	}
)

func environment(server string, bypass ...string) platform.Proxy {
	return platform.Proxy{Source: platform.ProxyEnvironment, Where: "http_proxy", Server: server, Bypass: bypass}
}

func withProxy(c *Computer, proxy platform.Proxy) *Computer {
	c.Proxies = []platform.Proxy{proxy}
	return c
}

func withDeadProxy(proxy platform.Proxy) *Computer {
	c := withProxy(New(), proxy)
	c.Faults = []Fault{{Call: "dial", Address: loopback4, Port: 1, Err: platform.ErrRefused}}
	return c
}

func withListeners(names map[int]string, all ...platform.Listener) *Computer {
	c := New()
	c.Listening = all
	for pid, name := range names {
		c.Running[pid] = &Process{Process: platform.Process{
			ProcessID: platform.ProcessID{PID: pid, Start: 1}, Name: name, Executable: "/usr/bin/" + name,
		}}
	}
	return c
}

func listener(address string, pid int) platform.Listener {
	return platform.Listener{Protocol: platform.TCP, Address: netip.MustParseAddrPort(address), PIDs: []int{pid}}
}
