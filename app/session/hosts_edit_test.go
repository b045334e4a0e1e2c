package session_test

import (
	"errors"
	"strings"
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

const plainHosts = "127.0.0.1\tlocalhost\r\n" +
	"# caf\xe9\r\n" +
	"10.0.0.7   printer  print.lan\t# hall\r\n" +
	"#10.0.0.8 old.lan\r\n" +
	"# Added by Docker Desktop\r\n" +
	"192.0.2.5 host.docker.internal\r\n" +
	"# End of section\r\n"

// visitor is a session on a computer whose hosts file is content and may be written.
func visitor(t *testing.T, content string) (*fake.Computer, *session.Session) {
	t.Helper()
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(content), Mode: 0o644}
	return c, open(t, c)
}

func TestEditsChangeTheirLineAndNothingElse(t *testing.T) {
	const printer = "10.0.0.7   printer  print.lan\t# hall\r\n"
	for name, test := range map[string]struct {
		edits    []session.HostsEdit
		old, new string
	}{
		"another address": {
			[]session.HostsEdit{{Kind: session.HostsEditLine, Line: 3, Address: "10.0.0.9", Names: []string{"printer", "print.lan"}, Comment: "hall"}},
			printer, "10.0.0.9   printer  print.lan\t# hall\r\n",
		},
		"other names": {
			[]session.HostsEdit{{Kind: session.HostsEditLine, Line: 3, Address: "10.0.0.7", Names: []string{"print.lan"}, Comment: "hall"}},
			printer, "10.0.0.7   print.lan\t# hall\r\n",
		},
		"another comment": {
			[]session.HostsEdit{{Kind: session.HostsEditLine, Line: 3, Address: "10.0.0.7", Names: []string{"printer", "print.lan"}, Comment: "cellar"}},
			printer, "10.0.0.7   printer  print.lan\t# cellar\r\n",
		},
		"no comment": {
			[]session.HostsEdit{{Kind: session.HostsEditLine, Line: 3, Address: "10.0.0.7", Names: []string{"printer", "print.lan"}}},
			printer, "10.0.0.7   printer  print.lan\r\n",
		},
		"a line that is off": {
			[]session.HostsEdit{{Kind: session.HostsEditLine, Line: 4, Address: "10.0.0.8", Names: []string{"older.lan"}}},
			"#10.0.0.8 old.lan\r\n", "#10.0.0.8 older.lan\r\n",
		},
		"the line of localhost": {
			[]session.HostsEdit{{Kind: session.HostsEditLine, Line: 1, Address: "127.0.0.1", Names: []string{"localhost", "shop.test"}}},
			"127.0.0.1\tlocalhost\r\n", "127.0.0.1\tlocalhost shop.test\r\n",
		},
		"removed by line": {[]session.HostsEdit{{Kind: session.HostsRemoveLine, Line: 3}}, printer, ""},
		"removed by name": {[]session.HostsEdit{{Kind: session.HostsRemove, Names: []string{"printer", "print.lan"}}}, printer, ""},
		"switched on":     {[]session.HostsEdit{{Kind: session.HostsEnable, Names: []string{"old.lan"}}}, "#10.0.0.8 old.lan\r\n", "10.0.0.8 old.lan\r\n"},
		"two on one line": {
			[]session.HostsEdit{
				{Kind: session.HostsToggleLine, Line: 4},
				{Kind: session.HostsEditLine, Line: 4, Address: "10.0.0.8", Names: []string{"new.lan"}},
			},
			"#10.0.0.8 old.lan\r\n", "10.0.0.8 new.lan\r\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, s := visitor(t, plainHosts)
			view, plan, err := s.HostsPreview(t.Context(), session.HostsTarget{}, test.edits)
			if err != nil || plan.Hosts == nil {
				t.Fatalf("got %+v, %v", plan, err)
			}
			if want := strings.Replace(plainHosts, test.old, test.new, 1); string(plan.Hosts.After) != want {
				t.Errorf("got  %q\nwant %q", plan.Hosts.After, want)
			}
			if view.Content.SHA256 != platform.Sum(plan.Hosts.After) || plan.Hosts.Base != platform.Sum([]byte(plainHosts)) {
				t.Error("the preview is not of the plan")
			}
			if said := english(t).Say(plan.Explain); said == "" || strings.Contains(said, "session.") || plan.Hosts.Diff == "" {
				t.Errorf("it says %q", said)
			}
		})
	}
}

