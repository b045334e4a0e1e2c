package session_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

const brokenHosts = "203.0.113.9\tlocalhost\n# caf\xe9\n127.0.1.1\tdesk\n"

// patient is a computer whose hosts file is broken and may be written.
func patient() *fake.Computer {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(brokenHosts), Mode: 0o644}
	return c
}

func TestAHostsFileIsShownWithWhatCanBeDone(t *testing.T) {
	c := patient()
	s := open(t, c)
	view, err := s.Hosts(t.Context(), session.HostsTarget{})
	if err != nil || view.CanWrite != nil || view.CanUndo || view.Report.Localhost.Status != "redirected" {
		t.Errorf("got %+v, %v", view, err)
	}
	if string(view.Content.Bytes) != brokenHosts || view.Content.Path != c.HostsPath {
		t.Error("the content is not that of the file")
	}
	c.Files[c.HostsPath].WriteErr = platform.ErrReadOnly
	view, err = s.Hosts(t.Context(), session.HostsTarget{})
	if err != nil || !errors.Is(view.CanWrite, platform.ErrReadOnly) {
		t.Errorf("got %v, %v", view.CanWrite, err)
	}
	wantCode(t, view.CanWrite, words.Failed)
}

func TestAMissingHostsFileIsNotWrongInput(t *testing.T) {
	for _, name := range []string{"hosts_missing", "hosts_is_directory"} {
		_, err := open(t, fake.Named(name)).Hosts(t.Context(), session.HostsTarget{})
		wantCode(t, err, words.Failed)
	}
	_, err := open(t, fake.New()).Hosts(t.Context(), session.HostsTarget{Path: "/none"})
	wantCode(t, err, words.NotFound)
}

// repaired carries out the repair of the patient's file.
func repaired(t *testing.T, s *session.Session) session.HostsOutcome {
	t.Helper()
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil || plan.Hosts == nil {
		t.Fatalf("planning: %+v, %v", plan, err)
	}
	outcome, err := s.ApplyHosts(t.Context(), plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func TestARepairIsPlannedInWords(t *testing.T) {
	plan, err := open(t, patient()).HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil || plan.Hosts == nil || plan.ID != "H02.repair" || plan.Admin || !plan.Undoable {
		t.Fatalf("got %+v, %v", plan, err)
	}
	if plan.Title.IsZero() || plan.Explain.IsZero() || !strings.Contains(plan.Hosts.Diff, "-203.0.113.9") {
		t.Errorf("got %+v, diff:\n%s", plan, plan.Hosts.Diff)
	}
}

func TestARepairIsProvedAndNotNeededTwice(t *testing.T) {
	s := open(t, patient())
	outcome := repaired(t, s)
	if proof := outcome.Proof["localhost"]; !outcome.Changed || len(proof) == 0 || !proof[0].IsLoopback() {
		t.Errorf("got %+v", outcome)
	}
	view, err := s.Hosts(t.Context(), session.HostsTarget{})
	if err != nil || !view.CanUndo || view.Report.Localhost.Status != session.HostsOK {
		t.Errorf("after the repair: %+v, %v", view.Report.Localhost, err)
	}
	again, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil || again.Hosts != nil || again.Title.IsZero() {
		t.Errorf("a second repair: %+v, %v", again, err)
	}
}

func TestARepairIsUndoneToTheByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := patient()
		s := open(t, c)
		repaired(t, s)
		undo, err := s.HostsUndoPlan(t.Context(), session.HostsTarget{})
		if err != nil || undo.Hosts == nil || undo.Hosts.Diff == "" {
			t.Fatalf("undo: %+v, %v", undo, err)
		}
		if said := english(t).Say(undo.Explain); !strings.Contains(said, english(t).Say(words.T("session.undo.worse"))) {
			t.Errorf("it does not say that localhost breaks again: %+v", undo.Explain)
		}
		if _, err := s.ApplyHosts(t.Context(), undo, nil); err != nil {
			t.Fatal(err)
		}
		if got := string(c.Files[c.HostsPath].Bytes); got != brokenHosts {
			t.Errorf("after the undo: %q", got)
		}
		_, err = s.HostsUndoPlan(t.Context(), session.HostsTarget{})
		wantCode(t, err, words.NotFound)
	})
}

func TestHealthyFilesNeedNoRepair(t *testing.T) {
	for _, name := range []string{"healthy_debian", "healthy_ubuntu", "healthy_fedora", "healthy_alpine", "healthy_windows", "healthy_macos", "healthy_no_ipv6"} {
		t.Run(name, func(t *testing.T) {
			plan, err := open(t, fake.Named(name)).HostsRepairPlan(t.Context(), session.HostsTarget{})
			if err != nil || plan.Hosts != nil {
				t.Errorf("got %+v, %v", plan, err)
			}
		})
	}
}

