package session_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestAMissingHostsFileIsMadeProvedAndTakenAwayAgain(t *testing.T) {
	for _, system := range []string{"linux", "darwin", "windows"} {
		c := fake.Named("hosts_missing")
		c.About.OS = system
		s := open(t, c)
		plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
		if err != nil || plan.Hosts == nil || plan.ID != "H11.repair" || !plan.Undoable || plan.Admin || plan.Guided {
			t.Fatalf("%s: %+v, %v", system, plan, err)
		}
		if !strings.Contains(plan.Hosts.Diff, "localhost") || c.Files[c.HostsPath] != nil {
			t.Errorf("%s: the preview is %q", system, plan.Hosts.Diff)
		}
		if outcome, err := s.ApplyHosts(t.Context(), plan, nil); err != nil && system != "windows" || !outcome.Changed {
			t.Fatalf("%s: %+v, %v", system, outcome, err)
		}
		back, err := s.HostsUndoPlan(t.Context(), session.HostsTarget{})
		if err != nil || back.Explain.Key == "session.undo.explain" {
			t.Fatalf("%s: %+v, %v", system, back, err)
		}
		if _, err := s.ApplyHosts(t.Context(), back, nil); err != nil || c.Files[c.HostsPath] != nil {
			t.Errorf("%s: undoing: %v", system, err)
		}
	}
}

func TestAMissingFileThatAPersonNamedIsNotMade(t *testing.T) {
	_, err := open(t, fake.New()).HostsRepairPlan(t.Context(), session.HostsTarget{Path: "/none"})
	wantCode(t, err, words.NotFound)
}

// mistaken is a computer whose user saved an entry under a wrong name.
func mistaken() *fake.Computer {
	c := fake.New()
	c.Files[c.HostsPath].WriteErr = nil
	c.Files["/etc/hosts.txt"] = &fake.File{
		Bytes: []byte("127.0.0.1 localhost\n127.0.0.1 api.test # mine\n"), Mode: 0o644, Modified: time.Now(),
	}
	return c
}

func TestEntriesInAFileThatNothingReadsAreFoundAndBroughtOver(t *testing.T) {
	c := mistaken()
	s := open(t, c)
	strays, err := s.HostsBeside(t.Context(), session.HostsTarget{})
	if err != nil || len(strays) != 1 || strays[0].Path != "/etc/hosts.txt" {
		t.Fatalf("got %+v, %v", strays, err)
	}
	view, err := s.HostsCheckUp(t.Context(), session.HostsTarget{})
	is12 := func(p hosts.Problem) bool { return p.Code == "H12" && p.Severity == hosts.Info }
	if err != nil || !slices.ContainsFunc(view.Report.Problems, is12) {
		t.Errorf("problems %+v, %v", view.Report.Problems, err)
	}
	plan, err := s.HostsEditPlan(t.Context(), session.HostsTarget{}, session.HostsMerge(strays))
	if err != nil || plan.Hosts == nil || !strings.Contains(plan.Hosts.Diff, "+127.0.0.1\tapi.test # mine") {
		t.Fatalf("got %+v, %v", plan, err)
	}
	if _, err := s.ApplyHosts(t.Context(), plan, nil); err != nil {
		t.Fatal(err)
	}
	if strays, err := s.HostsBeside(t.Context(), session.HostsTarget{}); err != nil || len(strays[0].Missing) != 0 {
		t.Errorf("afterwards: %+v, %v", strays, err)
	}
}

func TestTooMuchToLookThroughIsNotOffered(t *testing.T) {
	entries := make([]hosts.Entry, 51)
	for i := range entries {
		entries[i] = hosts.Entry{Address: "0.0.0.0", Names: []string{"x.test"}}
	}
	if got := session.HostsMerge([]session.HostsStray{{Missing: entries[:50]}}); len(got) != 50 {
		t.Errorf("%d of 50 are offered", len(got))
	}
	if got := session.HostsMerge([]session.HostsStray{{Missing: entries}}); got != nil {
		t.Errorf("%d are offered", len(got))
	}
}

