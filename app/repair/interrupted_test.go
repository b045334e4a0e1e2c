package repair_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// cutOff makes the store in folder look as if the program had been ended in the
// middle of its last change.
func cutOff(t *testing.T, folder string) {
	t.Helper()
	path := filepath.Join(folder, "history.jsonl")
	journal, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := bytes.LastIndexByte(bytes.TrimSpace(journal), '\n')
	if err := os.WriteFile(path, journal[:last+1], 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTheNextStartSaysWhatBecameOfTheFile(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(*fake.File)
		want repair.Ending
	}{
		{"not written", func(f *fake.File) { f.Bytes = []byte(broken) }, repair.EndedOld},
		{"written", func(*fake.File) {}, repair.EndedNew},
		{"changed by somebody", func(f *fake.File) { f.Bytes = []byte(another) }, repair.EndedOther},
		{"unreadable", func(f *fake.File) { f.ReadErr = platform.ErrNeedsAdmin }, repair.EndedUnknown},
		{"removed", func(f *fake.File) { f.ReadErr = platform.ErrNotFound }, repair.EndedOther},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := patient(t, broken)
			folder := t.TempDir()
			backup := apply(t, storeIn(c, folder), edit(c, mended)).Backup
			if found, err := storeIn(c, folder).Interrupted(t.Context()); err != nil || len(found) != 0 {
				t.Fatalf("before: %+v, %v", found, err)
			}
			cutOff(t, folder)
			test.make(c.Files[c.HostsPath])
			s := storeIn(c, folder)
			found, err := s.Interrupted(t.Context())
			if err != nil || len(found) != 1 || found[0].Ending != test.want || found[0].Backup.ID != backup {
				t.Fatalf("got %+v, %v", found, err)
			}
			if story := found[0].Story(); story.Key != "repair.interrupted."+string(test.want) {
				t.Errorf("the story is %s", story.Key)
			}
			if err := s.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if found, err := s.Interrupted(t.Context()); err != nil || len(found) != 0 {
				t.Errorf("told again: %+v, %v", found, err)
			}
		})
	}
}

// A shorter content that was written into the file itself and not cut yet.
func TestAContentThatWasNotCutYetIsTheNewOne(t *testing.T) {
	const short = "127.0.0.1 localhost\n"
	c, _ := patient(t, another)
	folder := t.TempDir()
	apply(t, storeIn(c, folder), edit(c, short))
	cutOff(t, folder)
	c.Files[c.HostsPath].Bytes = append([]byte(short), bytes.Repeat([]byte("\n"), len(another)-len(short))...)
	s := storeIn(c, folder)
	found, err := s.Interrupted(t.Context())
	if err != nil || len(found) != 1 || found[0].Ending != repair.EndedNew {
		t.Fatalf("got %+v, %v", found, err)
	}
	if err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantBytes(t, c, short)
	undo(t, s, c)
	wantBytes(t, c, another)
}

func TestWithoutItsBackupAnInterruptionIsStillTold(t *testing.T) {
	c, _ := patient(t, broken)
	folder := t.TempDir()
	apply(t, storeIn(c, folder), edit(c, mended))
	cutOff(t, folder)
	if err := os.RemoveAll(filepath.Join(folder, "backups")); err != nil {
		t.Fatal(err)
	}
	found, err := storeIn(c, folder).Interrupted(t.Context())
	if err != nil || len(found) != 1 || found[0].Ending != repair.EndedNew || !found[0].Backup.Damaged {
		t.Errorf("got %+v, %v", found, err)
	}
}

func TestWhatProtectedTheFileComesBackAfterACrash(t *testing.T) {
	c, _ := patient(t, "")
	file := protected()
	c.Files[c.HostsPath] = file
	folder := t.TempDir()
	change := edit(c, another)
	change.ClearFlags = true
	apply(t, storeIn(c, folder), change)
	cutOff(t, folder)
	file.Lifted, file.LiftErr = 16, platform.ErrNeedsAdmin
	s := storeIn(c, folder)
	if err := s.Settle(t.Context()); !errors.Is(err, platform.ErrNeedsAdmin) {
		t.Errorf("without permission: %v", err)
	}
	if found, err := s.Interrupted(t.Context()); err != nil || len(found) != 1 || found[0].Lifted != 16 {
		t.Errorf("got %+v, %v", found, err)
	}
	file.LiftErr = nil
	if err := s.Settle(t.Context()); err != nil || file.Lifted != 0 {
		t.Errorf("lifted %d, %v", file.Lifted, err)
	}
}

func TestARunningChangeIsNotTakenForAnInterruptedOne(t *testing.T) {
	c, _ := patient(t, broken)
	system := c.System()
	folder := t.TempDir()
	var during error
	system.Hosts = intruding{system.Hosts, func() {
		_, during = storeIn(c, folder).Interrupted(context.Background())
	}}
	apply(t, repair.NewStore(system, folder, repair.UsualLimits), edit(c, mended))
	wantCode(t, during, words.Failed)
	if !errors.Is(during, platform.ErrBusy) {
		t.Errorf("got %v", during)
	}
}

// intruding does something before the file is replaced.
type intruding struct {
	platform.HostsFiles
	first func()
}

func (i intruding) Replace(ctx context.Context, path string, base platform.SHA256, content []byte) error {
	i.first()
	return i.HostsFiles.Replace(ctx, path, base, content)
}
