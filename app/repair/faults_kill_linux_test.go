package repair_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

const (
	oldText   = "127.0.0.1\tlocalhost\n# caf\xe9\n10.0.0.7 printer\n"
	longText  = oldText + "127.0.0.1 shop.test\n127.0.0.1 blog.test\n"
	shortText = "127.0.0.1\tlocalhost\n"
)

// way is one of the ways by which a new content gets into the file.
type way struct {
	name, before, after string
	linked              bool // a second hard link asks for writing into the file itself
	calls               []string
}

var ways = []way{
	{
		"by a new file", oldText, longText, false,
		[]string{"openat", "write", "fsync", "fchmod", "fchown", "renameat", "flock", "mkdirat"},
	},
	{"into the file, longer", oldText, longText, true, []string{"pwrite64", "fallocate", "ftruncate", "fsync"}},
	{"into the file, shorter", longText, shortText, true, []string{"pwrite64", "fallocate", "ftruncate", "fsync"}},
}

func TestAProgramKilledAtAnyCallLeavesTheFileWhole(t *testing.T) {
	strace, err := exec.LookPath("strace")
	needs(t, "strace", err)
	for _, way := range ways {
		for _, call := range way.calls {
			t.Run(way.name+" at "+call, func(t *testing.T) {
				t.Parallel() // most of the time is waiting for the disk
				killed := 0
				for n := 1; killAt(t, strace, way, call, n); n++ {
					if killed++; killed > 200 {
						t.Fatal("it never gets to its end")
					}
				}
				t.Logf("killed %d times", killed)
				// Nothing is made room for when the content does not grow.
				if grows := len(way.after) > len(way.before); killed == 0 && (grows || call != "fallocate") {
					t.Errorf("%s was never called: the test proves nothing", call)
				}
			})
		}
	}
}

// killAt kills a change as it enters a call for the nth time and examines what is
// left. It returns false when the change came to its end before.
func killAt(t *testing.T, strace string, way way, call string, n int) (killed bool) {
	t.Helper()
	d := newDisk(t, way.before)
	if way.linked {
		if err := os.Link(d.path, d.root+"/twin"); err != nil {
			t.Fatal(err)
		}
	}
	inject := fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n)
	output, err := d.child(t, way.after, strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace="+call, "-e", inject).CombinedOutput()
	if strings.Contains(string(output), "PTRACE") {
		needs(t, "the permission to trace a program", fmt.Errorf("%s", output))
	}
	killed = wasKilled(err)
	if !killed && err != nil {
		t.Fatalf("%s %d: %v: %s", call, n, err, output)
	}
	d.examine(t, way, killed)
	return killed
}

// examine looks at what a change that was killed, or not, has left.
func (d disk) examine(t *testing.T, way way, killed bool) {
	t.Helper()
	content := d.content(t)
	padded := way.linked && strings.TrimRight(content, "\n")+"\n" == way.after && len(content) == len(way.before)
	isNew := content == way.after || padded
	if !isNew && content != way.before || !killed && content != way.after {
		t.Fatalf("the file is neither old nor new: %q", content)
	}
	local := hosts.Parse([]byte(content)).Judge(hosts.Rules{}).Localhost
	if !slices.Equal(local.Addresses, []netip.Addr{loopback4}) {
		t.Fatalf("localhost leads to %v", local.Addresses)
	}
	kept, err := d.store.Verified(d.path)
	if err != nil || len(kept.Damaged) != 0 || slices.ContainsFunc(kept.All, func(b repair.Backup) bool { return b.Damaged }) {
		t.Fatalf("backups: %+v, %v", kept, err)
	}
	if isNew {
		d.wantWayBack(t, way, kept)
	}
	d.wantTruth(t, isNew, killed)
	d.goOn(t)
}

