package repair_test

import (
	"errors"
	"net/netip"
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// creation makes a hosts file where there is none.
func creation(c *fake.Computer) repair.HostsChange {
	return repair.HostsChange{
		Path: c.HostsPath, Base: platform.Sum(nil), After: []byte(another), Creates: true,
		Expect: []netip.Addr{loopback4}, Reason: words.T("test.reason"),
	}
}

func TestAMissingFileIsMadeAndTakenAwayAgain(t *testing.T) {
	c := fake.Named("hosts_missing")
	s := storeIn(c, t.TempDir())
	made := apply(t, s, creation(c))
	if !made.Changed || made.After != platform.Sum([]byte(another)) || len(made.Proof["localhost"]) == 0 {
		t.Fatalf("made %+v", made)
	}
	if file := c.Files[c.HostsPath]; file == nil || string(file.Bytes) != another {
		t.Fatalf("the file is %+v", file)
	}
	kept, err := s.Verified(c.HostsPath)
	if err != nil || len(kept.All) != 1 || !kept.All[0].Missing || kept.All[0].Damaged {
		t.Errorf("kept %+v, %v", kept, err)
	}
	if undone := undo(t, s, c); !undone.Changed || undone.After != platform.Sum(nil) {
		t.Errorf("undone %+v", undone)
	}
	if c.Files[c.HostsPath] != nil {
		t.Error("the file is still there")
	}
}

func TestAFileThatCameMeanwhileIsNotOverwritten(t *testing.T) {
	c, s := patient(t, "")
	_, err := s.Apply(t.Context(), creation(c), nil)
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != words.Changed || len(c.Files[c.HostsPath].Bytes) != 0 {
		t.Errorf("got %v, and the file holds %q", err, c.Files[c.HostsPath].Bytes)
	}
}

func TestABackupIsRestoredWhereTheFileIsGone(t *testing.T) {
	c, s := patient(t, broken)
	backup := apply(t, s, edit(c, mended)).Backup
	delete(c.Files, c.HostsPath)
	change, err := s.Restore(t.Context(), c.HostsPath, backup)
	if err != nil || !change.Creates {
		t.Fatalf("got %+v, %v", change, err)
	}
	if apply(t, s, change); string(c.Files[c.HostsPath].Bytes) != broken {
		t.Errorf("the file holds %q", c.Files[c.HostsPath].Bytes)
	}
	// And back to there being none, since that is what was kept last.
	if undo(t, s, c); c.Files[c.HostsPath] != nil {
		t.Error("the file is still there")
	}
}

func TestAnInterruptedCreationIsToldApart(t *testing.T) {
	for _, test := range []struct {
		name       string
		undo, gone bool
		want       repair.Ending
	}{
		{"not made", false, true, repair.EndedOld},
		{"made", false, false, repair.EndedNew},
		{"not taken away", true, false, repair.EndedOld},
		{"taken away", true, true, repair.EndedNew},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, folder := fake.Named("hosts_missing"), t.TempDir()
			s := storeIn(c, folder)
			apply(t, s, creation(c))
			file := c.Files[c.HostsPath]
			if test.undo {
				undo(t, s, c)
			}
			cutOff(t, folder)
			c.Files[c.HostsPath] = file
			if test.gone {
				delete(c.Files, c.HostsPath)
			}
			found, err := s.Interrupted(t.Context())
			if err != nil || len(found) != 1 || found[0].Ending != test.want {
				t.Fatalf("got %+v, %v", found, err)
			}
			if err := s.Settle(t.Context()); err != nil {
				t.Error(err)
			}
			if c.Called("HostsPlace.Sweep") == 0 {
				t.Error("what the crash has left was not swept up")
			}
		})
	}
}

func TestAProtectedFileIsTakenAwayOnlyWithConsent(t *testing.T) {
	c, folder := fake.Named("hosts_missing"), t.TempDir()
	s := storeIn(c, folder)
	apply(t, s, creation(c))
	c.Files[c.HostsPath].Obstacles = []platform.Obstacle{{Kind: platform.ObstacleImmutable, Path: c.HostsPath, Blocks: true, Flags: 16}}
	change, err := s.Undo(t.Context(), c.HostsPath)
	if err != nil || !change.Removes {
		t.Fatalf("got %+v, %v", change, err)
	}
	if _, err := s.Apply(t.Context(), change, nil); !errors.Is(err, platform.ErrReadOnly) || c.Files[c.HostsPath] == nil {
		t.Fatalf("without consent: %v", err)
	}
	change.ClearFlags = true
	if apply(t, s, change); c.Files[c.HostsPath] != nil {
		t.Error("the file is still there")
	}
	if c.Called("Obstacles.Restore") != 0 {
		t.Error("protection was put back on nothing")
	}
}
