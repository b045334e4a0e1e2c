//go:build linux || windows || darwin

package native

import (
	"errors"
	"os"
	"testing"

	"localhostdoctor/platform"
)

func TestOnlyOneRunOnWindowsAndElsewhereHasTheWindow(t *testing.T) {
	root, err := os.MkdirTemp("", "instance")
	if err != nil {
		t.Fatal(err)
	}
	// wine 8.0 keeps a file from being removed that was locked.
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	t.Setenv("XDG_RUNTIME_DIR", root)
	runs := instances{folders{root: root}}
	first, err := runs.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := runs.Claim(t.Context()); !errors.Is(err, platform.ErrBusy) {
			t.Fatalf("a second run gets %v, want ErrBusy", err)
		}
		if _, asked := <-first.Calls(); !asked {
			t.Fatal("the first run was not asked")
		}
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	for range first.Calls() { // until it is closed
	}
	again, err := runs.Claim(t.Context())
	if err != nil {
		t.Fatalf("after the first run has ended: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Error(err)
	}
}
