package repair_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/native"
)

// childVariable makes the test binary change one hosts file instead of running the
// tests.
const childVariable = "REPAIR_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		runtime.LockOSThread() // a tracer counts the calls of each thread
		if err := changeAsChild(os.Args[1], os.Args[2], os.Args[3]); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// changeAsChild makes after the content of the hosts file in root, with the backups
// in state.
func changeAsChild(root, state, after string) error {
	system, err := native.New(root)
	if err != nil {
		return err
	}
	path, err := system.Hosts.Path(context.Background())
	if err != nil {
		return err
	}
	if os.Getenv(childVariable) == "other" {
		path = root + "/hosts"
	}
	store := repair.NewStore(system, state, repair.UsualLimits)
	change, err := childChange(system, store, path, after)
	if err != nil {
		return err
	}
	_, err = store.Apply(context.Background(), change, nil)
	var failure *words.Failure
	if errors.As(err, &failure) {
		return fmt.Errorf("failure %s %s: %w", failure.Code, failure.What.Key, err)
	}
	return err
}

// undoChange, for the new content, makes a child undo the last change.
const undoChange = "undo"

// childChange is what a child does to the file at path, which may be missing.
func childChange(system platform.System, store *repair.Store, path, after string) (repair.HostsChange, error) {
	if after == undoChange {
		return store.Undo(context.Background(), path)
	}
	now, err := system.Hosts.Read(context.Background(), path)
	missing := errors.Is(err, platform.ErrNotFound)
	if missing {
		now.SHA256, err = platform.Sum(nil), nil
	}
	return repair.HostsChange{
		Path: path, Base: now.SHA256, After: []byte(after), Creates: missing, Reason: words.T("test.reason"),
	}, err
}

// disk is a computer whose hosts file is in a folder of this test. What "other"
// children change is a file that no resolver reads.
type disk struct {
	root, path, state string
	store             *repair.Store
}

func newDisk(t *testing.T, content string) disk {
	t.Helper()
	d := disk{root: t.TempDir()}
	d.path, d.state = d.root+"/hosts", d.root+"/state"
	if err := os.Mkdir(d.state, 0o700); err != nil {
		t.Fatal(err)
	}
	d.put(t, content)
	d.store = repair.NewStore(d.system(t), d.state, repair.UsualLimits)
	return d
}

func (d disk) system(t *testing.T) platform.System {
	t.Helper()
	system, err := native.New(d.root)
	if err != nil {
		t.Fatal(err)
	}
	return system
}

func (d disk) put(t *testing.T, content string) {
	t.Helper()
	if err := os.WriteFile(d.path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (d disk) content(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// change is the change of the file, as it is now, to after.
func (d disk) change(t *testing.T, after string) repair.HostsChange {
	t.Helper()
	return repair.HostsChange{
		Path: d.path, Base: platform.Sum([]byte(d.content(t))), After: []byte(after), Reason: words.T("test.reason"),
	}
}

// child is a run of this program that changes the file to after; tracer, which may
// be empty, is the command that runs it.
func (d disk) child(t *testing.T, after string, tracer ...string) *exec.Cmd {
	t.Helper()
	command := exec.Command("/proc/self/exe", d.root, d.state, after)
	if len(tracer) > 0 {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		command = exec.Command(tracer[0], append(tracer[1:], self, d.root, d.state, after)...)
	}
	command.Dir = "/"
	command.Env = append(os.Environ(), childVariable+"=other", "GOMAXPROCS=1")
	return command
}

// wasKilled tells whether a command ended by SIGKILL.
func wasKilled(err error) bool {
	var status *exec.ExitError
	if !errors.As(err, &status) {
		return false
	}
	wait, ok := status.Sys().(syscall.WaitStatus)
	return ok && wait.Signaled() && wait.Signal() == syscall.SIGKILL
}

// needs skips a test on a computer that lacks something, but fails where all tests
// have to run.
func needs(t *testing.T, what string, missing error) {
	t.Helper()
	switch {
	case missing == nil:
	case os.Getenv("CI") != "":
		t.Fatalf("%s is missing: %v", what, missing)
	default:
		t.Skipf("%s is missing: %v", what, missing)
	}
}
