package hosts

import (
	"slices"
	"testing"
	"time"
)

func TestFilesThatAreTakenForTheHostsFileAreFound(t *testing.T) {
	const own = "127.0.0.1 localhost\n127.0.0.1 shop.test\n#10.0.0.7 printer\n"
	const more = "127.0.0.1 localhost\n127.0.0.1 SHOP.test api.test\n10.0.0.7 printer\n"
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name, file, content string
		newer               bool
		want                string // what is missing; "-" when the file does not matter
	}{
		{"an ending was added", "/etc/hosts.txt", more, false, "127.0.0.1 [api.test]"},
		{"twice", "/etc/hosts.txt.txt", more, false, "127.0.0.1 [api.test]"},
		{"a blank behind", "/etc/hosts ", more, false, "127.0.0.1 [api.test]"},
		{"another case", "/etc/Hosts", more, false, "127.0.0.1 [api.test]"},
		{"a copy with more", "/etc/hosts.bak", more, false, "127.0.0.1 [api.test]"},
		{"another address", "/etc/hosts.txt", "10.0.0.9 shop.test\n", false, "10.0.0.9 [shop.test]"},
		{"a newer file with nothing more", "/etc/hosts.txt", "127.0.0.1 localhost\n", true, ""},
		{"an older file with nothing more", "/etc/hosts.txt", "127.0.0.1 localhost\n", false, "-"},
		{"a newer copy with nothing more", "/etc/hosts.bak", "127.0.0.1 localhost\n", true, "-"},
		{"the same bytes", "/etc/hosts.txt", own, true, "-"},
		{"another program's block", "/etc/hosts.bak", "# Added by Docker Desktop\n10.0.0.9 host.docker.internal\n# End of section\n", false, "-"},
		{"this computer's own names", "/etc/hosts.bak", "::1 localhost ip6-localhost\n127.0.1.1 desk\nff02::1 ip6-allnodes\n", false, "-"},
		{"what nobody can ask for", "/etc/hosts.bak", "10.0.0.9 http://x.test *.test\n10.0.0 y.test\n", false, "-"},
		{"Internet Connection Sharing", "/etc/hosts.ics", more, true, "-"},
		{"access lists", "/etc/hosts.allow", "ALL: ALL\n10.0.0.9 x\n", true, "-"},
		{"an editor's copy", "/etc/hosts~", more, true, "-"},
		{"another word", "/etc/hostsfile", more, true, "-"},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := Neighbour{Path: test.file, Bytes: []byte(test.content), Modified: now.Add(-time.Hour)}
			if test.newer {
				n.Modified = now.Add(time.Hour)
			}
			strays := Parse([]byte(own)).Strays(Rules{Hostname: "desk"}, now, []Neighbour{n})
			if len(strays) == 0 {
				if test.want != "-" {
					t.Fatal("not found")
				}
				return
			}
			got := ""
			for _, e := range strays[0].Missing {
				got += e.Address + " " + "[" + e.Names[0] + "]"
			}
			if got != test.want || strays[0].Newer != test.newer || strays[0].Path != test.file {
				t.Errorf("got %q of %+v, want %q", got, strays[0], test.want)
			}
			if p := strays[0].Problem(); p.Code != "H12" || p.Severity != Info || p.Line != 0 || p.Message.IsZero() {
				t.Errorf("problem %+v", p)
			}
		})
	}
}

func TestAnEntryInTwoFilesIsMissingOnce(t *testing.T) {
	other := []byte("10.0.0.9 x.test\n10.0.0.9 x.test y.test\n")
	strays := Parse(nil).Strays(Rules{}, time.Time{}, []Neighbour{{Path: "hosts.txt", Bytes: other}, {Path: "hosts.bak", Bytes: other}})
	if len(strays) != 1 || !slices.Equal(strays[0].Names(), []string{"x.test", "y.test"}) || len(strays[0].Missing) != 2 {
		t.Errorf("got %+v", strays)
	}
}

func TestAFreshFileIsRightOnItsSystem(t *testing.T) {
	for system, want := range map[System]Status{Linux: OK, Musl: OK, Darwin: OK, Windows: NotNeeded} {
		for _, six := range []bool{true, false} {
			change := Fresh(Rules{System: system}, six)
			report := change.After.Judge(Rules{System: system})
			if report.Localhost.Status != want || len(report.Problems) != 0 || !change.Changed() || !isASCII(change.After.raw) {
				t.Errorf("%s: %q: %+v", system, change.After.raw, report)
			}
			if got := len(change.After.Lookup(Rules{System: system}, "localhost", IPv6)) > 0; got != (six && system != Windows) {
				t.Errorf("%s: ::1 is there: %t", system, got)
			}
		}
	}
}
