//go:build e2e && linux

package e2e

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// whole is a picture of the window's inside: the red, green, blue and alpha of each pixel.
func (w *openWindow) whole() []byte {
	w.t.Helper()
	out, err := w.tool("import", "-window", w.id, "-depth", "8", "rgba:-").Output()
	if err != nil {
		w.t.Fatalf("import: %v", err)
	}
	return out
}

// restless marks the pixels of the window that change while nobody does anything: times
// of day, and how long ago something was.
func (w *openWindow) restless() (still []byte, mask []bool) {
	w.t.Helper()
	still = w.whole()
	mask = make([]bool, len(still))
	pause(1200 * time.Millisecond) // a second is what the quickest of them counts
	for i, p := range w.whole() {
		mask[i] = p != still[i]
	}
	return still, mask
}

// differ counts the pixels that are not the same in two pictures and stay still by
// themselves.
func differ(a, b []byte, mask []bool) int {
	n := 0
	for i := 0; i < len(a); i += 4 {
		if !bytes.Equal(a[i:i+4], b[i:i+4]) && !slices.Contains(mask[i:i+4], true) {
			n++
		}
	}
	return n
}

// leastRing is less than the ring around the smallest control has, in pixels.
const leastRing = 24

// walkStops goes with the Tab key once around and returns the number of stops. At each of
// them the window looks different from how it looks where nothing has the keyboard, and
// from the stop before. Everything must be in sight without scrolling.
func (w *openWindow) walkStops(name string) int {
	w.t.Helper()
	w.clickAt(10, w.bottom()) // nothing there takes the keyboard
	w.do("mousemove", "1279", "899")
	w.photograph(name)
	nowhere, mask := w.restless()
	var first place
	var before []byte
	const mostStops = 90
	for stop := range mostStops {
		was := w.keyboard()
		w.press("Tab")
		w.await("the Tab key has been heard", func() bool { return w.keyboard() != was })
		switch at := w.keyboard(); {
		case at == first:
			return stop
		case stop == 0:
			first = at
		}
		now := w.drawnAnew(nowhere, mask)
		switch {
		case differ(now, nowhere, mask) < leastRing:
			w.t.Errorf("%s: the Tab key stops at %+v, and nothing shows it", name, w.keyboard())
			w.photograph(name + "-unseen")
		case before != nil && differ(w.drawnAnew(before, mask), before, mask) < leastRing:
			w.t.Errorf("%s: the stop at %+v looks like the one before", name, w.keyboard())
			w.photograph(name + "-same")
		}
		before = now
	}
	w.t.Errorf("%s: more than %d stops", name, mostStops)
	return mostStops
}

// drawnAnew is a picture that is not the same as before as soon as there is one, and any
// when it does not come for a while.
func (w *openWindow) drawnAnew(before []byte, mask []bool) (now []byte) {
	w.t.Helper()
	const patient = 20
	for range patient {
		if now = w.whole(); differ(now, before, mask) >= leastRing {
			return now
		}
		pause(100 * time.Millisecond)
	}
	return now
}

// bottom is a place in the navigation, at the height of its empty part.
func (w *openWindow) bottom() int {
	_, height := w.size()
	return height * 3 / 4
}

