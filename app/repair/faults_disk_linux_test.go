package repair_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// privateMounts gives the goroutine of this test a mount namespace of its own. Its
// thread is not unlocked, so it ends with the test.
func privateMounts(t *testing.T) {
	t.Helper()
	runtime.LockOSThread()
	needs(t, "the permission for a mount namespace", unix.Unshare(unix.CLONE_NEWNS))
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		t.Fatal(err)
	}
}

// mount mounts something until the end of the test.
func mount(t *testing.T, source, target, kind string, flags uintptr, options string) {
	t.Helper()
	if err := unix.Mount(source, target, kind, flags, options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(target, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

// wantUntouched wants the file to be as it was, localhost to lead here and nothing
// to be left that would be taken for a backup or an interrupted change.
func (d disk) wantUntouched(t *testing.T) {
	t.Helper()
	if content := d.content(t); content != oldText {
		t.Errorf("the file is %q", content)
	}
	kept, err := d.store.Verified(d.path)
	if err != nil || len(kept.Damaged) != 0 {
		t.Errorf("backups: %+v, %v", kept, err)
	}
	for _, b := range kept.All {
		if b.Damaged {
			t.Errorf("a damaged backup: %+v", b)
		}
	}
	if found, err := d.store.Interrupted(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("interrupted: %+v, %v", found, err)
	}
	if d.store.CanUndo(d.path, platform.Sum([]byte(oldText))) {
		t.Error("a change that was not made can be undone")
	}
}

func TestAFullDiskOfTheHostsFileChangesNothing(t *testing.T) {
	privateMounts(t)
	d := newDisk(t, oldText)
	folder := filepath.Join(d.root, "small")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	mount(t, "tmpfs", folder, "tmpfs", 0, "size=64k")
	d.path = filepath.Join(folder, "hosts")
	d.put(t, oldText)
	for _, linked := range []bool{false, true} {
		if linked {
			if err := os.Link(d.path, filepath.Join(folder, "twin")); err != nil {
				t.Fatal(err)
			}
		}
		_, err := d.store.Apply(t.Context(), d.change(t, strings.Repeat(longText, 2000)), nil)
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("linked %t: %v", linked, err)
		}
		d.wantUntouched(t)
		if left, err := filepath.Glob(folder + "/.hosts*"); err != nil || len(left) != 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}

func TestAFullDiskOfTheBackupsChangesNothing(t *testing.T) {
	privateMounts(t)
	d := newDisk(t, oldText)
	mount(t, "tmpfs", d.state, "tmpfs", 0, "size=64k")
	filler := filepath.Join(d.state, "filler")
	if err := os.WriteFile(filler, make([]byte, 64<<10), 0o600); err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	_, err := d.store.Apply(t.Context(), d.change(t, longText), nil)
	wantCode(t, err, words.Failed)
	d.wantUntouched(t)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.Apply(t.Context(), d.change(t, longText), nil); err != nil || d.content(t) != longText {
		t.Errorf("with room again: %v", err)
	}
}

func TestAMountedHostsFileIsChangedInPlaceOrRefused(t *testing.T) {
	privateMounts(t)
	for _, test := range []struct {
		name  string
		flags uintptr
		want  error
	}{{"bind mount", 0, nil}, {"read-only bind mount", unix.MS_RDONLY, platform.ErrReadOnly}} {
		t.Run(test.name, func(t *testing.T) {
			privateMounts(t)
			d := newDisk(t, oldText)
			source := d.root + "/source"
			if err := os.Rename(d.path, source); err != nil {
				t.Fatal(err)
			}
			d.put(t, "below")
			mount(t, source, d.path, "", unix.MS_BIND, "")
			if test.flags != 0 {
				if err := unix.Mount("", d.path, "", unix.MS_BIND|unix.MS_REMOUNT|test.flags, ""); err != nil {
					t.Fatal(err)
				}
			}
			_, err := d.store.Apply(t.Context(), d.change(t, longText), nil)
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v", err)
			}
			if test.want != nil {
				d.wantUntouched(t)
				return
			}
			if b, err := os.ReadFile(source); err != nil || string(b) != longText {
				t.Errorf("the mounted file is %q, %v", b, err)
			}
		})
	}
}

func TestWithoutPermissionNothingIsChanged(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root, to become another user")
	}
	d := newDisk(t, oldText)
	if err := os.Chown(d.state, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	command := d.child(t, longText)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	output, err := command.CombinedOutput()
	if err == nil || !strings.Contains(string(output), platform.ErrNeedsAdmin.Error()) {
		t.Errorf("it said %q, %v", output, err)
	}
	d.wantUntouched(t)
}

func TestAnotherProgramsChangeIsNeverLost(t *testing.T) {
	const foreign = "127.0.0.1 localhost foreign.test\n"
	d := newDisk(t, oldText)
	system := d.system(t)
	system.Hosts = intruding{system.Hosts, func() { d.put(t, foreign) }}
	store := repair.NewStore(system, d.state, repair.UsualLimits)
	_, err := store.Apply(t.Context(), d.change(t, longText), nil)
	wantCode(t, err, words.Changed)
	if d.content(t) != foreign {
		t.Errorf("the file is %q", d.content(t))
	}
	if found, err := store.Interrupted(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("interrupted: %+v, %v", found, err)
	}
}

func TestTwoOfOursAtOnceDoNotMix(t *testing.T) {
	for range 5 {
		d := newDisk(t, oldText)
		contents := []string{longText, shortText}
		said := make(chan string, len(contents))
		for _, content := range contents {
			command := d.child(t, content)
			go func() {
				output, err := command.CombinedOutput()
				if err != nil {
					output = append(output, err.Error()...)
				}
				said <- string(output)
			}()
		}
		refused := 0
		for range contents {
			switch output := <-said; {
			case strings.HasPrefix(output, "failure "+string(words.Changed)):
				refused++
			case output != "":
				t.Errorf("it said %q", output)
			}
		}
		kept, err := d.store.Verified(d.path)
		content := d.content(t)
		if err != nil || len(kept.All) != len(contents)-refused || content != longText && content != shortText {
			t.Errorf("%d refused, %d backups, %v, the file is %q", refused, len(kept.All), err, content)
		}
		if _, err := d.store.Undo(t.Context(), d.path); err != nil {
			t.Error(err)
		}
	}
}

func TestAnImmutableFileIsUnlockedForTheWriteAndLockedAgain(t *testing.T) {
	d := newDisk(t, oldText)
	system := d.system(t)
	const immutable = 0x10 // FS_IMMUTABLE_FL of linux/fs.h
	needs(t, "a disk with file flags, and root", system.Obstacles.Restore(t.Context(), d.path, immutable))
	t.Cleanup(func() {
		if err := system.Obstacles.Lift(context.Background(), d.path, immutable); err != nil {
			t.Error(err)
		}
	})
	change := d.change(t, longText)
	if _, err := d.store.Apply(t.Context(), change, nil); !errors.Is(err, platform.ErrReadOnly) {
		t.Errorf("without asking: %v", err)
	}
	d.wantUntouched(t)
	change.ClearFlags = true
	outcome, err := d.store.Apply(t.Context(), change, nil)
	if err != nil || len(outcome.Notes) != 0 || d.content(t) != longText {
		t.Fatalf("after asking: %+v, %v", outcome, err)
	}
	found, err := system.Obstacles.Of(t.Context(), d.path)
	if err != nil || len(found) != 1 || found[0].Kind != platform.ObstacleImmutable || found[0].Flags != immutable {
		t.Errorf("obstacles afterwards: %+v, %v", found, err)
	}
}