func TestAnIPv6LineIsAddedOnlyWhereThereIsIPv6(t *testing.T) {
	for name, faults := range map[string][]fake.Fault{
		"with":    nil,
		"without": {{Address: netip.IPv6Loopback(), Err: platform.ErrAddressNotHere}},
	} {
		t.Run(name, func(t *testing.T) {
			c := fake.Named("localhost_missing")
			c.Faults = faults
			plan, err := open(t, c).HostsRepairPlan(t.Context(), session.HostsTarget{})
			if err != nil || plan.Hosts == nil {
				t.Fatalf("got %+v, %v", plan, err)
			}
			if has := strings.Contains(string(plan.Hosts.After), "::1"); has != (faults == nil) {
				t.Errorf("::1 is in it: %v\n%s", has, plan.Hosts.After)
			}
			if !plan.Admin {
				t.Error("the plan does not say that it needs permission")
			}
		})
	}
}

func TestLocalhostThatResolvesWithoutALineNeedsNone(t *testing.T) {
	c := fake.Named("localhost_missing")
	c.KnowsLocalhost = true
	s := open(t, c)
	view, err := s.Hosts(t.Context(), session.HostsTarget{})
	if err != nil || view.Report.Localhost.Status != session.HostsNotNeeded {
		t.Errorf("got %+v, %v", view.Report.Localhost, err)
	}
	c.KnowsLocalhost = false
	view, err = s.Hosts(t.Context(), session.HostsTarget{})
	if err != nil || view.Report.Localhost.Status != hosts.Missing {
		t.Errorf("got %+v, %v", view.Report.Localhost, err)
	}
}

// Whether glibc reads the second line depends on /etc/host.conf; its answer tells.
func TestEveryLineCountsWhereTheResolverSaysSo(t *testing.T) {
	for want, answers := range map[string][]netip.Addr{
		"redirected": {netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("203.0.113.9")},
		"ok":         {netip.MustParseAddr("127.0.0.1")},
	} {
		t.Run(want, func(t *testing.T) {
			c := fake.Named("localhost_conflicting_lines")
			c.Answer("localhost", answers...)
			view, err := open(t, c).Hosts(t.Context(), session.HostsTarget{})
			if err != nil || string(view.Report.Localhost.Status) != want {
				t.Errorf("got %+v, %v", view.Report.Localhost, err)
			}
		})
	}
}

func TestANamedFileIsJudgedByTheNamedSystemAndNeverElevated(t *testing.T) {
	c := fake.New()
	c.Files["/tmp/hosts"] = &fake.File{Bytes: []byte("# nothing\r\n"), WriteErr: platform.ErrNeedsAdmin}
	s := open(t, c)
	for _, q := range []struct {
		system string
		want   string
	}{{"windows", "not-needed"}, {"linux", "missing"}, {"", "missing"}} {
		target := session.HostsTarget{Path: "/tmp/hosts", System: hosts.System(q.system)}
		view, err := s.Hosts(t.Context(), target)
		if err != nil || string(view.Report.Localhost.Status) != q.want {
			t.Errorf("by %q: %+v, %v", q.system, view.Report.Localhost, err)
		}
	}
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{Path: "/tmp/hosts"})
	if err != nil || plan.Hosts == nil || plan.Admin {
		t.Fatalf("got %+v, %v", plan, err)
	}
	if c.Called("Resolver.os") != 0 {
		t.Error("the resolver was asked about a file that it does not read")
	}
	_, err = s.ApplyHosts(t.Context(), plan, nil)
	wantCode(t, err, words.NeedsAdmin)
	c.Files["/tmp/hosts"].WriteErr = nil
	outcome, err := s.ApplyHosts(t.Context(), plan, nil)
	if err != nil || len(outcome.Proof["localhost"]) == 0 {
		t.Errorf("got %+v, %v", outcome, err)
	}
}

func TestAFileChangedAfterThePreviewIsLeftAlone(t *testing.T) {
	c := patient()
	s := open(t, c)
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	c.Files[c.HostsPath].Bytes = []byte("127.0.0.1 localhost\n# mine\n")
	_, err = s.ApplyHosts(t.Context(), plan, nil)
	wantCode(t, err, words.Changed)
}

func TestWithoutAFolderForBackupsNothingIsChanged(t *testing.T) {
	c := patient()
	s, err := session.New(c.System(), assets)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.ApplyHosts(t.Context(), plan, nil)
	wantCode(t, err, words.Failed)
	if string(c.Files[c.HostsPath].Bytes) != brokenHosts {
		t.Error("the file was changed")
	}
	_, err = s.HostsUndoPlan(t.Context(), session.HostsTarget{})
	wantCode(t, err, words.Failed)
	if view, err := s.Hosts(t.Context(), session.HostsTarget{}); err != nil || view.CanUndo {
		t.Errorf("got %+v, %v", view, err)
	}
}

func TestAPlanThatEditsNothingIsNotCarriedOut(t *testing.T) {
	_, err := open(t, patient()).ApplyHosts(t.Context(), session.Plan{}, nil)
	wantCode(t, err, words.Usage)
}

// english says Texts as a person would read them.
func english(t *testing.T) *words.Speaker {
	t.Helper()
	speaker, err := words.NewSpeaker(assets, "lang")
	if err != nil {
		t.Fatal(err)
	}
	return speaker
}
