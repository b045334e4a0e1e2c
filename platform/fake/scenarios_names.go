package fake

import (
	"net/netip"

	"localhostdoctor/platform"
)

// nameScenarios are computers that look up names in unusual or wrong ways.
var nameScenarios = []Scenario{
	{"healthy_systemd_resolved", systemdResolved},
	{"healthy_docker_not_started", func() *Computer { return withEngine(platform.EngineStopped) }},
	{"healthy_windows_with_wsl", func() *Computer { return withWSL(true) }},
	{"healthy_macos_with_valet", func() *Computer { return withScoped(DNSServer{}) }},
	{"hosts_immutable", func() *Computer { return immutable(debianHosts) }},
	{"hosts_immutable_and_localhost_missing", func() *Computer { return immutable("127.0.1.1 desk\n") }},
	{"hosts_written_by_wsl", func() *Computer { return writtenByWSL(debianHosts) }},
	{"hosts_written_by_wsl_and_localhost_missing", func() *Computer { return writtenByWSL("127.0.1.1 desk\n") }},
	{"localhost_line_malformed", func() *Computer { return withHosts("localhost 127.0.0.1\n127.0.1.1 desk\n") }},
	{"localhost_has_no_address", func() *Computer { return withHosts("0.0.0.0 localhost\n127.0.1.1 desk\n") }},
	{"localhost_only_ipv4", func() *Computer { return withHosts("127.0.0.1 localhost\n127.0.1.1 desk\n") }},
	{"localhost_only_ipv4_server_on_ipv6", func() *Computer {
		c := withHosts("127.0.0.1 localhost\n127.0.1.1 desk\n")
		c.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort("[::1]:5173"), V6Only: true}}
		return c
	}},
	{"windows_foreign_letters_in_localhost_line", func() *Computer {
		c := windows()
		c.KnowsLocalhost = false
		c.Files[c.HostsPath].Bytes = []byte("127.0.0.1 localhost # \u958b\u767a\r\n")
		c.Fail("localhost", platform.ErrNoAddress)
		return c
	}},
	{"windows_hosts_file_moved", func() *Computer {
		c := windows()
		c.Files[c.HostsPath].Obstacles = []platform.Obstacle{{Kind: platform.ObstacleMoved, Path: `C:\etc\hosts`, Detail: "DataBasePath"}}
		return c
	}},
	{"windows_wsl_does_not_pass_localhost_on", func() *Computer { return withWSL(false) }},
	{"windows_names_under_localhost_lead_away", func() *Computer { return leadingAway(windows()) }},
	{"names_under_localhost_lead_away", func() *Computer { return leadingAway(New()) }},
	{"nsswitch_without_files", func() *Computer {
		c := New()
		c.Switch = switchLine("dns")
		c.Fail("localhost", platform.ErrNoAddress)
		return c
	}},
	{"nsswitch_without_files_but_myhostname", func() *Computer {
		c := New()
		c.Switch = switchLine("myhostname dns")
		return c
	}},
	{"resolved_is_dead", func() *Computer { return withDNS("127.0.0.53:53", DNSServer{Dead: true}) }},
	{"resolved_leaves_hosts_out", func() *Computer {
		c := systemdResolved()
		c.Resolving.IgnoresHosts = true
		return c
	}},
	{"resolv_conf_leads_nowhere", func() *Computer {
		c := withDNS("127.0.0.1:53", DNSServer{Dead: true})
		c.DNS[0].Default = true
		c.Resolving.Link, c.Resolving.Missing = "../run/systemd/resolve/stub-resolv.conf", true
		return c
	}},
	{"no_resolv_conf", func() *Computer {
		c := withDNS("127.0.0.1:53", DNSServer{Dead: true})
		c.DNS[0].Default = true
		c.Resolving.Missing = true
		return c
	}},
	{"dns_program_dead", func() *Computer { return withDNS("127.0.0.1:53", DNSServer{Dead: true}) }},
	{"dns_answers_every_name", func() *Computer {
		return withDNS("192.0.2.53:53", DNSServer{Everything: netip.MustParseAddr("203.0.113.80")})
	}},
	{"name_collides_with_a_new_domain", func() *Computer {
		collision := netip.MustParseAddr("127.0.53.53")
		c := withDNS("192.0.2.53:53", DNSServer{Localhost: []netip.Addr{collision}})
		c.UnderLocalhost = collision
		c.Resolving.Search = []string{"corp"}
		return c
	}},
	{"own_name_changed", func() *Computer { return withHosts("127.0.0.1 localhost\n127.0.1.1 old-desk\n") }},
	{"own_name_unknown", func() *Computer {
		c := withHosts("127.0.0.1 localhost\n")
		c.Switch = switchLine("files")
		return c
	}},
	{"own_name_only_in_dns", func() *Computer { return withHosts("127.0.0.1 localhost\n") }},
	{"macos_resolver_file_left_behind", func() *Computer { return withScoped(DNSServer{Dead: true}) }},
	{"docker_has_died", func() *Computer { return withEngine(platform.EngineDead) }},
}

// systemdResolved is Fedora or Ubuntu with its name service.
func systemdResolved() *Computer {
	c := withDNS("127.0.0.53:53", DNSServer{Localhost: []netip.Addr{loopback4, netip.IPv6Loopback()}})
	c.Switch = switchLine("mymachines resolve [!UNAVAIL=return] files myhostname dns")
	c.Resolving.Link = "../run/systemd/resolve/stub-resolv.conf"
	c.KnowsLocalhost = true
	return c
}

func withEngine(state platform.EngineState) *Computer {
	c := New()
	c.Engines = []platform.Engine{{Kind: platform.OwnerDocker, Path: "/var/run/docker.sock", State: state}}
	return c
}

func withWSL(forwarding bool) *Computer {
	c := windows()
	c.WSL = &platform.WSLSettings{Path: `C:\Users\ana\.wslconfig`, LocalhostForwarding: forwarding}
	return c
}

func withScoped(server DNSServer) *Computer {
	c := macOS()
	at := netip.MustParseAddrPort("127.0.0.1:53")
	c.Scoped = []platform.ScopedServer{{Domain: "test", Path: "/etc/resolver/test", Servers: []netip.AddrPort{at}}}
	c.DNSServers[at] = server
	return c
}

func immutable(text string) *Computer {
	c := withHosts(text)
	c.Files[c.HostsPath].Obstacles = []platform.Obstacle{
		{Kind: platform.ObstacleImmutable, Path: c.HostsPath, Detail: "chattr +i", Blocks: true, Flags: 0x10},
	}
	return c
}

func writtenByWSL(text string) *Computer {
	c := withHosts(text)
	c.Files[c.HostsPath].Obstacles = []platform.Obstacle{{Kind: platform.ObstacleWSL, Path: "/etc/wsl.conf", Detail: "generateHosts"}}
	return c
}

func leadingAway(c *Computer) *Computer {
	c.UnderLocalhost = netip.MustParseAddr("203.0.113.80")
	return c
}
