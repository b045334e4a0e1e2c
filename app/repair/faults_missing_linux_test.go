package repair_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
)

func TestAProgramKilledWhileAFileComesOrGoesLeavesItWhole(t *testing.T) {
	strace, err := exec.LookPath("strace")
	needs(t, "strace", err)
	for _, test := range []struct {
		name, after string
		calls       []string
	}{
		{"made", longText, []string{"openat", "write", "fsync", "linkat", "unlinkat", "renameat"}},
		{"taken away", undoChange, []string{"openat", "write", "fsync", "unlinkat", "renameat"}},
	} {
		for _, call := range test.calls {
			t.Run(test.name+" at "+call, func(t *testing.T) {
				t.Parallel()
				killed := 0
				for n := 1; killWhereMissing(t, strace, test.after, call, n); n++ {
					if killed++; killed > 200 {
						t.Fatal("it never gets to its end")
					}
				}
				t.Logf("killed %d times", killed)
				if killed == 0 {
					t.Errorf("%s was never called: the test proves nothing", call)
				}
			})
		}
	}
}

// killWhereMissing kills a change as it enters a call for the nth time, where there
// was no file, or where one was made that is to go again, and examines what is left.
func killWhereMissing(t *testing.T, strace, after, call string, n int) (killed bool) {
	t.Helper()
	d := newDisk(t, "")
	if err := os.Remove(d.path); err != nil {
		t.Fatal(err)
	}
	if after == undoChange {
		if output, err := d.child(t, longText).CombinedOutput(); err != nil {
			t.Fatalf("making the file: %v: %s", err, output)
		}
	}
	inject := fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n)
	output, err := d.child(t, after, strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace="+call, "-e", inject).CombinedOutput()
	if strings.Contains(string(output), "PTRACE") {
		needs(t, "the permission to trace a program", fmt.Errorf("%s", output))
	}
	killed = wasKilled(err)
	if !killed && err != nil {
		t.Fatalf("%s %d: %v: %s", call, n, err, output)
	}
	d.examineMissing(t, after, killed)
	return killed
}

func (d disk) examineMissing(t *testing.T, after string, killed bool) {
	t.Helper()
	content, err := os.ReadFile(d.path)
	exists := err == nil
	if err != nil && !errors.Is(err, os.ErrNotExist) || exists && string(content) != longText {
		t.Fatalf("the file holds %q, %v", content, err)
	}
	isNew := exists == (after != undoChange)
	if !killed && !isNew {
		t.Fatal("it came to its end, and the file is as before")
	}
	found, err := d.store.Interrupted(t.Context())
	want := repair.EndedOld
	if isNew {
		want = repair.EndedNew
	}
	if err != nil || len(found) > 1 || len(found) == 1 && found[0].Ending != want || len(found) == 1 && !killed {
		t.Fatalf("the file is there: %t; interrupted: %+v, %v", exists, found, err)
	}
	d.wantSwept(t, len(found) == 1)
	if err := d.store.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found, err := d.store.Interrupted(t.Context()); err != nil || len(found) != 0 {
		t.Fatalf("told again: %+v, %v", found, err)
	}
	if exists && !d.store.CanUndo(d.path, platform.Sum([]byte(longText))) {
		t.Fatal("the file is there, and cannot be undone")
	}
}

// wantSwept wants what the crash has left to go when the story of it is told, once
// it is old enough to be nobody's who is still at work.
func (d disk) wantSwept(t *testing.T, told bool) {
	t.Helper()
	left, err := filepath.Glob(d.root + "/.hosts.localhost-doctor-*")
	if err != nil || !told && len(left) != 0 {
		t.Fatalf("left behind after the end: %v, %v", left, err)
	}
	for _, path := range left {
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.store.Interrupted(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(d.root + "/.hosts.localhost-doctor-*"); err != nil || len(left) != 0 {
		t.Fatalf("left behind: %v, %v", left, err)
	}
}

// Also where the journal knows of nothing: the crash was before its first line, or the
// journal was removed.
func TestWhatACrashLeftBesideTheOwnFileGoesAtTheNextStart(t *testing.T) {
	d := newDisk(t, oldText)
	if err := os.Mkdir(d.root+"/etc", 0o755); err != nil {
		t.Fatal(err)
	}
	old, young := d.root+"/etc/.hosts.localhost-doctor-1", d.root+"/etc/.hosts.localhost-doctor-2"
	for _, path := range []string{old, young, d.root + "/etc/hosts"} {
		if err := os.WriteFile(path, []byte(oldText), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.Interrupted(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old one: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("the one that may be in use: %v", err)
	}
}
