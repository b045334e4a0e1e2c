package session_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"localhostdoctor/app/helper"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// withHelper gives a computer a second run that has every permission.
func withHelper(t *testing.T, c *fake.Computer) {
	t.Helper()
	c.StateFolder, c.SharedFolder = t.TempDir(), t.TempDir()
	c.Elevation.Helper = func(job []byte) []byte {
		c.Alter(func() {
			c.About.Elevated = true
			c.Files[c.HostsPath].WriteErr = nil
			c.SettingsErr, c.FlushErr = nil, nil
		})
		defer c.Alter(func() {
			c.About.Elevated = false
			c.Files[c.HostsPath].WriteErr = platform.ErrNeedsAdmin
		})
		second, err := helper.New(c.System(), assets)
		if err != nil {
			t.Error(err)
			return nil
		}
		answer, err := json.Marshal(second.Do(t.Context(), job))
		if err != nil {
			t.Error(err)
		}
		return answer
	}
}

const sickHosts = "192.0.2.1 localhost\n192.0.2.7 printer\n"

func sickWithHelper(t *testing.T) (*fake.Computer, *session.Session) {
	t.Helper()
	c := fake.New()
	withHelper(t, c)
	c.Files[c.HostsPath].Bytes = []byte(sickHosts)
	s, err := session.New(c.System(), assets)
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

func TestWithPermissionThePlanIsCarriedOutAndCanBeUndone(t *testing.T) {
	c, s := sickWithHelper(t)
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	outcome, err := s.ApplyHosts(t.Context(), plan, func(step session.Step) { said = append(said, step.Text.Key) })
	if err != nil || !outcome.Changed || len(outcome.Proof["localhost"]) == 0 || outcome.Backup == "" {
		t.Fatalf("got %+v, %v", outcome, err)
	}
	if all := strings.Join(said, " "); !strings.Contains(all, "helper.step.asking") || !strings.Contains(all, "repair.step.resolves") {
		t.Errorf("steps: %s", all)
	}
	if got := string(c.Files[c.HostsPath].Bytes); got != string(plan.Hosts.After) {
		t.Errorf("the file holds %q", got)
	}
	undo, err := s.HostsUndoPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ApplyHosts(t.Context(), undo, nil); err != nil {
		t.Fatal(err)
	}
	if got := string(c.Files[c.HostsPath].Bytes); got != sickHosts {
		t.Errorf("after the undo the file holds %q", got)
	}
	kept, err := filepath.Glob(filepath.Join(c.SharedFolder, "backups", "*.hosts"))
	if err != nil || len(kept) != 2 {
		t.Errorf("the helper kept %v, %v", kept, err)
	}
}

func TestEachRefusalHasItsOwnWords(t *testing.T) {
	for _, c := range []struct {
		name string
		with fake.Elevation
		code words.Code
		why  string
	}{
		{"the person says no", fake.Elevation{Err: platform.ErrDeclined}, words.NeedsAdmin, "helper.no.declined"},
		{"not allowed", fake.Elevation{Err: platform.ErrNeedsAdmin}, words.NeedsAdmin, "helper.no.allowed"},
		{"nobody can ask", fake.Elevation{}, words.NeedsAdmin, "helper.no.way"},
		{"an unsafe place", fake.Elevation{UnsafePlace: true}, words.NeedsAdmin, "helper.no.unsafe"},
		{"ended in the middle", fake.Elevation{Helper: func([]byte) []byte { return []byte(`{"vers`) }}, words.Failed, "helper.no.answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			computer, s := sickWithHelper(t)
			computer.Elevation = c.with
			plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
			if err != nil {
				t.Fatal(err)
			}
			outcome, err := s.ApplyHosts(t.Context(), plan, nil)
			var failure *words.Failure
			if !errors.As(err, &failure) || failure.Code != c.code || failure.Why.Key != c.why || failure.Do.IsZero() {
				t.Errorf("got %+v", err)
			}
			if outcome.Changed || string(computer.Files[computer.HostsPath].Bytes) != sickHosts {
				t.Errorf("changed: %+v", outcome)
			}
			left, err := os.ReadDir(filepath.Join(computer.StateFolder, "backups"))
			if err == nil && len(left) > 0 {
				t.Errorf("backups of nothing: %v", left)
			}
		})
	}
}

func TestWhoHasTheRightsIsNotAsked(t *testing.T) {
	c, _ := sickWithHelper(t)
	c.Files[c.HostsPath].WriteErr = nil
	c.Elevation.Helper = func([]byte) []byte { t.Error("asked"); return nil }
	s, err := session.New(c.System(), assets)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ApplyHosts(t.Context(), plan, nil); err != nil {
		t.Error(err)
	}
}

func TestAFileThatWasNamedIsNeverWrittenWithPermission(t *testing.T) {
	c, s := sickWithHelper(t)
	c.Files["/srv/hosts"] = &fake.File{Bytes: []byte(sickHosts), WriteErr: platform.ErrNeedsAdmin}
	c.Elevation.Helper = func([]byte) []byte { t.Error("asked"); return nil }
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{Path: "/srv/hosts"})
	if err != nil {
		t.Fatal(err)
	}
	var failure *words.Failure
	if _, err := s.ApplyHosts(t.Context(), plan, nil); !errors.As(err, &failure) || failure.Code != words.NeedsAdmin {
		t.Errorf("got %v", err)
	}
}

// The file is changed while the person reads the question.
func TestAFileThatChangesWhileAskingIsLeftAlone(t *testing.T) {
	c, s := sickWithHelper(t)
	second := c.Elevation.Helper
	c.Elevation.Helper = func(job []byte) []byte {
		c.Alter(func() { c.Files[c.HostsPath].Bytes = []byte(sickHosts + "# theirs\n") })
		return second(job)
	}
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	var failure *words.Failure
	if _, err := s.ApplyHosts(t.Context(), plan, nil); !errors.As(err, &failure) || failure.Code != words.Changed {
		t.Errorf("got %v", err)
	}
	if got := string(c.Files[c.HostsPath].Bytes); got != sickHosts+"# theirs\n" {
		t.Errorf("the file holds %q", got)
	}
}

func TestInATerminalThePersonIsAskedThere(t *testing.T) {
	c, s := sickWithHelper(t)
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.InTerminal().ApplyHosts(t.Context(), plan, nil); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, call := range c.Calls() {
		if call.Method == "Elevation.Run" && call.Detail == string(platform.AskByTerminal) {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestBackupsOfOtherUsersAreListedAndCanBeRestored(t *testing.T) {
	c, s := sickWithHelper(t)
	plan, err := s.HostsRepairPlan(t.Context(), session.HostsTarget{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ApplyHosts(t.Context(), plan, nil); err != nil {
		t.Fatal(err)
	}
	own, err := s.HostsBackups(t.Context(), session.HostsTarget{})
	if err != nil || len(own.All) != 1 {
		t.Errorf("one's own: %+v, %v", own, err)
	}
	c.StateFolder = t.TempDir() // another user
	others, err := s.HostsBackups(t.Context(), session.HostsTarget{})
	if err != nil || len(others.All) != 1 || others.All[0].Damaged {
		t.Fatalf("another user's: %+v, %v", others, err)
	}
	back, err := s.HostsRestorePlan(t.Context(), session.HostsTarget{}, others.All[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ApplyHosts(t.Context(), back, nil); err != nil {
		t.Fatal(err)
	}
	if got := string(c.Files[c.HostsPath].Bytes); got != sickHosts {
		t.Errorf("the file holds %q", got)
	}
}
