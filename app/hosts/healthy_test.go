package hosts

import (
	"strings"
	"testing"
)

// healthy are files as systems come with them, and the smallest one that is right.
var healthy = []struct {
	name    string
	rules   Rules
	content string
}{
	{"debian", Rules{System: Linux, Multi: true, Hostname: "anvil"}, "127.0.0.1\tlocalhost\n127.0.1.1\tanvil.lan\tanvil\n\n" +
		"# The following lines are desirable for IPv6 capable hosts\n::1     localhost ip6-localhost ip6-loopback\n" +
		"ff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n"},
	{"ubuntu", Rules{System: Linux, Multi: true, Hostname: "anvil", Resolved: true}, "127.0.0.1 localhost\n127.0.1.1 anvil\n\n" +
		"::1     ip6-localhost ip6-loopback\nfe00::0 ip6-localnet\nff00::0 ip6-mcastprefix\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n"},
	{"fedora", Rules{System: Linux, Resolved: true}, "# Loopback entries; do not change.\n" +
		"127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n" +
		"::1         localhost localhost.localdomain localhost6 localhost6.localdomain6\n"},
	{"alpine", Rules{System: Musl}, "127.0.0.1\tanvil.localdomain anvil localhost.localdomain localhost\n::1\t\tlocalhost localhost.localdomain\n"},
	{"macos", Rules{System: Darwin}, "##\n# Host Database\n##\n127.0.0.1\tlocalhost\n255.255.255.255\tbroadcasthost\n::1             localhost\n"},
	{"windows", Rules{System: Windows}, "#      102.54.94.97     rhino.acme.com          # source server\r\n" +
		"#       38.25.63.10     x.acme.com              # x client host\r\n\r\n" +
		"#\t127.0.0.1       localhost\r\n#\t::1             localhost\r\n"},
	{"windows_empty", Rules{System: Windows}, ""},
	{"only_ipv4", Rules{System: Linux}, "127.0.0.1 localhost\n"},
	{"only_ipv4_musl", Rules{System: Musl}, "127.0.0.1 localhost\n"},
	{"only_ipv4_macos", Rules{System: Darwin}, "127.0.0.1 localhost\n"},
	{"nothing_with_resolved", Rules{System: Linux, Resolved: true}, ""},
}

func TestHealthyFilesHaveNoProblems(t *testing.T) {
	for _, test := range healthy {
		t.Run(test.name, func(t *testing.T) {
			report := Parse([]byte(test.content)).Judge(test.rules)
			for _, p := range report.Problems {
				t.Errorf("%s %s line %d: %s", p.Code, p.Severity, p.Line, p.Message.Key)
			}
			if status := report.Localhost.Status; status != OK && status != NotNeeded {
				t.Errorf("localhost is %s", status)
			}
		})
	}
}

// TestProblemsThatAreAskedFor has what is only a problem in some circumstances.
func TestProblemsThatAreAskedFor(t *testing.T) {
	long := "127.0.0.1 localhost\n10.0.0.7 a.test #" + strings.Repeat("x", 64<<10) + "\n10.0.0.8 b.test\n"
	tests := []struct {
		name    string
		rules   Rules
		content string
		want    string // codes with lines and sentences
	}{
		{"no_ipv6_when_wanted", Rules{System: Linux, IPv6Wanted: true}, "127.0.0.1 localhost\n", "H04 0 hosts.problem.only4"},
		{"ipv6_is_there", Rules{System: Linux, IPv6Wanted: true}, "127.0.0.1 localhost\n::1 localhost\n", ""},
		{"windows_knows_it", Rules{System: Windows, IPv6Wanted: true}, "127.0.0.1 localhost\n", ""},
		{"underscore", Rules{System: Linux, Resolved: true}, "10.0.0.7 my_app.test\n", "H10 1 hosts.also.resolved-name"},
		{"underscore_without_resolved", Rules{System: Linux}, "127.0.0.1 localhost\n10.0.0.7 my_app.test\n", ""},
		{"blocked_is_said_once", Rules{System: Linux, Resolved: true}, "0.0.0.0 a.test\n0.0.0.0 b.test\n", "H10 1 hosts.also.resolved-nowhere"},
		{"long_line", Rules{System: Linux}, long, "H10 2 hosts.also.go"},
		{"long_line_read_by_go", Rules{System: Go}, long, "H10 2 hosts.ignored.stopped; H10 3 hosts.ignored.stopped"},
		{"zone_on_windows", Rules{System: Windows}, "fe80::1%3 a.test\r\n", "H10 1 hosts.doubt"},
		{"many_names_on_windows", Rules{System: Windows}, "10.0.0.7 a b c d e f g h i j\r\n", "H10 1 hosts.unread.many"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range Parse([]byte(test.content)).Judge(test.rules).Problems {
				got = append(got, p.Code+" "+string(rune('0'+p.Line))+" "+p.Message.Key)
			}
			if all := strings.Join(got, "; "); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}

// TestResolvedReadsItsOwnWay has what its source says; the end-to-end tests ask the real one.
func TestResolvedReadsItsOwnWay(t *testing.T) {
	file := Parse([]byte("0.0.0.0 ads.test\n10.0.0.7 my_app.test api.test\n"))
	for name, want := range map[string]int{"ads.test": 0, "my_app.test": 0, "api.test": 1, "API.test.": 1} {
		if got := file.Lookup(Rules{System: Resolved}, name, IPv4); len(got) != want {
			t.Errorf("%s: %v, want %d addresses", name, got, want)
		}
	}
}
