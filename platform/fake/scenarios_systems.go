package fake

import (
	"net/netip"

	"localhostdoctor/platform"
)

// systemScenarios are the illnesses of the hosts file and of DNS on Windows and
// macOS, where some of them are no illness.
var systemScenarios = []Scenario{
	{"windows_localhost_points_to_lan", func() *Computer { return windows().hosts("192.0.2.77 localhost\r\n") }},
	{"windows_localhost_conflicting_lines", func() *Computer {
		return windows().hosts("127.0.0.1 localhost\r\n203.0.113.9 localhost\r\n")
	}},
	{"windows_localhost_only_ipv6", func() *Computer { return windows().hosts("::1 localhost\r\n") }},
	{"windows_localhost_has_no_address", func() *Computer { return windows().hosts("0.0.0.0 localhost\r\n") }},
	{"windows_hosts_utf16", func() *Computer { return windows().hosts(inUTF16("127.0.0.1 localhost\r\n")) }},
	{"windows_hosts_is_directory", func() *Computer { return windows().unreadable(platform.ErrNotRegular) }},
	{"windows_hosts_unreadable", func() *Computer { return windows().unreadable(platform.ErrNeedsAdmin) }},
	{"windows_dns_says_lan_address", func() *Computer { return windows().dns(lying) }},
	{"windows_dns_program_dead", func() *Computer { return windows().localDNS(DNSServer{Dead: true}) }},
	{"windows_dns_answers_every_name", func() *Computer { return windows().dns(inventing) }},
	{"windows_docker_has_died", func() *Computer {
		c := windows()
		c.Engines = []platform.Engine{{Kind: platform.OwnerDocker, Path: `\\.\pipe\docker_engine`, State: platform.EngineDead}}
		return c
	}},

	{"macos_localhost_missing", func() *Computer { return macOS().hosts("255.255.255.255 broadcasthost\n") }},
	{"macos_localhost_commented_out", func() *Computer { return macOS().hosts("#127.0.0.1 localhost\n") }},
	{"macos_localhost_points_to_lan", func() *Computer { return macOS().hosts("192.0.2.77 localhost\n") }},
	{"macos_localhost_only_ipv6", func() *Computer { return macOS().hosts("::1 localhost\n") }},
	{"macos_localhost_conflicting_lines", func() *Computer {
		return macOS().hosts("127.0.0.1 localhost\n203.0.113.9 localhost\n::1 localhost\n")
	}},
	{"macos_localhost_has_no_address", func() *Computer { return macOS().hosts("0.0.0.0 localhost\n") }},
	{"macos_hosts_utf16", func() *Computer { return macOS().hosts(inUTF16(macHosts)) }},
	{"macos_hosts_bom_on_first_line", func() *Computer { return macOS().hosts("\xef\xbb\xbf127.0.0.1 localhost\n") }},
	{"macos_hosts_missing", func() *Computer {
		c := macOS()
		delete(c.Files, c.HostsPath)
		return c
	}},
	{"macos_hosts_unreadable", func() *Computer { return macOS().unreadable(platform.ErrNeedsAdmin) }},
	{"macos_dns_says_lan_address", func() *Computer { return macOS().dns(lying) }},
	{"macos_dns_program_dead", func() *Computer { return macOS().localDNS(DNSServer{Dead: true}) }},
	{"macos_dns_answers_every_name", func() *Computer { return macOS().dns(inventing) }},
	{"macos_names_under_localhost_lead_away", func() *Computer { return leadingAway(macOS()) }},
}

var (
	lying     = DNSServer{Localhost: []netip.Addr{netip.MustParseAddr("192.168.1.50")}}
	inventing = DNSServer{Everything: netip.MustParseAddr("203.0.113.80")}
)

func (c *Computer) hosts(text string) *Computer {
	c.Files[c.HostsPath].Bytes = []byte(text)
	return c
}

func (c *Computer) unreadable(err error) *Computer {
	c.Files[c.HostsPath].ReadErr = err
	return c
}

// dns makes the one configured server another one.
func (c *Computer) dns(server DNSServer) *Computer {
	c.DNSServers[c.DNS[0].Address] = server
	return c
}

// localDNS makes a program on the computer itself the configured server.
func (c *Computer) localDNS(server DNSServer) *Computer {
	c.DNS[0].Address = netip.MustParseAddrPort("127.0.0.1:53")
	return c.dns(server)
}
