//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// minimise puts the window away and waits until the window manager has done so.
func (w *openWindow) minimise() {
	w.t.Helper()
	w.do("windowminimize", w.id)
	eventually(w.t, slow, "the window is minimised", func() bool {
		state, err := w.tool("xprop", "-id", w.id, "WM_STATE").Output()
		return err == nil && strings.Contains(string(state), "Iconic")
	})
}

// hasRead is how much the program has read until now, in bytes: of files, /proc among
// them, and not of the display (proc(5), rchar of /proc/PID/io).
func (w *openWindow) hasRead() int {
	w.t.Helper()
	total := 0
	for _, pid := range append(childrenOf(w.t, w.process.Pid), w.process.Pid) {
		content, err := os.ReadFile(fmt.Sprintf("/proc/%d/io", pid))
		if err != nil {
			w.t.Fatal(err)
		}
		var bytes int
		if _, err := fmt.Sscanf(string(content), "rchar: %d", &bytes); err != nil {
			w.t.Fatal(err)
		}
		total += bytes
	}
	return total
}

// restingBytes is what may be read besides: signals between the program's threads.
const restingBytes = 4 << 10

func TestAMinimisedWindowLooksAtNothing(t *testing.T) {
	w := thisComputer(t).open(t, plainWindow)
	w.press("ctrl+2")
	w.photograph("ports")
	for before := w.hasRead(); w.hasRead()-before < 2*restingBytes; pause(time.Second) { // it refreshes
	}
	w.minimise()
	pause(3 * time.Second) // a refresh may be under way
	before := w.hasRead()
	pause(15 * time.Second) // seven refreshes at the usual interval
	if read := w.hasRead() - before; read > restingBytes {
		t.Errorf("it read %d bytes while minimised", read)
	}
	w.do("windowactivate", "--sync", w.id)
	eventually(t, slow, "it looks again", func() bool { return w.hasRead()-before > 2*restingBytes })
}
