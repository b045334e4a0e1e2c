package fake

import (
	"errors"
	"io/fs"
	"net/netip"
	"slices"
	"unicode/utf16"

	"localhostdoctor/platform"
)

// Scenario is a named computer.
type Scenario struct {
	Name string
	Make func() *Computer
}

// Scenarios are healthy computers and sick ones, each with one illness.
var Scenarios = slices.Concat(basicScenarios, nameScenarios, systemScenarios)

var basicScenarios = []Scenario{
	{"healthy_debian", New},
	{"healthy_ubuntu", func() *Computer { return withHosts(ubuntuHosts) }},
	{"healthy_fedora", func() *Computer {
		c := withHosts(fedoraHosts)
		c.Switch = switchLine("files myhostname resolve [!UNAVAIL=return] dns")
		return c
	}},
	{"healthy_alpine", func() *Computer { return withHosts(alpineHosts) }},
	{"healthy_windows", windows},
	{"healthy_windows_no_hosts_file", windowsWithoutFile},
	{"healthy_macos", macOS},
	{"healthy_no_ipv6", withoutIPv6},
	{"no_dns", withoutDNS},
	{"localhost_missing", func() *Computer { return withHosts("127.0.1.1 desk\n") }},
	{"localhost_missing_leaks", leaking},
	{"localhost_points_to_lan", func() *Computer { return withHosts("192.0.2.77 localhost\n") }},
	{"localhost_commented_out", func() *Computer {
		return withHosts("#127.0.0.1 localhost\n#::1 localhost\n127.0.1.1 desk\n")
	}},
	{"localhost_only_ipv6", func() *Computer { return withHosts("::1 localhost\n127.0.1.1 desk\n") }},
	{"localhost_conflicting_lines", func() *Computer {
		return withHosts("127.0.0.1 localhost\n203.0.113.9 localhost\n::1 localhost\n")
	}},
	{"hosts_utf16", func() *Computer { return withHosts(inUTF16(debianHosts)) }},
	{"hosts_bom_on_first_line", func() *Computer {
		return withHosts("\xef\xbb\xbf127.0.0.1 localhost\n127.0.1.1 desk\n")
	}},
	{"hosts_missing", func() *Computer {
		c := New()
		delete(c.Files, c.HostsPath)
		return c
	}},
	{"hosts_unreadable", func() *Computer { return withHostsError(platform.ErrNeedsAdmin, 0o600) }},
	{"hosts_is_directory", func() *Computer { return withHostsError(emptyFolder, fs.ModeDir|0o755) }},
	{"loopback_down", loopbackDown},
	{"ipv4_loopback_removed", ipv4LoopbackRemoved},
	{"ipv6_loopback_off", ipv6LoopbackOff},
	{"firewall_drops_loopback", firewallDropsLoopback},
	{"udp_not_possible", func() *Computer {
		c := New()
		c.Faults = []Fault{{Network: "udp", Err: platform.ErrUnsupported}}
		return c
	}},
	{"ping_filtered", func() *Computer { return withPingError(platform.ErrTimeout) }},
	{"ping_not_permitted", func() *Computer { return withPingError(platform.ErrNeedsAdmin) }},
	{"dns_says_lan_address", func() *Computer {
		return withDNS("192.0.2.53:53", DNSServer{Localhost: []netip.Addr{netip.MustParseAddr("192.168.1.50")}})
	}},
	{"dns_says_loopback", func() *Computer {
		return withDNS("192.0.2.53:53", DNSServer{Localhost: []netip.Addr{loopback4, netip.IPv6Loopback()}})
	}},
	{"dns_silent", func() *Computer { return withDNS("192.0.2.53:53", DNSServer{Silent: true}) }},
}

// Named returns the computer of a scenario, nil when there is none of that name.
func Named(name string) *Computer {
	for _, s := range Scenarios {
		if s.Name == name {
			return s.Make()
		}
	}
	return nil
}

var loopback4 = netip.MustParseAddr("127.0.0.1")

func withHosts(text string) *Computer {
	c := New()
	c.Files[c.HostsPath] = textFile(text)
	return c
}

// emptyFolder is what reading a hosts file answers where an empty folder is.
var emptyFolder = errors.Join(platform.ErrNotRegular, platform.ErrEmptyFolder)

