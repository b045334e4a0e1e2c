package repair_test

import (
	"os"
	"path/filepath"
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestUndoBringsTheExactBytesBackEvenBrokenOnes(t *testing.T) {
	c, s := patient(t, broken)
	apply(t, s, edit(c, mended))
	outcome := undo(t, s, c)
	wantBytes(t, c, broken)
	if !outcome.Changed || outcome.RolledBack || outcome.ProofError.IsZero() {
		t.Errorf("got %+v", outcome)
	}
}

func TestUndoSurvivesARestart(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	folder := t.TempDir()
	apply(t, storeIn(c, folder), edit(c, mended))
	undo(t, storeIn(c, folder), c)
	wantBytes(t, c, broken)
}

func TestUndoingTwiceGoesBackTwoChanges(t *testing.T) {
	c, s := patient(t, broken)
	apply(t, s, edit(c, mended))
	apply(t, s, edit(c, another))
	undo(t, s, c)
	wantBytes(t, c, mended)
	undo(t, s, c)
	wantBytes(t, c, broken)
	_, err := s.Undo(t.Context(), c.HostsPath)
	wantCode(t, err, words.NotFound)
	kept, err := s.Backups(c.HostsPath)
	if err != nil || len(kept.All) != 4 {
		t.Errorf("%d backups, %v; an undo makes one too", len(kept.All), err)
	}
}

func TestARepairAfterAnUndoCanBeUndone(t *testing.T) {
	c, s := patient(t, broken)
	apply(t, s, edit(c, mended))
	undo(t, s, c)
	apply(t, s, edit(c, mended))
	undo(t, s, c)
	wantBytes(t, c, broken)
	_, err := s.Undo(t.Context(), c.HostsPath)
	wantCode(t, err, words.NotFound)
}

func TestAForeignChangeIsNotUndone(t *testing.T) {
	c, s := patient(t, broken)
	apply(t, s, edit(c, mended))
	if !s.CanUndo(c.HostsPath, platform.Sum([]byte(mended))) {
		t.Error("the change cannot be undone")
	}
	c.Files[c.HostsPath].Bytes = []byte(another)
	_, err := s.Undo(t.Context(), c.HostsPath)
	wantCode(t, err, words.Changed)
	if s.CanUndo(c.HostsPath, platform.Sum([]byte(another))) {
		t.Error("CanUndo says that there is something to undo")
	}
	wantBytes(t, c, another)
}

func TestNothingToUndoOnAFreshComputer(t *testing.T) {
	c, s := patient(t, broken)
	_, err := s.Undo(t.Context(), c.HostsPath)
	wantCode(t, err, words.NotFound)
}

func TestAnotherFileHasItsOwnHistory(t *testing.T) {
	c, s := patient(t, broken)
	apply(t, s, edit(c, mended))
	c.Files["/tmp/hosts"] = &fake.File{Bytes: []byte(mended)}
	_, err := s.Undo(t.Context(), "/tmp/hosts")
	wantCode(t, err, words.NotFound)
}

func TestDamagedBackupsAreReportedAndSkipped(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	folder := t.TempDir()
	s := storeIn(c, folder)
	apply(t, s, edit(c, mended))
	for name, content := range map[string]string{
		"20260101T000000.000000000Z-00000000.json": `{"schema":1,"id":`,
		"20260102T000000.000000000Z-00000000.json": `{"schema":1,"id":"another","sha256":"","after_sha256":""}`,
		// Left over from a crash:
		"20260103T000000.000000000Z-00000000.hosts":    "x",
		"20260104T000000.000000000Z-00000000.json.new": "{",
	} {
		if err := os.WriteFile(filepath.Join(folder, "backups", name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := s.Backups(c.HostsPath)
	if err != nil || len(kept.All) != 1 || len(kept.Damaged) != 2 {
		t.Errorf("got %+v, %v", kept, err)
	}
	undo(t, s, c)
	wantBytes(t, c, broken)
}

func TestABackupWithOtherBytesIsNeverPutBack(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	folder := t.TempDir()
	s := storeIn(c, folder)
	outcome := apply(t, s, edit(c, mended))
	raw := filepath.Join(folder, "backups", outcome.Backup+".hosts")
	if err := os.WriteFile(raw, []byte("203.0.113.66 bank.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.Undo(t.Context(), c.HostsPath)
	wantCode(t, err, words.Failed)
	if s.CanUndo(c.HostsPath, outcome.After) {
		t.Error("CanUndo says that there is something to undo")
	}
}

// cutJournal is the crash between writing the hosts file and the journal.
func cutJournal(t *testing.T, folder, rest string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, "history.jsonl"), []byte(rest), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestACrashBeforeTheJournalLosesNoUndo(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	folder := t.TempDir()
	s := storeIn(c, folder)
	apply(t, s, edit(c, mended))
	cutJournal(t, folder, `{"time":"2026-11-`)
	undo(t, s, c)
	wantBytes(t, c, broken)
	_, err := s.Undo(t.Context(), c.HostsPath)
	wantCode(t, err, words.NotFound)
	// The undo is noted in spite of the line that was cut: a person who makes the
	// change again by hand is not told that this program did it.
	c.Files[c.HostsPath].Bytes = []byte(mended)
	_, err = s.Undo(t.Context(), c.HostsPath)
	wantCode(t, err, words.NotFound)
}

func TestACrashInsideAnUndoLeavesItPossible(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	folder := t.TempDir()
	s := storeIn(c, folder)
	apply(t, s, edit(c, mended))
	undo(t, s, c)
	// As if the program had been cut off after the backup of the undo.
	cutJournal(t, folder, "")
	c.Files[c.HostsPath].Bytes = []byte(mended)
	undo(t, s, c)
	wantBytes(t, c, broken)
}

func TestTwoStoresOfOneFolderKeepEveryBackup(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	folder := t.TempDir()
	stores := []*repair.Store{storeIn(c, folder), storeIn(c, folder)}
	for i := range 10 {
		apply(t, stores[i%2], edit(c, []string{mended, another}[i%2]))
	}
	kept, err := stores[0].Backups(c.HostsPath)
	if err != nil || len(kept.All) != 10 {
		t.Errorf("%d backups, %v", len(kept.All), err)
	}
}
