package session_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// ignoringHosts is a computer that does not look into its hosts file.
func ignoringHosts() *fake.Computer {
	c := fake.New()
	c.Fail("localhost", platform.ErrNoAddress)
	c.Files["/etc/nsswitch.conf"] = &fake.File{Bytes: []byte("passwd: files\nhosts:\tdns\n"), Mode: 0o644}
	return c
}

func planned(t *testing.T, s *session.Session, code string, want session.FixState) session.Fix {
	t.Helper()
	fix, err := s.FixPlan(t.Context(), code, 0)
	if err != nil || fix.State != want {
		t.Fatalf("fix of %s: %s, %v (%+v)", code, fix.State, err, fix)
	}
	return fix
}

func TestWhatIsSickIsFixedProvenAndTakenBack(t *testing.T) {
	ipv6 := func() *fake.Computer {
		c := fake.Named("ipv6_loopback_off")
		c.Settings[platform.Setting{Kind: platform.SettingIPv6Off, Object: "lo"}] = platform.ValueOf("1")
		return c
	}
	for _, c := range []struct {
		code, change string
		sick         *fake.Computer
	}{
		{"L01", "loopback lo: down up", fake.Named("loopback_down")},
		{"L02", "loopback-address lo:  127.0.0.1/8", fake.Named("ipv4_loopback_removed")},
		{"L04", "ipv6-off lo: 1 0", ipv6()},
	} {
		t.Run(c.code, func(t *testing.T) {
			s := open(t, c.sick)
			fix := planned(t, s, c.code, session.FixReady)
			change := fix.Plan.Settings[0]
			if got := string(change.Setting.Kind) + " " + change.Setting.Object + ": " + change.Before.Text + " " + change.After.Text; got != c.change || len(fix.Plan.Settings) != 1 {
				t.Errorf("plan %q", got)
			}
			if !fix.Plan.Admin || !fix.Plan.Undoable || len(fix.Plan.Steps) == 0 || c.sick.Called("Settings.Write") != 0 {
				t.Errorf("plan %+v", fix.Plan)
			}
			outcome, err := s.Fix(t.Context(), fix.Plan, nil)
			if err != nil || !outcome.Fixed || outcome.Proof.IsZero() || outcome.Record == "" {
				t.Fatalf("outcome %+v, %v", outcome, err)
			}
			record, err := s.LastFix(t.Context(), c.code)
			if err != nil || record.ID != outcome.Record || record.Proof.Key != outcome.Proof.Key {
				t.Fatalf("record %+v, %v", record, err)
			}
			back, err := s.UndoPlan(t.Context(), record.ID)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Fix(t.Context(), back, nil); err != nil {
				t.Fatal(err)
			}
			planned(t, s, c.code, session.FixReady) // the illness is back
			_, err = s.LastFix(t.Context(), c.code)
			wantCode(t, err, words.NotFound)
		})
	}
}

func TestOneWordMakesProgramsReadTheHostsFile(t *testing.T) {
	c := ignoringHosts()
	s := open(t, c)
	fix := planned(t, s, "N01", session.FixReady)
	if !strings.Contains(fix.Plan.Hosts.Diff, "+hosts:\tfiles dns") || fix.Plan.Hosts.Path != "/etc/nsswitch.conf" {
		t.Fatalf("plan %+v", fix.Plan.Hosts)
	}
	delete(c.Answers, fake.Question{By: fake.ByOS, Family: platform.IPv4, Name: "localhost"})
	delete(c.Answers, fake.Question{By: fake.ByOS, Family: platform.IPv6, Name: "localhost"})
	outcome, err := s.Fix(t.Context(), fix.Plan, nil)
	if err != nil || !outcome.Fixed || len(outcome.Hosts.Proof["localhost"]) == 0 {
		t.Fatalf("outcome %+v, %v", outcome, err)
	}
	if got := string(c.Files["/etc/nsswitch.conf"].Bytes); got != "passwd: files\nhosts:\tfiles dns\n" {
		t.Errorf("file %q", got)
	}
	record, err := s.LastFix(t.Context(), "N01")
	if err != nil {
		t.Fatal(err)
	}
	back, err := s.UndoPlan(t.Context(), record.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Fix(t.Context(), back, nil); err != nil {
		t.Fatal(err)
	}
	if got := string(c.Files["/etc/nsswitch.conf"].Bytes); got != "passwd: files\nhosts:\tdns\n" {
		t.Errorf("after undo %q", got)
	}
}

func TestAFixThatDoesNotHelpIsNotCalledOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.Named("loopback_down")
		s := open(t, c)
		fix := planned(t, s, "L01", session.FixReady)
		c.StaysSick = true
		_, err := s.Fix(t.Context(), fix.Plan, nil)
		failure := wantCode(t, err, words.Failed)
		if failure.What.Key != "fix.settings.not-taken" {
			t.Errorf("it says %q", failure.What.Key)
		}
	})
}

func TestACheckThatStillFindsItIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.Named("localhost_points_to_lan")
		c.Files[c.HostsPath].WriteErr = nil
		s := open(t, c)
		fix := planned(t, s, "H02", session.FixReady)
		plan := fix.Plan
		plan.Hosts, plan.Code = nil, "H02"
		plan.Flush = true // what does not help
		outcome, err := s.Fix(t.Context(), plan, nil)
		if err != nil || outcome.Fixed || outcome.Proof.Key != "fix.proof.still" {
			t.Errorf("outcome %+v, %v", outcome, err)
		}
	})
}

func TestTheStatesOfAFix(t *testing.T) {
	for _, c := range []struct {
		name, code string
		computer   *fake.Computer
		state      session.FixState
	}{
		{"nothing is wrong", "L01", fake.New(), session.FixNothing},
		{"nothing is wrong and nothing wanted", "L04", fake.New(), session.FixNothing},
		{"a person has to do it", "F01", fake.Named("firewall_drops_loopback"), session.FixGuided},
		{"a person does it by the catalogue", "N05", fake.Named("dns_says_lan_address"), session.FixGuided},
		{"there is nothing to do", "L05", fake.Named("ping_filtered"), session.FixUnknown},
		{"the hosts file", "H02", fake.Named("localhost_points_to_lan"), session.FixReady},
	} {
		t.Run(c.name, func(t *testing.T) {
			fix := planned(t, open(t, c.computer), c.code, c.state)
			if c.state == session.FixGuided && (len(fix.Guides) == 0 || len(fix.Guides[0].Steps) == 0) {
				t.Errorf("guides %+v", fix.Guides)
			}
		})
	}
}

func TestWhatCannotBeFixedSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name, code string
		computer   *fake.Computer
		want       words.Code
	}{
		{"no such code", "Q99", fake.New(), words.Usage},
		{"it follows from another finding", "L02", fake.Named("loopback_down"), words.Failed},
		{"it could not be checked", "L05", fake.Named("ping_not_permitted"), words.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := open(t, c.computer).FixPlan(t.Context(), c.code, 0)
			wantCode(t, err, c.want)
		})
	}
}

func TestWithoutPermissionTheStepsAreThere(t *testing.T) {
	c := fake.Named("loopback_down")
	c.SettingsErr = platform.ErrNeedsAdmin
	s := open(t, c)
	fix := planned(t, s, "L01", session.FixReady)
	outcome, err := s.Fix(t.Context(), fix.Plan, nil)
	wantCode(t, err, words.NeedsAdmin)
	if outcome.Fixed || len(fix.Plan.Steps) == 0 {
		t.Errorf("outcome %+v, steps %v", outcome, fix.Plan.Steps)
	}
}