// wantWayBack wants a backup with the old bytes, and that the change can be undone.
func (d disk) wantWayBack(t *testing.T, way way, kept repair.Kept) {
	t.Helper()
	if len(kept.All) != 1 {
		t.Fatalf("%d backups", len(kept.All))
	}
	if _, old, err := d.store.Open(d.path, kept.All[0].ID); err != nil || string(old) != way.before {
		t.Fatalf("the backup holds %q, %v", old, err)
	}
	if d.content(t) == way.after && !d.store.CanUndo(d.path, platform.Sum([]byte(way.after))) {
		t.Fatal("the change cannot be undone")
	}
}

// wantTruth wants the next start to say what became of the file, once.
func (d disk) wantTruth(t *testing.T, isNew, killed bool) {
	t.Helper()
	journal, err := os.ReadFile(d.state + "/history.jsonl")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	ended := strings.Contains(string(journal), `"result":"written"`)
	found, err := d.store.Interrupted(t.Context())
	if err != nil || len(found) > 1 || (!killed || ended) && len(found) != 0 || isNew && !ended && len(found) == 0 {
		t.Fatalf("interrupted: %+v, %v; the journal: %s", found, err, journal)
	}
	want := repair.EndedOld
	if isNew {
		want = repair.EndedNew
	}
	if len(found) == 1 && found[0].Ending != want {
		t.Fatalf("it says %q, not %q", found[0].Ending, want)
	}
	if err := d.store.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found, err := d.store.Interrupted(t.Context()); err != nil || len(found) != 0 {
		t.Fatalf("told again: %+v, %v", found, err)
	}
}

// goOn changes the file once more, which also sweeps up what the crash has left.
func (d disk) goOn(t *testing.T) {
	t.Helper()
	left, err := filepath.Glob(d.root + "/.hosts.localhost-doctor-*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range left {
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.store.Apply(t.Context(), d.change(t, "127.0.0.1 localhost next.test\n"), nil); err != nil {
		t.Fatalf("the next change: %v", err)
	}
	if left, err := filepath.Glob(d.root + "/.hosts.localhost-doctor-*"); err != nil || len(left) != 0 {
		t.Fatalf("left behind: %v, %v", left, err)
	}
}

// The moments are random; the seed of a failure is in its name.
func TestAProgramKilledAtAnyMomentLeavesTheFileWhole(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	t.Logf("seed %d", seed)
	killed := 0
	for i := range 30 {
		way := ways[i%len(ways)]
		d := newDisk(t, way.before)
		if way.linked {
			if err := os.Link(d.path, d.root+"/twin"); err != nil {
				t.Fatal(err)
			}
		}
		command := d.child(t, way.after)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		moment := time.AfterFunc(time.Duration(random.IntN(15_000))*time.Microsecond, func() { _ = command.Process.Kill() })
		err := command.Wait()
		moment.Stop()
		if err != nil && !wasKilled(err) {
			t.Fatal(err)
		}
		if wasKilled(err) {
			killed++
		}
		d.examine(t, way, wasKilled(err))
	}
	t.Logf("%d of 30 were killed before their end", killed)
}

// A way back exists also for what was changed before the crash.
func TestUndoGoesBackThroughACrash(t *testing.T) {
	d := newDisk(t, oldText)
	if _, err := d.store.Apply(t.Context(), d.change(t, longText), nil); err != nil {
		t.Fatal(err)
	}
	strace, err := exec.LookPath("strace")
	needs(t, "strace", err)
	_, err = d.child(t, shortText, strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat",
		"-e", "inject=renameat:signal=KILL:when=2").CombinedOutput()
	if !wasKilled(err) || d.content(t) != longText {
		t.Fatalf("%v, and the file is %q", err, d.content(t))
	}
	change, err := d.store.Undo(t.Context(), d.path)
	if err != nil || string(change.After) != oldText {
		t.Fatalf("got %q, %v", change.After, err)
	}
	var steps []words.Text
	if _, err := d.store.Apply(t.Context(), change, func(s repair.Step) { steps = append(steps, s.Text) }); err != nil {
		t.Fatal(err)
	}
	if d.content(t) != oldText || len(steps) == 0 || steps[0].Key != "repair.interrupted.old" {
		t.Errorf("the file is %q after %v", d.content(t), steps)
	}
}
