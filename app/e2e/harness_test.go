//go:build e2e && linux

package e2e

import (
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