func withHostsError(err error, mode fs.FileMode) *Computer {
	c := New()
	c.Files[c.HostsPath].ReadErr = err
	c.Files[c.HostsPath].Mode = mode
	return c
}

func withPingError(err error) *Computer {
	c := New()
	c.PingErr = err
	return c
}

func withDNS(address string, server DNSServer) *Computer {
	c := New()
	at := netip.MustParseAddrPort(address)
	c.DNS = []platform.NameServer{{Address: at, Source: "/etc/resolv.conf"}}
	c.DNSServers = map[netip.AddrPort]DNSServer{at: server}
	return c
}

func withoutDNS() *Computer {
	c := New()
	c.DNS, c.DNSServers = nil, nil
	return c
}

func windows() *Computer {
	const path = `C:\Windows\System32\drivers\etc\hosts`
	c := New()
	c.About = platform.About{OS: "windows", Version: "Windows 11 (26100)", User: `DESK\ana`, Hostname: "DESK"}
	c.HostsPath = path
	c.Files = map[string]*File{path: textFile(windowsHosts)}
	c.Files[path].Mode = 0o666
	c.KnowsLocalhost = true
	c.EphemeralFirst, c.EphemeralLast = 49152, 65535
	c.DNS[0].Source = "Ethernet"
	c.Interfaces[0] = loopbackInterface("Loopback Pseudo-Interface 1")
	c.Interfaces[1].Name = "Ethernet"
	return c
}

func windowsWithoutFile() *Computer {
	c := windows()
	delete(c.Files, c.HostsPath)
	return c
}

func macOS() *Computer {
	c := New()
	c.About = platform.About{OS: "darwin", Version: "macOS 15.1", User: "ana", Hostname: "desk.local"}
	c.Files[c.HostsPath] = textFile(macHosts)
	c.Files[c.HostsPath].Resolved = "/private/etc/hosts"
	c.EphemeralFirst, c.EphemeralLast = 49152, 65535
	c.Interfaces[0] = loopbackInterface("lo0")
	c.Interfaces[1].Name = "en0"
	return c
}

func leaking() *Computer {
	c := withHosts("127.0.1.1 desk\n")
	lan := netip.MustParseAddr("192.168.1.50")
	c.Answer("localhost", lan)
	for at := range c.DNSServers {
		c.DNSServers[at] = DNSServer{Localhost: []netip.Addr{lan}}
	}
	return c
}

func withoutIPv6() *Computer {
	c := withHosts("127.0.0.1 localhost\n127.0.1.1 desk\n")
	for i := range c.Interfaces {
		c.Interfaces[i].Addresses = c.Interfaces[i].Addresses[:1]
	}
	c.Faults = []Fault{{Address: netip.IPv6Loopback(), Err: platform.ErrAddressNotHere}}
	return c
}

func loopbackDown() *Computer {
	c := New()
	c.Interfaces[0].Up = false
	c.Interfaces[0].Addresses = nil
	c.Faults = []Fault{
		{Address: netip.IPv6Loopback(), Err: platform.ErrAddressNotHere},
		{Call: "dial", Address: loopback4, Err: platform.ErrUnreachable},
	}
	c.PingErr = platform.ErrUnreachable
	return c
}

func ipv4LoopbackRemoved() *Computer {
	c := New()
	c.Interfaces[0].Addresses = c.Interfaces[0].Addresses[1:]
	c.Faults = []Fault{
		{Call: "dial", Address: loopback4, Err: platform.ErrUnreachable},
		{Call: "listen", Address: loopback4, Err: platform.ErrAddressNotHere},
	}
	c.PingErr = platform.ErrUnreachable
	return c
}

func ipv6LoopbackOff() *Computer {
	c := New()
	c.Interfaces[0].Addresses = c.Interfaces[0].Addresses[:1]
	c.Faults = []Fault{{Address: netip.IPv6Loopback(), Err: platform.ErrAddressNotHere}}
	return c
}

func firewallDropsLoopback() *Computer {
	c := New()
	c.Faults = []Fault{
		{Call: "dial", Address: loopback4, Err: platform.ErrTimeout},
		{Call: "dial", Address: netip.IPv6Loopback(), Err: platform.ErrTimeout},
	}
	c.PingErr = platform.ErrTimeout
	return c
}

func inUTF16(text string) string {
	bytes := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		bytes = append(bytes, byte(unit), byte(unit>>8))
	}
	return string(bytes)
}