func TestWhatTheSettingsSayIsInTheJudgement(t *testing.T) {
	const twice = "127.0.0.1 localhost\n10.0.0.7 shop.test\n10.0.0.8 shop.test\n0.0.0.0 ads.test\n"
	effective := func(c *fake.Computer, target session.HostsTarget) (n int, said string) {
		c.Files[c.HostsPath] = &fake.File{Bytes: []byte(twice), Mode: 0o644}
		view, err := open(t, c).Hosts(t.Context(), target)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range view.Report.Entries {
			if e.Effective {
				n++
			}
		}
		for _, p := range view.Report.Problems {
			said += p.Message.Key + " "
		}
		return n, said
	}
	if n, said := effective(fake.New(), session.HostsTarget{}); n != 3 || strings.Contains(said, "hosts.also.resolved") {
		t.Errorf("by itself: %d, %s", n, said)
	}
	c := fake.New()
	c.Reading = platform.HostsReading{Multi: true, Resolved: true}
	if n, said := effective(c, session.HostsTarget{}); n != 4 || !strings.Contains(said, "hosts.also.resolved-nowhere") {
		t.Errorf("with multi and systemd-resolved: %d, %s", n, said)
	}
	if n, said := effective(c, session.HostsTarget{System: hosts.Windows}); n != 4 || strings.Contains(said, "hosts.also.resolved") {
		t.Errorf("as Windows reads it: %d, %s", n, said)
	}
	c.Reading = platform.HostsReading{Musl: true}
	if view, err := open(t, c).Hosts(t.Context(), session.HostsTarget{}); err != nil || view.Report.System != hosts.Musl {
		t.Errorf("with musl: %s, %v", view.Report.System, err)
	}
}

func TestAProgramOnIPv6AloneNeedsALineForIt(t *testing.T) {
	listener := func(address string) platform.Listener {
		return platform.Listener{Protocol: platform.TCP, Address: netip.MustParseAddrPort(address)}
	}
	for _, test := range []struct {
		name   string
		hosts  string
		listen []platform.Listener
		knows  bool
		want   bool
	}{
		{"only ::1", "127.0.0.1 localhost\n", []platform.Listener{listener("[::1]:3000")}, false, true},
		{"both", "127.0.0.1 localhost\n", []platform.Listener{listener("[::1]:3000"), listener("127.0.0.1:3000")}, false, false},
		{"another port on 127.0.0.1", "127.0.0.1 localhost\n", []platform.Listener{listener("[::1]:3000"), listener("127.0.0.1:80")}, false, true},
		{"a wildcard", "127.0.0.1 localhost\n", []platform.Listener{listener("[::]:3000")}, false, false},
		{"the line is there", "127.0.0.1 localhost\n::1 localhost\n", []platform.Listener{listener("[::1]:3000")}, false, false},
		{"the system knows ::1 by itself", "127.0.0.1 localhost\n", []platform.Listener{listener("[::1]:3000")}, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := fake.New()
			c.Files[c.HostsPath] = &fake.File{Bytes: []byte(test.hosts), Mode: 0o644}
			c.Listening = test.listen
			if test.knows {
				c.Answers[fake.Question{By: fake.ByOS, Family: platform.IPv6, Name: "localhost"}] = fake.Answer{Addresses: []netip.Addr{netip.IPv6Loopback()}}
			}
			s := open(t, c)
			view, err := s.Hosts(t.Context(), session.HostsTarget{})
			is04 := func(p hosts.Problem) bool { return p.Code == "H04" }
			if err != nil || slices.ContainsFunc(view.Report.Problems, is04) != test.want {
				t.Errorf("problems %+v, %v", view.Report.Problems, err)
			}
			plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
			if err != nil || (plan.Hosts != nil) != test.want {
				t.Fatalf("repair: %+v, %v", plan, err)
			}
			if test.want && (plan.ID != "H04.repair" || !strings.Contains(plan.Hosts.Diff, "+::1")) {
				t.Errorf("repair: %s\n%s", plan.ID, plan.Hosts.Diff)
			}
		})
	}
}

// systemd-resolved knows localhost without a line. Settings that name it prove nothing
// where nobody answers.
func TestThatSystemdResolvedAnswersIsNotBelieved(t *testing.T) {
	for knows, want := range map[bool]hosts.Status{true: hosts.NotNeeded, false: hosts.Missing} {
		c := fake.Named("localhost_missing")
		c.Reading, c.KnowsLocalhost = platform.HostsReading{Resolved: true}, knows
		view, err := open(t, c).Hosts(t.Context(), session.HostsTarget{})
		if err != nil || view.Report.Localhost.Status != want {
			t.Errorf("answers %t: %s, %v", knows, view.Report.Localhost.Status, err)
		}
	}
}