func TestEditsThatCannotBeMadeSayWhichAndWhy(t *testing.T) {
	good := session.HostsEdit{Kind: session.HostsAdd, Address: "127.0.0.1", Names: []string{"shop.test"}}
	for name, test := range map[string]struct {
		edit session.HostsEdit
		code words.Code
	}{
		"a wrong name":                 {session.HostsEdit{Kind: session.HostsEditLine, Line: 4, Address: "10.0.0.7", Names: []string{"http://x.test"}}, words.Usage},
		"a wrong address":              {session.HostsEdit{Kind: session.HostsEditLine, Line: 4, Address: "999.1.1.1", Names: []string{"x.test"}}, words.Usage},
		"no names":                     {session.HostsEdit{Kind: session.HostsRemove}, words.Usage},
		"an unknown kind":              {session.HostsEdit{Kind: "burn"}, words.Usage},
		"no such line":                 {session.HostsEdit{Kind: session.HostsEditLine, Line: 99, Address: "10.0.0.7", Names: []string{"x.test"}}, words.NotFound},
		"a line in a foreign block":    {session.HostsEdit{Kind: session.HostsEditLine, Line: 7, Address: "10.0.0.7", Names: []string{"x.test"}}, words.Refused},
		"localhost elsewhere":          {session.HostsEdit{Kind: session.HostsEditLine, Line: 1, Address: "10.0.0.7", Names: []string{"localhost"}}, words.Refused},
		"localhost away from its line": {session.HostsEdit{Kind: session.HostsEditLine, Line: 1, Address: "127.0.0.1", Names: []string{"x.test"}}, words.Refused},
		"localhost removed":            {session.HostsEdit{Kind: session.HostsRemove, Names: []string{"localhost"}}, words.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			_, s := visitor(t, plainHosts)
			plan, err := s.HostsEditPlan(t.Context(), session.HostsTarget{}, []session.HostsEdit{good, test.edit})
			wantCode(t, err, test.code)
			var which *session.HostsEditError
			if !errors.As(err, &which) || which.Index != 1 || plan.Hosts != nil {
				t.Errorf("got %+v, %v", plan, err)
			}
		})
	}
}

func TestEditsThatChangeNothingAreNoPlan(t *testing.T) {
	_, s := visitor(t, plainHosts)
	for _, edits := range [][]session.HostsEdit{
		nil,
		{{Kind: session.HostsAdd, Address: "127.0.0.1", Names: []string{"localhost"}}},
		{{Kind: session.HostsToggleLine, Line: 3}, {Kind: session.HostsToggleLine, Line: 3}},
		{{Kind: session.HostsEditLine, Line: 3, Address: "10.0.0.7", Names: []string{"printer", "print.lan"}, Comment: "hall"}},
	} {
		plan, err := s.HostsEditPlan(t.Context(), session.HostsTarget{}, edits)
		if err != nil || plan.Hosts != nil || plan.Title.IsZero() {
			t.Errorf("%+v: got %+v, %v", edits, plan, err)
		}
	}
}

func TestPendingEditsAreCarriedOverToAFileChangedMeanwhile(t *testing.T) {
	c, s := visitor(t, plainHosts)
	target := session.HostsTarget{Base: platform.Sum([]byte(plainHosts))}
	edits := []session.HostsEdit{
		{Kind: session.HostsAdd, Address: "127.0.0.1", Names: []string{"shop.test"}},
		{Kind: session.HostsEditLine, Line: 4, Address: "10.0.0.9", Names: []string{"printer", "print.lan"}, Comment: "hall"},
		{Kind: session.HostsToggleLine, Line: 5},
		{Kind: session.HostsRemove, Names: []string{"gone.lan"}},
	}
	if _, err := s.HostsEditPlan(t.Context(), target, edits[:3]); err != nil {
		t.Fatal(err)
	}
	theirs := "# a new first line\r\n" + strings.Replace(plainHosts, "#10.0.0.8 old.lan\r\n", "", 1)
	c.Files[c.HostsPath].Bytes = []byte(theirs)
	_, err := s.HostsEditPlan(t.Context(), target, edits[:3])
	wantCode(t, err, words.Changed)
	conflict, err := s.HostsConflict(t.Context(), target, []byte(plainHosts), edits)
	if err != nil || !conflict.Changed || string(conflict.Current.Content.Bytes) != theirs {
		t.Fatalf("got %+v, %v", conflict, err)
	}
	if !strings.Contains(conflict.Theirs, "+# a new first line") || !strings.Contains(conflict.Mine, "+10.0.0.9   printer") {
		t.Errorf("theirs:\n%s\nmine:\n%s", conflict.Theirs, conflict.Mine)
	}
	if len(conflict.Edits) != 2 || conflict.Edits[1].Line != 5 || len(conflict.Lost) != 2 {
		t.Fatalf("carried over: %+v\nlost: %+v", conflict.Edits, conflict.Lost)
	}
	if lost := conflict.Lost; lost[0].Why != nil || lost[0].Edit.Line != 5 || lost[1].Why == nil {
		t.Errorf("lost: %+v", lost)
	}
	plan, err := s.HostsEditPlan(t.Context(), session.HostsTarget{Base: conflict.Current.Content.SHA256}, conflict.Edits)
	if err != nil || plan.Hosts == nil || !strings.Contains(string(plan.Hosts.After), "10.0.0.9   printer  print.lan\t# hall\r\n") {
		t.Errorf("on the new base: %+v, %v", plan, err)
	}
}

