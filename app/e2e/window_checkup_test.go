//go:build e2e && linux

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestTheWindowOpensWithACheckUp(t *testing.T) {
	healthy := healthyComputer(t)
	w := healthy.open(t, window)
	t.Logf("on screen after %v", w.opened)
	w.seeButton(label(t, "ui.checkup.again"))
	w.see(label(t, "ui.checkup.checked"))
	w.photograph("healthy")
	if width, height := w.size(); width != 1100 || height < 720 {
		t.Errorf("size %d × %d", width, height)
	}
	if out, err := w.tool("xprop", "-id", w.id, "WM_NORMAL_HINTS").Output(); err != nil || !strings.Contains(string(out), "minimum size: 800 by 5") {
		t.Errorf("no minimum size of 800 × 560 or less: %v\n%s", err, out)
	}
	if out, err := w.tool("xprop", "-id", w.id, "32c", "_NET_WM_ICON").Output(); err != nil || strings.Count(string(out), ",") < 16*16 {
		t.Errorf("no icon: %v\n%.200q", err, out)
	}
	w.wantQuiet()
}

// A person who only waits must see the result: nothing may need a touch to appear.
func TestTheResultIsDrawnWithoutATouch(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	for _, c := range []struct {
		name, done string
		begin      func(*openWindow)
	}{
		{"check-up", "ui.checkup.again", func(*openWindow) {}},
		{"test", "ui.details", func(w *openWindow) {
			w.press("ctrl+4")
			w.seeButton(label(t, "ui.test.do"))
			w.write("localhost:" + held.portText())
			w.press("Return")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := thisComputer(t).open(t, window)
			c.begin(w)
			w.seeButton(label(t, c.done))
			pause(1500 * time.Millisecond) // many frames, also on a busy computer
			// Below the field with the caret.
			page := place{X: 210, Y: 135, Width: 880, Height: 560}
			waited := w.picture(page)
			w.do("mousemove", "--window", w.id, "1095", "714") // where nothing is
			w.do("mousemove", "1279", "899")
			w.photograph("touched")
			if touched := w.picture(page); !bytes.Equal(waited.Pix, touched.Pix) {
				t.Error("what it found is drawn only after the mouse has moved")
			}
		})
	}
}

func TestEveryScreenIsReachedByMouseAndByKeyboard(t *testing.T) {
	screens := []struct{ key, name, shows string }{
		{"ctrl+5", "learn.screen", "learn.loopback.title"},
		{"ctrl+4", "ui.screen.test", "ui.test.do"},
		{"ctrl+3", "ui.screen.hosts", "ui.repair.title"},
		{"ctrl+2", "ui.screen.ports", "ui.search"},
		{"ctrl+1", "ui.screen.checkup", "ui.checkup.again"},
	}
	w := thisComputer(t).open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	for _, s := range screens {
		w.click(label(t, s.name))
		w.seeButton(label(t, s.shows))
		w.photograph("mouse-" + s.name)
	}
	for _, s := range screens {
		w.press(s.key)
		w.seeButton(label(t, s.shows))
	}
	w.wantQuiet()
	w.press("ctrl+q")
	w.await("the program ends", w.hasEnded)
}

// Fyne tells of calls from the wrong goroutine only in a program that does not
// promise to make none.
func TestNothingTouchesTheWindowFromTheWrongThread(t *testing.T) {
	wantNoPromise(t)
	held := holdPort(t, obedient, "127.0.0.1")
	w := thisComputer(t).open(t, checked)
	w.seeButton(label(t, "ui.checkup.again"))
	w.click(label(t, "ui.checkup.again"))
	w.seeButton(label(t, "ui.checkup.again"))
	w.press("ctrl+2")
	w.findPort(held)
	w.click(label(t, "ui.ports.stop"))
	w.click(label(t, "ui.stop.do"))
	w.await("the program is stopped", held.hasEnded)
	w.click(label(t, "ui.done"))
	w.press("ctrl+3")
	w.click(label(t, "ui.hosts.reload"))
	w.click(label(t, "ui.repair.title"))
	w.await("the dialog opens", func() bool {
		return strings.Contains(w.texts(), label(t, "ui.done")) || strings.Contains(w.texts(), label(t, "ui.cancel"))
	})
	w.press("Escape")
	w.press("ctrl+4")
	w.seeButton(label(t, "ui.test.do"))
	w.write("localhost:" + held.portText())
	w.press("Return")
	w.seeButton(label(t, "ui.details"))
	w.press("ctrl+1")
	w.seeButton(label(t, "ui.checkup.again"))
	w.press("F5")
	w.seeButton(label(t, "ui.checkup.again"))
	if strings.Contains(w.stderr.String(), "Error in Fyne call thread") {
		t.Errorf("stderr: %s", w.stderr)
	}
}

// wantNoPromise looks whether the sources that the checked program is made of
// switch Fyne's check off: then this test would see nothing.
func wantNoPromise(t *testing.T) {
	t.Helper()
	list := exec.Command("go", "list", "-tags", checkedTags, "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, ".", "./app/window")
	list.Dir = top(t)
	files, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range strings.Fields(string(files)) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), `"fyneDo"`) {
			t.Errorf("%s promises fyneDo, which switches the check off", file)
		}
	}
}

// wantQuiet checks that nothing was written for a person to worry about.
func (w *openWindow) wantQuiet() {
	w.t.Helper()
	for line := range strings.Lines(w.stderr.String()) {
		// Fyne asks the desktop's message bus for its colours, and there is none here.
		aboutBus := strings.Contains(line, "failed to watch theme settings") ||
			strings.Contains(line, "dbus-launch") || strings.Contains(line, "app/app_xdg.go")
		if !aboutBus {
			w.t.Errorf("stderr: %s", line)
		}
	}
}
