package native

import (
	"net/netip"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

func TestTheLineForHostsIsRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, file string
		number     int
		services   string
	}{
		{"debian", "passwd: files\n\nhosts:          files dns\nnetworks: files\n", 3, "files dns"},
		{"ubuntu", "hosts: files mdns4_minimal [NOTFOUND=return] dns\n", 1, "files mdns4_minimal dns"},
		{"fedora", "hosts:      files myhostname resolve [!UNAVAIL=return] dns\n", 1, "files myhostname resolve dns"},
		{"blanks in an action", "hosts: files [NOTFOUND=return SUCCESS=merge]dns # a note\n", 1, "files dns"},
		{"blanks around", "  hosts : files\n", 1, "files"},
		{"the last line counts", "hosts: files\nhosts: dns\n", 2, "dns"},
		{"commented out", "#hosts: files\n", 0, ""},
		{"another database", "hostsx: files\n", 0, ""},
		{"empty", "", 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := nameSwitch("/etc/nsswitch.conf", test.file)
			var services string
			for i, s := range got.Services {
				if i > 0 {
					services += " "
				}
				services += s
			}
			if got.Number != test.number || services != test.services || (got.Line == "") != (test.number == 0) {
				t.Errorf("got %+v, want line %d: %s", got, test.number, test.services)
			}
		})
	}
}

func TestSuffixesAreRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, file string
		want       []string
	}{
		{"search", "nameserver 10.0.0.1\nsearch corp.example lan.\n", []string{"corp.example", "lan"}},
		{"domain", "domain fritz.box\n", []string{"fritz.box"}},
		{"the last counts", "domain a.example\nsearch b.example c.example\n", []string{"b.example", "c.example"}},
		{"none", "nameserver 10.0.0.1\n", nil},
		{"the root only", "search .\n", nil},
		{"commented out", "#search corp.example\n", nil},
	} {
		if got := searchList(test.file); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	adapters := []adapter{
		{name: "Ethernet", up: true, gateway: true, suffix: "fritz.box"},
		{name: "VPN", up: true, gateway: true, suffix: "corp.example."},
		{name: "again", up: true, gateway: true, suffix: "fritz.box"},
		{name: "off", gateway: true, suffix: "off.example"},
		{name: "leads nowhere", up: true, suffix: "host-only.example"},
	}
	if got := suffixesOf(adapters); !slices.Equal(got, []string{"fritz.box", "corp.example"}) {
		t.Errorf("Windows: %q", got)
	}
}

func TestSettingsAreReadInTheirSection(t *testing.T) {
	t.Parallel()
	const resolved = "[Other]\nReadEtcHosts=no\n[Resolve]\n#ReadEtcHosts=no\nDNS=\nReadEtcHosts = yes\n"
	if got := setting(resolved, "Resolve", "ReadEtcHosts"); got != "yes" || isNo(got) {
		t.Errorf("got %q", got)
	}
	for value, want := range map[string]bool{"no": true, "False": true, "0": true, "off": true, "yes": false, "": false, "nope": false} {
		if isNo(value) != want {
			t.Errorf("%q is no: %v", value, !want)
		}
	}
}

// The files are as the manual page resolver(5) of macOS and the tools that write
// them have them.
func TestServersOfSingleDomainsAreRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, file, domain string
		servers            []string
	}{
		{"test", "nameserver 127.0.0.1\n", "test", []string{"127.0.0.1:53"}},
		{"dev", "nameserver 127.0.0.1\nport 20560\n", "dev", []string{"127.0.0.1:20560"}},
		{"company", "domain corp.example.\nsearch_order 1\nnameserver 10.0.0.1\nnameserver fd00::1\n", "corp.example", []string{"10.0.0.1:53", "[fd00::1]:53"}},
		{"empty", "", "empty", nil},
		{"garbage", "nameserver localhost\nport x\n", "garbage", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := scopedServer(test.name, "/etc/resolver/"+test.name, test.file)
			var want []netip.AddrPort
			for _, s := range test.servers {
				want = append(want, netip.MustParseAddrPort(s))
			}
			if got.Domain != test.domain || !slices.Equal(got.Servers, want) || got.Path != "/etc/resolver/"+test.name {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestSettingsOfWSLAreRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, file, mode string
		forwarding       bool
	}{
		{"nothing set", "[wsl2]\r\nmemory=4GB\r\n", "", true},
		{"off", "[wsl2]\r\nlocalhostForwarding=False\r\n", "", false},
		{"on", "[WSL2]\nLocalhostForwarding = true\n", "", true},
		{"mirrored", "\ufeff[wsl2]\nnetworkingMode=Mirrored\nlocalhostForwarding=false\n", "mirrored", false},
		{"another section", "[experimental]\nlocalhostForwarding=false\n", "", true},
	} {
		got := wslSettings("path", test.file)
		if got != (platform.WSLSettings{Path: "path", LocalhostForwarding: test.forwarding, NetworkingMode: test.mode}) {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}

// The table is as Linux 6.1 shows it.
func TestWhatListensAtASocketFileIsSeen(t *testing.T) {
	t.Parallel()
	const table = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 17071 /run/docker.sock
0000000000000000: 00000003 00000000 00000000 0001 03 17072 /run/connected.sock
0000000000000000: 00000003 00000000 00000000 0001 03 18000
`
	for path, want := range map[string]bool{"/run/docker.sock": true, "/run/connected.sock": false, "/run/docker": false, "": false} {
		if got := listensAt(table, path); got != want {
			t.Errorf("%q: %v", path, got)
		}
	}
}
