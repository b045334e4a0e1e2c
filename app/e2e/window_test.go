//go:build e2e && linux

package e2e

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	windowName = "Localhost Doctor"
	// slow is how long a window may take for anything on a busy test computer.
	slow = 20 * time.Second
)

// openWindow is a window of the running program.
type openWindow struct {
	*display
	t       testing.TB
	id      string
	process *os.Process
	opened  time.Duration // from the start of the program until it was seen
	places  string        // the file that says where its buttons are
	stderr  *safeBuffer
	shots   int
}

// open starts the program and waits for its window.
func (c *computer) open(t testing.TB, p program, settings ...string) *openWindow {
	t.Helper()
	return c.openOn(t, openDisplay(t), p, settings...)
}

// openOn is open on a screen that is there already.
func (c *computer) openOn(t testing.TB, d *display, p program, settings ...string) *openWindow {
	t.Helper()
	c.closeWindow(t)
	w := &openWindow{display: d, t: t, places: filepath.Join(t.TempDir(), "places.json"), stderr: &safeBuffer{}}
	// It ends when the test asks it to, not after the patience for commands.
	whole := append(append([]string{}, c.enter...), build(t, p))
	cmd := exec.Command(whole[0], whole[1:]...)
	cmd.Env = append(append(c.environment(), "DISPLAY="+d.name, placesVariable+"="+w.places), settings...)
	cmd.Stderr = w.stderr
	start := time.Now()
	startQuietly(t, cmd)
	w.process = cmd.Process
	c.window = cmd.Process
	name := windowName
	if p == hello {
		name = "Hello"
	}
	w.id = d.waitForWindow(t, name)
	w.opened = time.Since(start)
	return w
}

// closeWindow ends the window that was opened before: a computer has one at a time.
func (c *computer) closeWindow(t testing.TB) {
	t.Helper()
	if c.window == nil {
		return
	}
	if err := c.window.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	eventually(t, slow, "the window before has ended", func() bool { return c.window.Signal(syscall.Signal(0)) != nil })
}

// waitForWindow returns the id of the visible window that has this very name.
func (d *display) waitForWindow(t testing.TB, name string) string {
	t.Helper()
	var id string
	eventually(t, slow, "a window named "+name, func() bool {
		out, err := d.tool("xdotool", "search", "--onlyvisible", "--name", "^"+name+"$").Output()
		if err != nil {
			return false
		}
		ids := strings.Fields(string(out))
		if len(ids) == 1 {
			id = ids[0]
		}
		return len(ids) == 1
	})
	return id
}

// do runs xdotool, which must succeed.
func (w *openWindow) do(args ...string) string {
	w.t.Helper()
	out, err := w.tool("xdotool", args...).CombinedOutput()
	if err != nil {
		w.t.Fatalf("xdotool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// clickAt presses the first mouse button at a pixel of the window's inside.
func (w *openWindow) clickAt(x, y int) {
	w.t.Helper()
	w.do("mousemove", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y))
	w.do("click", "1")
}

// press presses keys, named as xdotool does: "ctrl+2", "Return".
func (w *openWindow) press(keys ...string) {
	w.t.Helper()
	for _, key := range keys {
		w.do("key", "--clearmodifiers", "--delay", "40", key)
	}
}

// write types text.
func (w *openWindow) write(text string) {
	w.t.Helper()
	w.do("type", "--delay", "25", text)
}

// size returns the width and height of the window's inside in pixels.
func (w *openWindow) size() (width, height int) {
	w.t.Helper()
	for line := range strings.Lines(w.do("getwindowgeometry", "--shell", w.id)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		n, err := strconv.Atoi(value)
		if err != nil {
			continue // the lines that are not numbers
		}
		switch key {
		case "WIDTH":
			width = n
		case "HEIGHT":
			height = n
		}
	}
	return width, height
}

// hasEnded tells whether the program has ended.
func (w *openWindow) hasEnded() bool { return w.process.Signal(syscall.Signal(0)) != nil }

// safeBuffer is a bytes.Buffer that may be read while it is written to.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
