//go:build e2e && linux

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// openOnWayland opens the window where there is a Wayland compositor and no X server for
// it: the compositor itself is a window on a screen that the test reads and types into.
func (c *computer) openOnWayland(t testing.TB) *openWindow {
	t.Helper()
	need(t, "weston", "xdotool", "import")
	const socket = "wayland-e2e"
	w := &openWindow{
		display: openPlainDisplay(t), t: t, places: filepath.Join(t.TempDir(), "places.json"), stderr: &safeBuffer{},
	}
	weston := exec.Command("weston", "--backend=x11-backend.so", "--socket="+socket, "--width=1280", "--height=900", "--idle-time=0")
	weston.Env = append(c.environment(), "DISPLAY="+w.name)
	startQuietly(t, weston)
	eventually(t, slow, "the compositor has a window", func() bool {
		out, err := w.tool("xdotool", "search", "--onlyvisible", "--class", "weston").Output()
		w.id = strings.TrimSpace(string(out))
		return err == nil && w.id != ""
	})
	eventually(t, slow, "the compositor listens", func() bool {
		_, err := os.Stat(filepath.Join(c.state, socket))
		return err == nil
	})
	whole := append(append([]string{}, c.enter...), build(t, window))
	cmd := exec.Command(whole[0], whole[1:]...)
	cmd.Env = append(c.environment(), "WAYLAND_DISPLAY="+socket, placesVariable+"="+w.places)
	cmd.Stderr = w.stderr
	startQuietly(t, cmd)
	w.process, c.window = cmd.Process, cmd.Process
	return w
}

func TestTheWindowOpensWhereThereIsWaylandOnly(t *testing.T) {
	w := healthyComputer(t).openOnWayland(t)
	w.see("Localhost works on this computer")
	w.photograph("check-up")
	w.press("ctrl+2")
	w.seeButton(label(t, "ports-window.free.title"))
	w.press("ctrl+4")
	w.seeButton(label(t, "ui.test.do"))
	w.write("127.0.0.1:1")
	w.press("Return")
	w.see("127.0.0.1:1")
	w.photograph("test")
	for line := range strings.Lines(w.stderr.String()) {
		if strings.Contains(line, "Wayland") || strings.Contains(line, "GLFW") {
			t.Errorf("stderr: %s", line)
		}
	}
	w.wantQuiet()
}
