//go:build e2e && linux

package e2e

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// framesVariable names the file in which a program built with the tag places tells how
// long the thread that draws was busy with each frame.
const framesVariable = "LOCALHOST_DOCTOR_FRAMES"

// A screen shows 60 pictures a second.
const frameTime = 1000.0 / 60

// BenchmarkScrolling turns the wheel over a table of 10,000 ports for ten seconds, as
// often as the screen shows a picture, in the real window with software in the place of
// a graphics card. It tells how long the thread that draws was busy with each frame:
// reading the wheel, filling rows, laying them out and drawing the whole window, and how
// much of that it computed (cpu-), which depends less on what else this computer does. The
// rest is what a graphics card would do, here a program that shades each pixel: so it is
// measured in the smallest window as well as in that of the first start.
func BenchmarkScrolling(b *testing.B) {
	for range 10000 {
		listener, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		defer listener.Close() //nolint:errcheck // the port goes with the test
	}
	for _, size := range [][2]int{{1100, 720}, {800, 560}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) { scroll(b, size[0], size[1]) })
	}
}

func scroll(b *testing.B, wide, high int) {
	for range b.N {
		file := filepath.Join(b.TempDir(), "frames")
		w := thisComputer(b).open(b, window, placesVariable+"=", framesVariable+"="+file)
		w.do("windowsize", w.id, strconv.Itoa(wide), strconv.Itoa(high))
		w.press("ctrl+2")
		pause(8 * time.Second) // until the table is there
		w.photograph("before")
		width, height := w.size()
		w.do("mousemove", "--window", w.id, strconv.Itoa(width/2), strconv.Itoa(height/2))
		pause(2 * time.Second)
		before := len(busyTimes(b, file))
		began := w.processorTime()
		w.do("click", "--repeat", "600", "--delay", "16", "5")
		used := w.processorTime() - began
		w.photograph("after")
		pause(2 * time.Second) // the last of them are written once a second
		frames := busyTimes(b, file)[before:]
		if len(frames) == 0 {
			b.Fatal("nothing was drawn, or nothing was measured")
		}
		took, computed := make([]float64, len(frames)), make([]float64, len(frames))
		for i, f := range frames {
			took[i], computed[i] = f[0], f[1]
		}
		b.ReportMetric(float64(len(frames)), "frames")
		report(b, took, "")
		report(b, computed, "cpu-")
		b.ReportMetric(float64(used.Milliseconds())/600, "cpu-ms/step")
		b.ReportMetric(0, "ns/op")
	}
}

// report tells how long times are, and how many of a hundred are short enough for 60
// pictures a second.
func report(b *testing.B, times []float64, what string) {
	slices.Sort(times)
	inTime, _ := slices.BinarySearch(times, frameTime)
	b.ReportMetric(times[len(times)/2], what+"median-ms")
	b.ReportMetric(times[len(times)*95/100], what+"p95-ms")
	b.ReportMetric(times[len(times)-1], what+"worst-ms")
	b.ReportMetric(100*float64(inTime)/float64(len(times)), what+"%in-time")
}

// busyTimes are what was written into file until now, in milliseconds: how long the
// thread was busy, and how much of that it computed.
func busyTimes(b *testing.B, file string) [][2]float64 {
	b.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	var times [][2]float64
	for line := range strings.Lines(string(content)) {
		var f [2]float64
		if n, err := fmt.Sscanf(line, "%f %f\n", &f[0], &f[1]); n < 2 || err != nil {
			continue // the last line, in the middle of being written
		}
		times = append(times, f)
	}
	return times
}
