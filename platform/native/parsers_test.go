package native

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"localhostdoctor/platform"
)

func TestPrettyName(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"debian", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\n", "Debian GNU/Linux 12 (bookworm)"},
		{"unquoted", "NAME=Fedora\nPRETTY_NAME=Fedora\n", "Fedora"},
		{"single quotes", "PRETTY_NAME='Alpine \\$ Linux'\n", `Alpine \$ Linux`},
		{"escapes", `PRETTY_NAME="The \"Best\" \$1 \\ Linux"`, `The "Best" $1 \ Linux`},
		{"only a name", "# PRETTY_NAME=no\nNAME=Void\n", "Void"},
		{"empty", "", ""},
		{"open quote", "PRETTY_NAME=\"", `"`},
	}
	for _, test := range tests {
		if got := prettyName(test.file); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestWindowsName(t *testing.T) {
	tests := []struct {
		product, release string
		build            uint32
		want             string
	}{
		{"Windows 10 Pro", "23H2", 22631, "Windows 11 Pro 23H2 (build 22631)"},
		{"Windows 10 Home", "22H2", 19045, "Windows 10 Home 22H2 (build 19045)"},
		{"Windows Server 2025 Standard", "24H2", 26100, "Windows Server 2025 Standard 24H2 (build 26100)"},
		{"", "", 9600, "Windows (build 9600)"},
	}
	for _, test := range tests {
		if got := windowsName(test.product, test.release, test.build); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestParsePortRange(t *testing.T) {
	if first, last, err := parsePortRange("32768\t60999\n"); first != 32768 || last != 60999 || err != nil {
		t.Errorf("%d to %d, %v", first, last, err)
	}
	for _, bad := range []string{"", "1", "0 5", "10 5", "1 65536", "-1 5", "a b", "1 2 3"} {
		if first, last, err := parsePortRange(bad); err == nil {
			t.Errorf("%q is %d to %d", bad, first, last)
		}
	}
}

func TestParseDynamicPortsInAnyLanguage(t *testing.T) {
	tests := map[string]string{
		"English": "\r\nProtocol tcp Dynamic Port Range\r\n---------------------------------\r\nStart Port      : 49152\r\nNumber of Ports : 16384\r\n\r\n",
		"German":  "\r\nDynamischer Portbereich des Protokolls tcp\r\n---------------------------------\r\nStartport     : 49152\r\nPortanzahl    : 16384\r\n\r\n",
		"French":  "\r\nPlage de ports dynamique du protocole tcp\r\n---------------------------------\r\nPort de d\x82marrage       : 49152\r\nNombre de ports         : 16384\r\n\r\n",
	}
	for name, output := range tests {
		if first, last, err := parseDynamicPorts(output); first != 49152 || last != 65535 || err != nil {
			t.Errorf("%s: %d to %d, %v", name, first, last, err)
		}
	}
	for _, bad := range []string{"", "Start Port : 49152\r\n", "a : 1\r\nb : 0\r\n", "a : 49152\r\nb : 16385\r\n", "a : 70000\r\nb : 1\r\n"} {
		if first, last, err := parseDynamicPorts(bad); err == nil {
			t.Errorf("%q is %d to %d", bad, first, last)
		}
	}
}

func TestParseGetent(t *testing.T) {
	tests := []struct {
		name, output string
		family       platform.Family
		want         []string
	}{
		{"IPv4", "127.0.0.1       STREAM localhost\n127.0.0.1       DGRAM  \n127.0.0.1       RAW    \n10.0.0.1        STREAM \n", platform.IPv4, []string{"127.0.0.1", "10.0.0.1"}},
		{"IPv6", "::1             STREAM localhost\n::1             DGRAM  \nfe80::1%lo      STREAM \n", platform.IPv6, []string{"::1", "fe80::1%lo"}},
		{"mapped", "::ffff:127.0.0.1 STREAM only4\n", platform.IPv6, nil},
		{"nothing", "", platform.IPv4, nil},
	}
	for _, test := range tests {
		found, err := parseGetent(test.output, test.family)
		var got []string
		for _, address := range found {
			got = append(got, address.String())
		}
		if !slices.Equal(got, test.want) || err != nil {
			t.Errorf("%s: %v, %v", test.name, got, err)
		}
	}
	if found, err := parseGetent("Usage: getent\n", platform.IPv4); err == nil {
		t.Errorf("%v", found)
	}
}

func TestParsePing(t *testing.T) {
	tests := map[string]time.Duration{
		"PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.\n64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.034 ms\n\n--- 127.0.0.1 ping statistics ---\n": 34 * time.Microsecond,
		"64 bytes from ::1: seq=0 ttl=64 time=1.250 ms\n": 1250 * time.Microsecond,
	}
	for output, want := range tests {
		if got, err := parsePing(output); got != want || err != nil {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	if got, err := parsePing("1 packets transmitted, 0 received"); err == nil {
		t.Errorf("%s", got)
	}
}

func TestServersOfWindowsAdapters(t *testing.T) {
	addresses := func(texts ...string) (all []netip.Addr) {
		for _, text := range texts {
			all = append(all, netip.MustParseAddr(text))
		}
		return all
	}
	got := serversOf([]adapter{
		{name: "Ethernet", up: true, gateway: true, servers: addresses("192.0.2.53", "fec0:0:0:ffff::1%1", "fe80::1%7")},
		{name: "Unplugged", gateway: true, servers: addresses("192.0.2.54")},
		{name: "vEthernet (WSL)", up: true, servers: addresses("192.0.2.55")},
		{name: "Wi-Fi", up: true, gateway: true, servers: addresses("192.0.2.53", "192.0.2.56")},
	})
	want := []platform.NameServer{
		{Address: netip.MustParseAddrPort("192.0.2.53:53"), Source: "Ethernet"},
		{Address: netip.MustParseAddrPort("[fe80::1%7]:53"), Source: "Ethernet"},
		{Address: netip.MustParseAddrPort("192.0.2.56:53"), Source: "Wi-Fi"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
