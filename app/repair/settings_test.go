package repair_test

import (
	"encoding/json"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

var (
	upper = platform.Setting{Kind: platform.SettingEnvironment, Object: "NO_PROXY"}
	lower = platform.Setting{Kind: platform.SettingEnvironment, Object: "no_proxy"}
)

// proxied is a computer with two settings, of which one is set.
func proxied(t *testing.T) (*fake.Computer, *repair.Store, repair.SettingsJob) {
	t.Helper()
	c := fake.New()
	c.Settings[upper], c.Settings[lower] = platform.ValueOf("corp.example"), platform.Value{}
	return c, storeIn(c, t.TempDir()), repair.SettingsJob{
		Code: "X01", Reason: words.T("test.reason"),
		Changes: []repair.SettingChange{
			{Setting: upper, Before: platform.ValueOf("corp.example"), After: platform.ValueOf("corp.example,localhost")},
			{Setting: lower, After: platform.ValueOf("localhost")},
		},
	}
}

func TestSettingsAreChangedNotedAndTakenBack(t *testing.T) {
	c, s, job := proxied(t)
	id, err := s.ApplySettings(t.Context(), job, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Settings[upper].Text != "corp.example,localhost" || c.Settings[lower].Text != "localhost" {
		t.Errorf("settings %+v", c.Settings)
	}
	if err := s.Prove(id, "X01", words.T("test.proof")); err != nil {
		t.Fatal(err)
	}
	records, err := s.History(t.Context())
	if err != nil || len(records) != 1 {
		t.Fatalf("history %+v, %v", records, err)
	}
	r := records[0]
	if r.ID != id || r.Kind != repair.RecordSettings || r.Code != "X01" || r.What.Key != "test.reason" || r.Proof.Key != "test.proof" ||
		!r.Made || r.Cut || r.Undone || !r.Undoable || len(r.Settings) != 2 || r.Time.IsZero() {
		t.Errorf("record %+v", r)
	}
	back, err := s.UndoSettings(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ApplySettings(t.Context(), back, nil); err != nil {
		t.Fatal(err)
	}
	if c.Settings[upper] != platform.ValueOf("corp.example") || c.Settings[lower] != (platform.Value{}) {
		t.Errorf("after undo %+v", c.Settings)
	}
	records, err = s.History(t.Context())
	if err != nil || len(records) != 2 {
		t.Fatalf("history %+v, %v", records, err)
	}
	if records[0].Kind != repair.RecordSettingsUndo || records[0].Undoable || !records[1].Undone || records[1].Undoable {
		t.Errorf("history %+v", records)
	}
}

func TestASettingThatIsNotWhatWasShownIsLeft(t *testing.T) {
	c, s, job := proxied(t)
	c.Settings[lower] = platform.ValueOf("somebody.else")
	_, err := s.ApplySettings(t.Context(), job, nil)
	wantCode(t, err, words.Changed)
	if c.Called("Settings.Write") != 0 {
		t.Error("something was written")
	}
	if records, err := s.History(t.Context()); len(records) != 0 || err != nil {
		t.Errorf("history %+v, %v", records, err)
	}
}

func TestWithoutPermissionNothingIsChangedAndThatIsNoted(t *testing.T) {
	c, s, job := proxied(t)
	c.SettingsErr = platform.ErrNeedsAdmin
	if _, err := s.ApplySettings(t.Context(), job, nil); !errors.Is(err, platform.ErrNeedsAdmin) {
		t.Errorf("error %v", err)
	}
	records, err := s.History(t.Context())
	if err != nil || len(records) != 1 || records[0].Made || records[0].Undoable {
		t.Errorf("history %+v, %v", records, err)
	}
}

func TestAThirdValueIsNotOverwrittenByAnUndo(t *testing.T) {
	c, s, job := proxied(t)
	id, err := s.ApplySettings(t.Context(), job, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Settings[upper] = platform.ValueOf("somebody.else")
	r, err := s.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.UndoSettings(t.Context(), r)
	wantCode(t, err, words.Changed)
	if records, err := s.History(t.Context()); err != nil || records[0].Undoable {
		t.Errorf("history %+v, %v", records, err)
	}
}

// A power cut between two settings leaves a line of the journal without its end.
func TestAChangeThatWasCutOffIsTakenBackAsFarAsItGot(t *testing.T) {
	c, _, job := proxied(t)
	folder := t.TempDir()
	s := storeIn(c, folder)
	id, err := s.ApplySettings(t.Context(), job, nil)
	if err != nil {
		t.Fatal(err)
	}
	journal := filepath.Join(folder, "history.jsonl")
	content, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	started, _, _ := strings.Cut(string(content), "\n")
	if err := os.WriteFile(journal, []byte(started+"\n{\"kind\":\"settings-ch"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.Settings[lower] = platform.Value{} // it had not come to this one
	records, err := s.History(t.Context())
	if err != nil || len(records) != 1 || !records[0].Cut || !records[0].Undoable || records[0].ID != id {
		t.Fatalf("history %+v, %v", records, err)
	}
	back, err := s.UndoSettings(t.Context(), records[0])
	if err != nil || len(back.Changes) != 1 || back.Changes[0].Setting != upper {
		t.Fatalf("back %+v, %v", back, err)
	}
	if _, err := s.ApplySettings(t.Context(), back, nil); err != nil || c.Settings[upper] != platform.ValueOf("corp.example") {
		t.Errorf("settings %+v, %v", c.Settings, err)
	}
}

func TestFilesAndStopsStandInTheSameHistory(t *testing.T) {
	c, s := patient(t, broken)
	change := edit(c, mended)
	change.Code = "H02"
	outcome := apply(t, s, change)
	if _, err := s.Note(repair.RecordStop, "", words.T("test.stopped"), words.T("test.proof")); err != nil {
		t.Fatal(err)
	}
	records, err := s.History(t.Context())
	if err != nil || len(records) != 2 {
		t.Fatalf("history %+v, %v", records, err)
	}
	if stop := records[0]; stop.Kind != repair.RecordStop || stop.Undoable || stop.Proof.Key != "test.proof" {
		t.Errorf("the newest first: %+v", stop)
	}
	if file := records[1]; file.ID != outcome.Backup || file.Path != c.HostsPath || file.Code != "H02" || !file.Undoable {
		t.Errorf("file: %+v", file)
	}
	undo(t, s, c)
	if records, err = s.History(t.Context()); err != nil || !records[2].Undone || records[2].Undoable {
		t.Errorf("after undo %+v, %v", records, err)
	}
}

func TestPlansAreData(t *testing.T) {
	for name, plan := range map[string]repair.Plan{
		"way only": {ID: "L01.loopback", Code: "L01", Way: repair.WayLoopback, Title: words.T("a.title"), Admin: true, Undoable: true},
		"hosts": {ID: "H02.repair", Hosts: &repair.HostsChange{
			Path: "/etc/hosts", Base: platform.Sum([]byte("x")), After: []byte("127.0.0.1\tlocalhost\xff\n"), Diff: "d",
			Expect: []netip.Addr{netip.MustParseAddr("::1")}, Reason: words.T("a.reason", "Path", "/etc/hosts", "Count", 2), Resolver: true,
		}},
		"settings": {ID: "X01", Later: true, Settings: []repair.SettingChange{{Setting: upper, After: platform.ValueOf("")}}},
		"flush":    {ID: "N11.flush", Flush: true, Explain: words.T("an.explanation", "Keeper", "nscd")},
		"guided":   {ID: "F01", Guided: true, Steps: []words.Text{words.T("a.step", "Command", "x")}},
	} {
		t.Run(name, func(t *testing.T) {
			written, err := json.Marshal(plan)
			if err != nil {
				t.Fatal(err)
			}
			var read repair.Plan
			if err := json.Unmarshal(written, &read); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(read, plan) {
				t.Errorf("read %+v\nwritten %+v\n%s", read, plan, written)
			}
		})
	}
}
