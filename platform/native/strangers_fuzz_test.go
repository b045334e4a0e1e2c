//go:build linux || windows || darwin

package native

import (
	"encoding/binary"
	"net/netip"
	"testing"

	"localhostdoctor/platform"
)

// FuzzReadersOfStrangers gives every reader of another program's or the kernel's
// output the same bytes: none may fall, or give an address or a port that is none.
// The readers that take binary forms have targets of their own beside them.
func FuzzReadersOfStrangers(f *testing.F) {
	for _, seed := range []string{
		"", "hosts: files [!UNAVAIL=return] dns\n", "  0: 0100007F:0BB8 00000000:0000 0A 0 0 0 0 0 0 42\n",
		"1 (a) b) S 0 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 5 0\n", "0::/system.slice/demo.service\n",
		"Protocol tcp Dynamic Port Range\nStart Port : 49152\nNumber of Ports : 16384\n", "Start    End\n80    80   *\n",
		"127.0.0.1 STREAM localhost\n::1 STREAM\n", "tcp4 0 0 127.0.0.1.3000 *.* LISTEN\n", "1-2,65535\n", "32768\t60999\n",
		"64 bytes from 127.0.0.1: icmp_seq=0 ttl=64 time=0.045 ms\n", "PID\tStatus\tLabel\n1\t0\tcom.apple.x\n",
		"{\n path = /a.plist\n}", "ActiveState=active\nId=a.service\n", "[Proxy Settings]\nhttpProxy=http://a 1\n",
		"org.gnome.system.proxy mode 'manual'\n", "rdr pass on lo0 inet proto tcp from any to any port 80 -> 127.0.0.1 port 8080\n",
		"<dictionary> {\n  HTTPEnable : 1\n  HTTPProxy : a\n  HTTPPort : 1\n}", "NO_PROXY=a\n", "Firewall is enabled. (State = 1)",
		"  Proxy Server(s) :  a:1\n  Bypass List : (none)\n", "   gateway: 192.0.2.1\n  interface: en0\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text := string(data)
		feedProcessReaders(data, text)
		feedSettingReaders(text)
		for _, family := range []platform.Family{platform.IPv4, platform.IPv6} {
			if found, err := parseGetent(text, family); err == nil {
				wantAddresses(t, found)
			}
		}
		if sockets, err := parseProcNet(text, platform.TCP, binary.LittleEndian); err == nil {
			for _, s := range sockets {
				wantAddresses(t, []netip.Addr{s.key.address.Addr()})
			}
		}
		keys, _ := parseNetstat(text)
		for _, k := range keys {
			wantAddresses(t, []netip.Addr{k.address.Addr()})
		}
		if ranges, err := parsePortList(text); err == nil {
			wantRanges(t, ranges)
		}
		if ranges, err := parseExcluded(text); err == nil {
			wantRanges(t, ranges)
		}
		if lingering, err := parseLingering(text, binary.LittleEndian); err == nil {
			for _, l := range lingering {
				wantAddresses(t, []netip.Addr{l.Addr()})
			}
		}
	})
}

func feedProcessReaders(data []byte, text string) {
	_, _ = parseProcStat(text)
	_, _ = parseBootTime(text)
	parseArguments(text)
	parseEffectiveUID(text)
	parseProcCGroup(text)
	parseSocketLink(data)
	parseProcArgs(data, binary.LittleEndian)
	_, _ = parseACL(data)
	parseLaunchctlPrint(text)
	_, _ = parseLaunchctlList(text, platform.ScopeSystem, 0)
	parseListSockets(text)
	parseShow(text, "a.service")
	parseRequestQueues(text)
}

func feedSettingReaders(text string) {
	_, _, _ = parsePortRange(text)
	_, _, _ = parseDynamicPorts(text)
	_, _ = parsePing(text)
	_, _ = parseFirewallState(text)
	parseDroppingRules(text)
	parseEnvironmentFile(text)
	parseGSettings(text)
	parseKioslaverc("file", text)
	_, _ = parseScutilProxy(text)
	parseWinHTTP(text)
	hostsServices(text)
	_, _ = parseRouteGet(text)
	_, _ = parseProxyRule(text, text, text)
	parseRedirects("file", text)
	_, _, _ = requestArguments([]string{text, text})
	_ = scriptRefusal(text)
	_ = askRefusal("pkexec", 127, text)
}

func wantAddresses(t *testing.T, all []netip.Addr) {
	t.Helper()
	for _, a := range all {
		if !a.IsValid() {
			t.Fatal("an address that is none")
		}
	}
}

func wantRanges(t *testing.T, all []platform.PortRange) {
	t.Helper()
	for _, r := range all {
		if r.First > r.Last {
			t.Fatalf("from %d to %d", r.First, r.Last)
		}
	}
}
