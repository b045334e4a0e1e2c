//go:build e2e && linux

package e2e

import (
	"bytes"
	"image"
	"strconv"
	"time"
)

// focus goes with the Tab key to the control with this label.
func (w *openWindow) focus(label string) {
	w.t.Helper()
	w.focusAt(w.seeButton(label))
}

// focusAt goes with the Tab key to the control at a place. That it has the focus
// is seen as a person sees it: it looks different from before.
func (w *openWindow) focusAt(at place) {
	w.t.Helper()
	w.do("mousemove", "1279", "899") // the mouse must not change how it looks
	before := w.steady(at)
	const mostControls = 60
	for range mostControls {
		w.press("Tab")
		if now := w.steady(at); !bytes.Equal(now.Pix, before.Pix) {
			return
		}
	}
	w.photograph("no-focus")
	w.t.Fatalf("%q never shows that it has the focus", at.Text)
}

// steady returns a picture of a place when it has stopped changing.
func (w *openWindow) steady(at place) *image.RGBA {
	w.t.Helper()
	last := w.picture(at)
	for {
		pause(100 * time.Millisecond) // longer than Fyne takes to draw what a key did
		now := w.picture(at)
		if bytes.Equal(now.Pix, last.Pix) {
			return now
		}
		last = now
	}
}

// picture returns a picture of a place with the edge around it, where some
// controls show the focus.
func (w *openWindow) picture(at place) *image.RGBA {
	w.t.Helper()
	const edge = 2
	crop := strconv.Itoa(at.Width+2*edge) + "x" + strconv.Itoa(at.Height+2*edge) + "+" +
		strconv.Itoa(max(at.X-edge, 0)) + "+" + strconv.Itoa(max(at.Y-edge, 0))
	out, err := w.tool("import", "-window", w.id, "-crop", crop, "png:-").Output()
	if err != nil {
		w.t.Fatalf("import: %v", err)
	}
	return flatten(w.t, out)
}
