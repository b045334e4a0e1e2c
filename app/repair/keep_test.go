package repair_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// visit is a computer with the folder of its store, which may be damaged.
func visit(t *testing.T, limits repair.Limits) (*fake.Computer, *repair.Store, string) {
	t.Helper()
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(mended), Mode: 0o644}
	folder := t.TempDir()
	return c, repair.NewStore(c.System(), folder, limits), folder
}

// save changes the file to a content of its own for each number.
func save(t *testing.T, c *fake.Computer, s *repair.Store, number int) string {
	t.Helper()
	return apply(t, s, edit(c, fmt.Sprintf("127.0.0.1 localhost save%d\n", number))).Backup
}

func kept(t *testing.T, c *fake.Computer, s *repair.Store) []repair.Backup {
	t.Helper()
	found, err := s.Verified(c.HostsPath)
	if err != nil || len(found.Damaged) != 0 {
		t.Fatalf("backups: %+v, %v", found, err)
	}
	return found.All
}

func TestOldBackupsGoButNeverTheFirstOrTheNewest(t *testing.T) {
	for name, limits := range map[string]repair.Limits{
		"by count": {Count: 4, Age: 1000 * time.Hour},
		"by age":   {Count: 100, Age: 25 * time.Hour},
		"all":      {},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s, folder := visit(t, limits)
				var ids []string
				for n := range 10 {
					ids = append(ids, save(t, c, s, n))
					time.Sleep(10 * time.Hour)
				}
				want := map[string][]int{"by count": {9, 8, 7, 0}, "by age": {9, 8, 7, 0}, "all": {9, 0}}[name]
				all := kept(t, c, s)
				if len(all) != len(want) {
					t.Fatalf("%d backups, want %d", len(all), len(want))
				}
				for i, n := range want {
					if all[i].ID != ids[n] || all[i].Damaged {
						t.Errorf("backup %d is %+v, want that of save %d", i, all[i], n)
					}
				}
				files, err := os.ReadDir(filepath.Join(folder, "backups"))
				if err != nil || len(files) != 2*len(want) {
					t.Errorf("%d files, %v", len(files), err)
				}
			})
		})
	}
}

// The clock of the bubble stands still between the saves.
func TestSavesAtTheSameMomentKeepABackupEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s, _ := visit(t, repair.UsualLimits)
		for range 2 {
			save(t, c, s, 1)
			apply(t, s, edit(c, mended))
		}
		all := kept(t, c, s)
		if len(all) != 4 {
			t.Fatalf("%d backups", len(all))
		}
		if all[3].ID == all[1].ID || all[3].SHA256 != all[1].SHA256 {
			t.Errorf("got %+v", all)
		}
	})
}

func TestADamagedBackupSaysSoAndIsNeverRestored(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"other bytes": func(path string) error { return os.WriteFile(path, []byte("127.0.0.1 localhosT\n"), 0o600) },
		"no bytes":    os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			c, s, folder := visit(t, repair.UsualLimits)
			id := save(t, c, s, 1)
			if err := damage(filepath.Join(folder, "backups", id+".hosts")); err != nil {
				t.Fatal(err)
			}
			if all := kept(t, c, s); len(all) != 1 || !all[0].Damaged {
				t.Errorf("got %+v", all)
			}
			_, err := s.Restore(t.Context(), c.HostsPath, id)
			wantCode(t, err, words.Failed)
			_, err = s.Undo(t.Context(), c.HostsPath)
			wantCode(t, err, words.Failed)
		})
	}
}