func TestForgettingNamesNeedsSomebodyWhoRemembers(t *testing.T) {
	c := fake.Named("localhost_conflicting_lines")
	plan := repair.Plan{ID: "N11.flush", Code: "N11", Way: repair.WayFlush, Title: words.T("test.title")}
	s := open(t, c)
	prepared, err := s.PrepareFix(t.Context(), plan)
	if err != nil || prepared.Prepared() || prepared.Explain.Key != "fix.nothing.flush" {
		t.Errorf("without a cache: %+v, %v", prepared, err)
	}
	for _, admin := range []bool{false, true} {
		c.Keeper = platform.NameKeeper{Name: "nscd", Command: "nscd -i hosts", Admin: admin}
		prepared, err = s.PrepareFix(t.Context(), plan)
		if err != nil || !prepared.Flush || prepared.Admin != admin || prepared.Steps[0].Args["Command"] != c.Keeper.Command {
			t.Errorf("with a cache: %+v, %v", prepared, err)
		}
	}
}

func TestNamesAreForgottenOnRequest(t *testing.T) {
	c := fake.Named("healthy_debian")
	s := open(t, c)
	fix, err := s.FixPlan(t.Context(), "N11", 0)
	if err != nil || fix.State != session.FixNothing || fix.Why.Key != "fix.nothing.flush" {
		t.Errorf("without a cache: %+v, %v", fix, err)
	}
	c.Keeper = platform.NameKeeper{Name: "systemd-resolved"}
	if fix, err = s.FixPlan(t.Context(), "N11", 0); err != nil || fix.State != session.FixReady {
		t.Fatalf("with a cache: %+v, %v", fix, err)
	}
	if outcome, err := s.Fix(t.Context(), fix.Plan, nil); err != nil || !outcome.Fixed || c.Called("NameCache.Flush") != 1 {
		t.Errorf("%+v, %v", outcome, err)
	}
}

func TestAPortIsKept(t *testing.T) {
	for code, computer := range map[string]string{"P08": "healthy_debian", "P04": "healthy_windows"} {
		t.Run(code, func(t *testing.T) {
			c := fake.Named(computer)
			port := platform.Setting{Kind: platform.SettingReservedPort, Object: "62893"}
			c.Settings[port] = platform.Value{}
			s := open(t, c)
			fix, err := s.FixPlan(t.Context(), code, 62893)
			if err != nil || fix.State != session.FixReady {
				t.Fatalf("%+v, %v", fix, err)
			}
			if outcome, err := s.Fix(t.Context(), fix.Plan, nil); err != nil || !outcome.Fixed || !c.Settings[port].Set {
				t.Errorf("%+v, %v", outcome, err)
			}
			if fix, err = s.FixPlan(t.Context(), code, 62893); err != nil || fix.State != session.FixNothing {
				t.Errorf("again: %+v, %v", fix, err)
			}
			delete(c.Settings, port)
			_, err = s.FixPlan(t.Context(), code, 62893)
			wantCode(t, err, words.Unsupported)
		})
	}
}

func TestProxyListsThatDoNotExistAreLeft(t *testing.T) {
	c := fake.New()
	kde := platform.Setting{Kind: platform.SettingKDENoProxy}
	c.Settings[kde] = platform.ValueOf("corp.example")
	s := open(t, c)
	plan, err := s.PrepareFix(t.Context(), repair.Plan{ID: "X04.bypass", Code: "X04", Way: repair.WayBypass, Title: words.T("test.title")})
	if err != nil || len(plan.Settings) != 1 || plan.Settings[0].Setting != kde {
		t.Fatalf("%+v, %v", plan, err)
	}
	outcome, err := s.Fix(t.Context(), plan, nil)
	if err != nil || c.Settings[kde].Text != "corp.example,localhost,127.0.0.1,::1" {
		t.Errorf("%+v, %v", outcome, err)
	}
}

func TestWhatWasStoppedStandsInTheHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Run(server(700, "node", fake.Obeys), "127.0.0.1:3000")
		s := open(t, c)
		plan, err := s.FreePlan(t.Context(), 3000)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Free(t.Context(), plan, session.FreeOptions{}, nil); err != nil {
			t.Fatal(err)
		}
		records, err := s.History(t.Context())
		if err != nil || len(records) != 1 || records[0].Kind != repair.RecordStop || records[0].Proof.IsZero() {
			t.Errorf("history %+v, %v", records, err)
		}
	})
}
