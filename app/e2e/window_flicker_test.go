//go:build e2e && linux

package e2e

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// screenshot is what a virtual screen shows: blue, green, red and nothing for each pixel.
type screenshot struct {
	pixels []byte
	line   int // bytes
}

// screenshot reads the memory of the virtual screen, which takes some milliseconds: fifty
// times as fast as asking it for a picture. It is in the format of xwd (XWDFile.h): a
// header of big-endian numbers, a table of colours of 12 bytes each, and the pixels. It is
// read until it says the same twice: a window may be on its way to the screen.
func (d *display) screenshot(t testing.TB) screenshot {
	t.Helper()
	var content []byte
	for before := []byte(nil); before == nil || !bytes.Equal(content, before); {
		before = content
		var err error
		if content, err = os.ReadFile(d.memory); err != nil {
			t.Error(err)
			return screenshot{}
		}
	}
	number := func(i int) int { return int(binary.BigEndian.Uint32(content[4*i:])) }
	const headerSize, bytesPerLine, colours = 0, 12, 19
	return screenshot{pixels: content[number(headerSize)+12*number(colours):], line: number(bytesPerLine)}
}

// part is a copy of what is seen at a place of the screen.
func (s screenshot) part(at place) []byte {
	var all []byte
	for y := at.Y; y < at.Y+at.Height; y++ {
		all = append(all, s.pixels[y*s.line+4*at.X:y*s.line+4*(at.X+at.Width)]...)
	}
	return all
}

// onScreen is a place of the window as one of the screen.
func (w *openWindow) onScreen(at place) place {
	w.t.Helper()
	out, err := w.tool("xwininfo", "-id", w.id).Output() // xdotool counts the frame twice
	if err != nil {
		w.t.Fatalf("xwininfo: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		var n int
		if _, err := fmt.Sscanf(strings.TrimSpace(line), "Absolute upper-left X: %d", &n); err == nil {
			at.X += n
		}
		if _, err := fmt.Sscanf(strings.TrimSpace(line), "Absolute upper-left Y: %d", &n); err == nil {
			at.Y += n
		}
	}
	return at
}

// serverOn starts a program in c that holds a port until the test, or who calls end, ends it.
func serverOn(t *testing.T, c *computer, port int) (end func()) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(c.enter[0], append(slices.Clone(c.enter[1:]), self, "--shop-server")...)
	cmd.Env = append(os.Environ(), roleVariable+"="+obedient, addressVariable+"=127.0.0.1", portVariable+"="+strconv.Itoa(port))
	pid := startAndWaitFor(t, cmd, strconv.Itoa(port))
	return func() {
		if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
			t.Error(err)
		}
	}
}

// TestNothingFlickersWhilePortsComeAndGo looks at the window twenty times a second while a
// port above those in sight opens and closes, the list refreshes by itself and is asked
// to: no picture shows the list empty, moved or without its selection, or another pane.
func TestNothingFlickersWhilePortsComeAndGo(t *testing.T) {
	const first, last, chosen, restless = 3000, 3024, 3012, 2900
	c := alone(t, quiet, "ip link set lo up")
	for port := first; port <= last; port++ {
		serverOn(t, c, port)
	}
	w := c.open(t, window)
	w.press("ctrl+2")
	row := w.rowOf(strconv.Itoa(first))
	w.do("mousemove", "--window", w.id, strconv.Itoa(row.X+200), strconv.Itoa(row.Y+100))
	high := row.Height
	for w.seenRow(chosen).Height != high || w.seenRow(first).Height != 0 {
		w.do("click", "5") // the wheel
		pause(300 * time.Millisecond)
	}
	row = w.rowOf(strconv.Itoa(chosen))
	w.clickAt(row.X+20, row.Y+row.Height/2)
	title := w.textAt(filled(t, "ui.ports.detail.title", "Port", strconv.Itoa(chosen), "Name", "e2e.test"))
	w.do("mousemove", "1279", "899")
	w.photograph("before")

	// The column of the port numbers, from the first whole row in sight to the last; the
	// rest of a row tells the time.
	column := row
	column.Width, column.X = 50, row.X+4
	for port := first; port <= last; port++ {
		if seen := w.seenRow(port); seen.Height == high {
			low := max(column.Y+column.Height, seen.Y+seen.Height)
			column.Y = min(column.Y, seen.Y)
			column.Height = low - column.Y
		}
	}
	if rows := column.Height / high; rows < 4 {
		t.Fatalf("only %d rows are in sight", rows)
	}
	count := w.onScreen(w.textAt(strconv.Itoa(last-first+1) + " open ports"))
	still := []struct {
		name string
		at   place
	}{{"the list", w.onScreen(column)}, {"the pane", w.onScreen(title)}}
	before := w.screenshot(t)

	const rate, lasting = 20, 10 * time.Second
	ticker := time.NewTicker(time.Second / rate)
	defer ticker.Stop()
	end := func() {}
	counts, pictures := map[string]bool{}, 0
	for began, changed := time.Now(), 0; time.Since(began) < lasting; pictures++ {
		<-ticker.C
		now := w.screenshot(t)
		for _, each := range still {
			if !bytes.Equal(now.part(each.at), before.part(each.at)) {
				w.photograph("flicker")
				t.Fatalf("after %v %s looks different", time.Since(began), each.name)
			}
		}
		counts[string(now.part(count))] = true
		if due := int(time.Since(began) / (1200 * time.Millisecond)); due > changed {
			changed = due
			if changed%2 == 1 {
				end = serverOn(t, c, restless)
			} else {
				end()
			}
			w.press("F5")
		}
	}
	w.photograph("after")
	t.Logf("%d pictures, %d different numbers of ports", pictures, len(counts))
	if len(counts) < 2 || pictures < int(lasting.Seconds())*rate/4 {
		t.Errorf("%d pictures with %d different numbers of ports: this test saw nothing", pictures, len(counts))
	}
	w.wantQuiet()
}

// seenRow is the row of a port if it is in sight.
func (w *openWindow) seenRow(port int) place {
	for _, each := range w.shown() {
		if each.Kind == "row" && strings.HasPrefix(each.Text, fmt.Sprint(port)+" ") {
			return each
		}
	}
	return place{}
}

// textAt waits for a text and returns its place.
func (w *openWindow) textAt(text string) place {
	w.t.Helper()
	var found place
	w.await("the text "+text, func() bool {
		for _, each := range w.shown() {
			if each.Kind == "text" && each.Text == text {
				found = each
			}
		}
		return found.Text != ""
	})
	return found
}
