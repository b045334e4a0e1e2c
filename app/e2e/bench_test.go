//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkWindowOnScreen is the time from the start of the program until its
// window is seen, beside that of the smallest window that Fyne can open.
func BenchmarkWindowOnScreen(b *testing.B) {
	for _, p := range []program{plainWindow, hello} {
		b.Run(string(p), func(b *testing.B) {
			build(b, p)
			var total time.Duration
			for range b.N {
				total += thisComputer(b).open(b, p).opened
			}
			b.ReportMetric(float64(total.Milliseconds())/float64(b.N), "ms/window")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// watched is how long the idle programs are watched.
const watched = 30 * time.Second

// BenchmarkIdle is how much of one core the program takes when nobody touches
// it: on the check-up, on the ports that refresh by themselves, and for the
// smallest window.
func BenchmarkIdle(b *testing.B) {
	for _, c := range []struct {
		name string
		of   program
		keys []string
	}{
		{"hello", hello, nil},
		{"checkup", plainWindow, nil},
		{"ports", plainWindow, []string{"ctrl+2"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for range b.N {
				w := thisComputer(b).open(b, c.of)
				w.photograph("opened")
				w.press(c.keys...)
				w.photograph("idle")
				pause(5 * time.Second) // until the work of starting is done
				before := w.processorTime()
				pause(watched)
				used := w.processorTime() - before
				b.ReportMetric(100*used.Seconds()/watched.Seconds(), "%core")
				b.ReportMetric(0, "ns/op")
			}
		})
	}
}

// ticksPerSecond is the unit of /proc/PID/stat, the same on every Linux that Go
// runs on (proc(5), sysconf(_SC_CLK_TCK)).
const ticksPerSecond = 100

// processorTime is what the program has used so far, in user and kernel mode.
func (w *openWindow) processorTime() time.Duration {
	w.t.Helper()
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	// The name of the program may hold blanks and brackets; the last one closes it.
	fields := strings.Fields(string(content[strings.LastIndexByte(string(content), ')')+1:]))
	var ticks int
	for _, field := range fields[11:13] { // utime and stime, fields 14 and 15 of the line
		n, err := strconv.Atoi(field)
		if err != nil {
			w.t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond
}