func TestAnEditIsAppliedListedComparedAndRestored(t *testing.T) {
	c, s := visitor(t, plainHosts)
	target := session.HostsTarget{}
	plan, err := s.HostsEditPlan(t.Context(), target, []session.HostsEdit{{Kind: session.HostsRemoveLine, Line: 3}})
	if err != nil || !plan.Undoable || plan.Admin {
		t.Fatalf("got %+v, %v", plan, err)
	}
	outcome, err := s.ApplyHosts(t.Context(), plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := s.HostsBackups(t.Context(), target)
	if err != nil || len(kept.All) != 1 || kept.All[0].ID != outcome.Backup || kept.All[0].Damaged {
		t.Fatalf("got %+v, %v", kept, err)
	}
	diff, err := s.HostsBackupDiff(t.Context(), target, outcome.Backup)
	if err != nil || !strings.Contains(diff, "+10.0.0.7") {
		t.Errorf("diff %q, %v", diff, err)
	}
	restore, err := s.HostsRestorePlan(t.Context(), target, outcome.Backup)
	if err != nil || restore.Hosts == nil || strings.Contains(english(t).Say(restore.Explain), english(t).Say(words.T("session.restore.breaks"))) {
		t.Fatalf("got %+v, %v", restore, err)
	}
	if _, err := s.ApplyHosts(t.Context(), restore, nil); err != nil || string(c.Files[c.HostsPath].Bytes) != plainHosts {
		t.Errorf("restored %q, %v", c.Files[c.HostsPath].Bytes, err)
	}
	again, err := s.HostsRestorePlan(t.Context(), target, outcome.Backup)
	if err != nil || again.Hosts != nil {
		t.Errorf("again: %+v, %v", again, err)
	}
	_, err = s.HostsRestorePlan(t.Context(), target, "none")
	wantCode(t, err, words.NotFound)
	_, err = s.HostsBackupDiff(t.Context(), target, "none")
	wantCode(t, err, words.NotFound)
	if told, err := s.HostsInterrupted(t.Context()); err != nil || len(told) != 0 || s.HostsSettle(t.Context()) != nil {
		t.Errorf("interrupted: %+v, %v", told, err)
	}
}

func TestARestoreWarnsWhenItBreaksLocalhost(t *testing.T) {
	s := open(t, patient())
	outcome := repaired(t, s)
	plan, err := s.HostsRestorePlan(t.Context(), session.HostsTarget{}, outcome.Backup)
	if err != nil || !strings.Contains(english(t).Say(plan.Explain), english(t).Say(words.T("session.restore.breaks"))) {
		t.Errorf("got %+v, %v", plan, err)
	}
}

func TestEveryObstacleHasItsWords(t *testing.T) {
	c, s := visitor(t, plainHosts)
	for _, kind := range platform.ObstacleKinds() {
		c.Files[c.HostsPath].Obstacles = []platform.Obstacle{{Kind: kind, Path: c.HostsPath, Detail: "detail", Blocks: true, Flags: 1}}
		found, err := s.HostsObstacles(t.Context(), session.HostsTarget{})
		if err != nil || len(found) != 1 || !found[0].CanClear || !found[0].Blocks {
			t.Fatalf("%s: got %+v, %v", kind, found, err)
		}
		for _, text := range []words.Text{found[0].Title, found[0].Explain, found[0].Do} {
			if said := english(t).Say(text); said == text.Key || strings.Contains(said, "<no value>") {
				t.Errorf("%s has no words: %q", text.Key, said)
			}
		}
	}
}

func TestWhyItCannotBeSavedIsNamed(t *testing.T) {
	c, s := visitor(t, plainHosts)
	c.Files[c.HostsPath].Obstacles = []platform.Obstacle{{Kind: platform.ObstacleImmutable, Path: c.HostsPath, Blocks: true, Flags: 16}}
	view, err := s.Hosts(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	if f := wantCode(t, view.CanWrite, words.Failed); f.Why.Key != "session.obstacle.title.immutable" {
		t.Errorf("why: %s", f.Why.Key)
	}
	plan, err := s.HostsEditPlan(t.Context(), session.HostsTarget{}, []session.HostsEdit{{Kind: session.HostsRemoveLine, Line: 3}})
	if err != nil || plan.Hosts == nil {
		t.Fatalf("got %+v, %v", plan, err)
	}
	_, err = s.ApplyHosts(t.Context(), plan, nil)
	wantCode(t, err, words.Failed)
	plan.Hosts.ClearFlags = true
	var lifted bool
	outcome, err := s.ApplyHosts(t.Context(), plan, func(step repair.Step) { lifted = lifted || step.Text.Key == "repair.step.lifted" })
	if err != nil || !outcome.Changed || !lifted || c.Files[c.HostsPath].Lifted != 0 {
		t.Errorf("got %+v, %v", outcome, err)
	}
}
