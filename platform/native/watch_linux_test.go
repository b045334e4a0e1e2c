package native

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"localhostdoctor/platform"
)

// watched is a hosts file under watch.
func watched(t *testing.T, path string) <-chan struct{} {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	changed, err := hostsWatch{}.Watch(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		for range changed { // it is closed when nobody watches any more
		}
	})
	return changed
}

func wantChange(t *testing.T, changed <-chan struct{}) {
	t.Helper()
	select {
	case _, ok := <-changed:
		if !ok {
			t.Fatal("watching has ended")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the change was not noticed")
	}
}

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAWatchedFileTellsOfEveryWayToChangeIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hosts")
	writeFile(t, path, "127.0.0.1 localhost\n")
	changed := watched(t, path)
	replace := func() {
		writeFile(t, path+".new", "127.0.0.1 localhost replaced\n")
		if err := os.Rename(path+".new", path); err != nil {
			t.Fatal(err)
		}
	}
	for _, way := range []struct {
		name   string
		change func()
	}{
		{"written", func() { writeFile(t, path, "# new\n") }},
		{"replaced", replace},
		{"written after it was replaced", func() { writeFile(t, path, "# newer\n") }},
		{"replaced again", replace},
		{"removed", func() {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}},
		{"made anew", func() { writeFile(t, path, "# newest\n") }},
	} {
		t.Run(way.name, func(t *testing.T) {
			way.change()
			wantChange(t, changed)
		})
	}
}

func TestAWatchedLinkTellsOfTheFileBehindIt(t *testing.T) {
	real, link := filepath.Join(t.TempDir(), "real"), filepath.Join(t.TempDir(), "hosts")
	writeFile(t, real, "127.0.0.1 localhost\n")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	changed := watched(t, link)
	writeFile(t, real, "# new\n")
	wantChange(t, changed)
}

func TestAFileMountedOverAnotherTellsOfChanges(t *testing.T) {
	if os.Getenv("LOCALHOST_DOCTOR_MOUNTED") == "" {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("unshare", "-rm", self, "-test.run", "^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), "LOCALHOST_DOCTOR_MOUNTED="+t.TempDir())
		if out, err := cmd.CombinedOutput(); err != nil {
			if errors.Is(err, exec.ErrNotFound) || exec.Command("unshare", "-rm", "true").Run() != nil {
				t.Skip("unshare may not make a mount namespace here")
			}
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	folder := os.Getenv("LOCALHOST_DOCTOR_MOUNTED")
	path, behind := filepath.Join(folder, "hosts"), filepath.Join(t.TempDir(), "behind")
	writeFile(t, path, "")
	writeFile(t, behind, "127.0.0.1 localhost\n")
	if out, err := exec.Command("mount", "--bind", behind, path).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	changed := watched(t, path)
	writeFile(t, behind, "# new\n")
	wantChange(t, changed)
}

func TestOtherFilesAreNotWatched(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "hosts")
	writeFile(t, path, "127.0.0.1 localhost\n")
	changed := watched(t, path)
	writeFile(t, filepath.Join(folder, "passwd"), "x")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	select {
	case <-changed:
		t.Error("it tells of a change that was none")
	case <-time.After(3 * settled):
	}
}

func TestAFolderThatIsNotThereCannotBeWatched(t *testing.T) {
	_, err := hostsWatch{}.Watch(t.Context(), filepath.Join(t.TempDir(), "none", "hosts"))
	if !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}