func TestEveryStopOfTheTabKeyIsSeen(t *testing.T) {
	c := withServer(t, portInside, "0.0.0.0 ::1")
	c.run(t, "true").wantExit(t, 0)
	// So small that nothing has to be scrolled: then the picture changes by the focus alone.
	w := c.open(t, window, "FYNE_SCALE=0.55")
	w.seeButton(label(t, "ui.checkup.again"))
	w.do("windowsize", w.id, "1260", "840")
	w.await("the window has its size", func() bool { width, _ := w.size(); return width == 1260 })
	stops := map[string]int{}
	for _, s := range []struct {
		name string
		show func()
	}{
		{"checkup", func() { w.press("ctrl+1"); w.seeButton(label(t, "ui.checkup.again")) }},
		{"checkup-unfolded", func() {
			for _, show := range []string{"ui.details", "ui.checkup.guide"} {
				if _, there := w.button(label(t, show)); there {
					w.click(label(t, show))
				}
			}
		}},
		{"ports", func() { w.press("ctrl+2"); w.see(portInside) }},
		{"ports-selected", func() {
			row := w.rowOf(portInside)
			w.clickAt(row.X+20, row.Y+row.Height/2)
			w.seeButton(label(t, "ports-window.copy.details"))
		}},
		{"hosts", func() { w.press("ctrl+3"); w.seeButton(label(t, "ui.hosts.text")) }},
		{"hosts-text", func() { w.click(label(t, "ui.hosts.text")) }},
		{"test", func() { w.press("ctrl+4"); w.seeButton(label(t, "ui.test.do")) }},
		{"test-answered", func() {
			w.click(label(t, "ui.test.hint"))
			w.write("127.0.0.1:" + portInside)
			w.press("Return")
			w.click(label(t, "ui.details"))
		}},
		{"learn", func() { w.press("ctrl+5"); w.see(label(t, "learn.intro")) }},
		{"lesson", func() { w.click(label(t, "learn.containers.title")); w.seeButton(label(t, "learn.back")) }},
		{"history", func() { w.press("ctrl+6"); w.see(label(t, "window.history.none")) }},
		{"settings", func() { w.press("ctrl+7"); w.see(label(t, "window.settings.look")) }},
		{"about", func() { w.press("ctrl+8"); w.see(label(t, "window.about.private")) }},
	} {
		s.show()
		pause(500 * time.Millisecond) // the Tab key walks over what is there, not over what comes
		stops[s.name] = w.walkStops(s.name)
	}
	t.Logf("stops: %v", stops)
	for name, n := range stops {
		if n < 8 { // the navigation has as many
			t.Errorf("%s has only %d stops: this test sees nothing", name, n)
		}
	}
	w.wantQuiet()
}

// rowOf waits for the row of a port.
func (w *openWindow) rowOf(port string) place {
	w.t.Helper()
	var row place
	w.await("the row of port "+port, func() bool {
		for _, each := range w.shown() {
			if each.Kind == "row" && strings.HasPrefix(each.Text, port) {
				row = each
				return true
			}
		}
		return false
	})
	return row
}

func TestATextIsCopiedWithTheMouseAndThePageWithTheKeys(t *testing.T) {
	need(t, "xclip")
	w := healthyComputer(t).open(t, window)
	clipboard := func() string {
		out, err := w.tool("xclip", "-selection", "clipboard", "-out").Output()
		if err != nil {
			return "" // nobody has copied anything yet
		}
		return string(out)
	}
	w.press("ctrl+8")
	w.see(label(t, "window.about.private"))
	const home = "https://github.com/localhostdoctor/localhost-doctor"
	var at place
	w.await("the address of the project", func() bool {
		for _, each := range w.shown() {
			if each.Text == home {
				at = each
			}
		}
		return at.Text != ""
	})
	before := w.steady(at)
	drag := func(from, to int) {
		y := strconv.Itoa(at.Y + at.Height/2)
		w.do("mousemove", "--window", w.id, strconv.Itoa(at.X+from), y, "mousedown", "1")
		for x := from; x != to; x += (to - from) / 10 {
			w.do("mousemove", "--window", w.id, strconv.Itoa(at.X+x), y)
		}
		w.do("mousemove", "--window", w.id, strconv.Itoa(at.X+to), y, "mouseup", "1")
	}
	drag(1, 101)
	if bytes.Equal(w.steady(at).Pix, before.Pix) {
		t.Error("what is selected is not seen")
	}
	w.photograph("selected")
	w.press("ctrl+c")
	w.await("a part of it is copied", func() bool {
		got := clipboard()
		return len(got) > 5 && len(got) < len(home) && strings.HasPrefix(home, got)
	})
	w.clickAt(10, w.bottom())
	if !bytes.Equal(w.steady(at).Pix, before.Pix) {
		t.Error("it stays marked although the keyboard is elsewhere")
	}
	w.press("ctrl+shift+c")
	w.await("the whole page is copied", func() bool {
		got := clipboard()
		return strings.HasPrefix(got, label(t, "window.about")) && strings.Contains(got, "\n"+home+"\n") &&
			strings.Contains(got, label(t, "window.about.private.nothing"))
	})
	w.wantQuiet()
}
