//go:build e2e && linux

package e2e

import (
	gobuild "go/build"
	"strings"
	"testing"
)

// The tools are tested themselves with the smallest window: when this fails, the
// fault is not in the program.
func TestASmallWindowOpensOnTheVirtualScreen(t *testing.T) {
	w := thisComputer(t).open(t, hello)
	if width, height := w.size(); width == 0 || height == 0 {
		t.Errorf("size %d × %d", width, height)
	}
	w.photograph("hello")
}

func TestWineRunsAProgram(t *testing.T) {
	w := openWine(t)
	out, err := w.tool("wine", "cmd", "/c", "echo", "hello").Output()
	if err != nil || !strings.Contains(string(out), "hello") {
		t.Errorf("%q, %v", out, err)
	}
}

// A name that ends in _windows_test.go is for Windows alone, whatever the first
// line of the file says: here its tests would never run, and nobody would see it.
func TestNoFileHereIsLeftOut(t *testing.T) {
	here := gobuild.Default
	here.BuildTags = []string{"e2e"}
	folder, err := here.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(folder.IgnoredGoFiles) > 0 {
		t.Errorf("never built: %q", folder.IgnoredGoFiles)
	}
}
