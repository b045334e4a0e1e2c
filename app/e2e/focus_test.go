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

// focusAt goes with the Tab key to the control at a place, and returns how many times it
// was pressed. Each press waits until the program says that the keyboard is elsewhere: on a
// busy computer the window may show for long what was before. That the control has the
// focus is seen as a person sees it, too: it looks different from before.
func (w *openWindow) focusAt(at place) (presses int) {
	w.t.Helper()
	w.do("mousemove", "1279", "899") // the mouse must not change how it looks
	before := w.steady(at)
	const mostControls = 60
	for presses < mostControls {
		if now := w.lies(at); now.Width != at.Width { // what it looked like was another button
			at, before = now, w.steady(now)
		}
		was := w.keyboard()
		w.press("Tab")
		presses++
		w.await("the Tab key has been heard", func() bool { return w.keyboard() != was })
		if at = w.lies(at); w.keyboard().holds(at) {
			w.await("what has the focus looks different", func() bool { return !bytes.Equal(w.picture(at).Pix, before.Pix) })
			return presses
		}
	}
	w.photograph("no-focus")
	w.t.Fatalf("%q never gets the focus", at.Text)
	return presses
}

// keyboard is where the focus is; the zero place when it is nowhere.
func (w *openWindow) keyboard() place {
	for _, each := range w.shown() {
		if each.Kind == "focus" {
			return each
		}
	}
	return place{}
}

// holds reports whether p is where the focus is when other has it. A row has it with the
// whole table around it.
func (p place) holds(other place) bool {
	if other.Kind != "row" {
		return p.X == other.X && p.Y == other.Y && p.Width == other.Width && p.Height == other.Height
	}
	x, y := other.X+other.Width/2, other.Y+other.Height/2
	return x >= p.X && x < p.X+p.Width && y >= p.Y && y < p.Y+p.Height
}

// lies is where the control is now: it may have been scrolled since it was at a place, and
// be wider since it became the one that matters most.
func (w *openWindow) lies(at place) place {
	nearest, found := at, false
	for _, each := range w.shown() {
		same := each.Kind == at.Kind && each.Text == at.Text && each.X == at.X
		if same && (!found || max(each.Y-at.Y, at.Y-each.Y) < max(nearest.Y-at.Y, at.Y-nearest.Y)) {
			nearest, found = each, true
		}
	}
	return nearest
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
