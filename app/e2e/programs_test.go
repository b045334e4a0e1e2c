//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// program is one way in which the product is built.
type program string

const (
	// window is the program that people get, with a test's way to see where its
	// buttons are.
	window program = "window"
	// checked is the same with Fyne's check of the calling thread on.
	checked program = "checked"
	// plainWindow is the program that people get and nothing more.
	plainWindow program = "plain"
	// terminal has no window; it is static.
	terminal program = "terminal"
	// windows is the program for Windows.
	windows program = "windows"
	// hello is the smallest window that Fyne can open, to compare with.
	hello program = "hello"
)

// checkedTags leave Fyne's check of the calling thread on: without metadata, it
// is not told that the program needs none.
const checkedTags = "places,no_metadata,checked"

// builder keeps the programs that were built, each once.
type builder struct {
	mu     sync.Mutex
	folder string
	errs   map[program]error
}

var built = builder{errs: map[program]error{}}

// build returns the path of a program. Every user may start it.
func build(t testing.TB, p program) string {
	t.Helper()
	built.mu.Lock()
	defer built.mu.Unlock()
	if built.folder == "" {
		folder, err := os.MkdirTemp("", "localhost-doctor-e2e-")
		if err != nil {
			t.Fatal(err)
		}
		built.folder = folder
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(built.folder, string(p), "localhost-doctor")
	if p == windows {
		path += ".exe"
	}
	err, done := built.errs[p]
	if !done {
		err = buildTo(t, p, path)
		built.errs[p] = err
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func buildTo(t testing.TB, p program, path string) error {
	script := []string{".ci/build", string(p), path}
	switch p {
	case window:
		script = append(script, "places")
	case plainWindow:
		script[1] = string(window)
	case checked:
		script = []string{"go", "build", "-tags", checkedTags, "-o", path, "."}
	case hello:
		script = []string{"go", "build", "-trimpath", "-tags", "migrated_fynedo,no_emoji", "-ldflags", "-s -w", "-o", path, "./.ci/hello"}
	case terminal, windows:
	}
	cmd := exec.Command(script[0], script[1:]...)
	cmd.Dir = top(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", p, err, out)
	}
	return nil
}

func removeBuilt() error {
	if built.folder == "" {
		return nil
	}
	return os.RemoveAll(built.folder)
}