func TestAnyBackupIsRestoredToTheByteAndTheRestoreUndone(t *testing.T) {
	c, s, _ := visit(t, repair.UsualLimits)
	first := save(t, c, s, 1)
	save(t, c, s, 2)
	save(t, c, s, 3)
	change, err := s.Restore(t.Context(), c.HostsPath, first)
	if err != nil || change.Reason.Args["Taken"] == "" {
		t.Fatalf("got %+v, %v", change, err)
	}
	apply(t, s, change)
	wantBytes(t, c, mended)
	undo(t, s, c)
	wantBytes(t, c, "127.0.0.1 localhost save3\n")
	_, err = s.Restore(t.Context(), c.HostsPath, "20010101T000000.000000000Z-00000000")
	wantCode(t, err, words.NotFound)
	_, err = s.Restore(t.Context(), "/etc/none", first)
	if !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// A person has chosen it, told what it does.
func TestARestoreThatBreaksLocalhostIsNotTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := patient(t, broken)
		first := apply(t, s, edit(c, mended)).Backup
		change, err := s.Restore(t.Context(), c.HostsPath, first)
		if err != nil {
			t.Fatal(err)
		}
		outcome := apply(t, s, change)
		wantBytes(t, c, broken)
		if outcome.RolledBack || outcome.ProofError.IsZero() {
			t.Errorf("got %+v", outcome)
		}
	})
}

func TestASecondRunWaitsTwoSecondsThenSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s, folder := visit(t, repair.UsualLimits)
		unlock, err := c.System().Folders.Lock(t.Context(), filepath.Join(folder, "hosts.lock"))
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err = s.Apply(t.Context(), edit(c, another), nil)
		wantCode(t, err, words.Failed)
		if waited := time.Since(began); !errors.Is(err, platform.ErrBusy) || waited != 2*time.Second {
			t.Errorf("got %v after %s", err, waited)
		}
		wantBytes(t, c, mended)
		time.AfterFunc(time.Second, func() { _ = unlock() })
		apply(t, s, edit(c, another))
		wantBytes(t, c, another)
	})
}

// protected is a file that cannot be written before a flag of it is lifted.
func protected() *fake.File {
	return &fake.File{Bytes: []byte(mended), Obstacles: []platform.Obstacle{
		{Kind: platform.ObstacleImmutable, Blocks: true, Flags: 16}, {Kind: platform.ObstacleHidden, Flags: 2},
	}}
}

func TestProtectionIsLiftedOnlyWhenAskedForAndPutBack(t *testing.T) {
	c, s := patient(t, "")
	file := protected()
	c.Files[c.HostsPath] = file
	change := edit(c, another)
	if _, err := s.Apply(t.Context(), change, nil); !errors.Is(err, platform.ErrReadOnly) || c.Called("Obstacles.Lift") != 0 {
		t.Errorf("without asking: %v", err)
	}
	change.ClearFlags = true
	apply(t, s, change)
	wantBytes(t, c, another)
	if file.Lifted != 0 || c.Called("Obstacles.Lift") != 1 {
		t.Errorf("lifted %d now, %d times", file.Lifted, c.Called("Obstacles.Lift"))
	}
	file.LiftErr = platform.ErrNeedsAdmin
	change = edit(c, mended)
	change.ClearFlags = true
	if _, err := s.Apply(t.Context(), change, nil); !errors.Is(err, platform.ErrNeedsAdmin) {
		t.Errorf("not allowed to: %v", err)
	}
	wantBytes(t, c, another)
}

func TestProtectionComesBackAfterARollback(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := patient(t, "")
		file := protected()
		c.Files[c.HostsPath] = file
		change := edit(c, "127.0.1.1 desk\n")
		change.ClearFlags = true
		outcome, err := s.Apply(t.Context(), change, nil)
		wantCode(t, err, words.Failed)
		wantBytes(t, c, mended)
		if !outcome.RolledBack || file.Lifted != 0 {
			t.Errorf("lifted %d, %+v", file.Lifted, outcome)
		}
	})
}

func TestACacheThatCannotBeFlushedIsANoteOnly(t *testing.T) {
	c, s := patient(t, broken)
	c.FlushErr = platform.ErrNeedsAdmin
	outcome := apply(t, s, edit(c, mended))
	if len(outcome.Notes) != 1 || outcome.Notes[0].Key != "repair.note.cache" || c.Called("NameCache.Flush") != 1 {
		t.Errorf("got %+v", outcome.Notes)
	}
}
