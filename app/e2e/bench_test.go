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
	"syscall"
	"testing"
	"time"
)

// starts is how often each window is opened to see how long that takes.
const starts = 9

// BenchmarkWindowOnScreen is the time from the start of the program until its window is
// seen, and what it computed until then, beside the smallest window that Fyne can open.
// They are opened in turn; the middle time is told, and how many times as long as the
// smallest window it is. On a computer that is busy, only the latter says something.
func BenchmarkWindowOnScreen(b *testing.B) {
	build(b, plainWindow)
	build(b, hello)
	for range b.N {
		took, computed := map[program][]float64{}, map[program][]float64{}
		for range starts {
			for _, p := range []program{hello, plainWindow} {
				w := thisComputer(b).open(b, p)
				took[p] = append(took[p], w.opened.Seconds()*1e3)
				computed[p] = append(computed[p], w.processorTime().Seconds()*1e3)
				w.end()
			}
		}
		b.ReportMetric(median(took[plainWindow]), "ms")
		b.ReportMetric(median(took[hello]), "hello-ms")
		b.ReportMetric(median(took[plainWindow])/median(took[hello]), "times-hello")
		b.ReportMetric(median(computed[plainWindow]), "cpu-ms")
		b.ReportMetric(median(computed[hello]), "hello-cpu-ms")
		b.ReportMetric(0, "ns/op")
	}
}

func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

// end ends the program: what is measured next shall not share the computer with it.
func (w *openWindow) end() {
	w.t.Helper()
	if err := syscall.Kill(-w.process.Pid, syscall.SIGKILL); err != nil {
		w.t.Fatal(err)
	}
	eventually(w.t, slow, "the program has ended", w.hasEnded)
}

// watched is how long the idle programs are watched.
const watched = 20 * time.Second

// BenchmarkIdle is how much of one core the program takes when nobody touches it, with
// each screen in front and with the window minimised, beside the smallest window. The
// computer has a network of its own, with five programs that listen: what others on this
// one start and end is no idling.
func BenchmarkIdle(b *testing.B) {
	for _, c := range []struct {
		name string
		of   program
		key  string
		away bool
	}{
		{name: "hello", of: hello},
		{name: "checkup", of: plainWindow, key: "ctrl+1"},
		{name: "ports", of: plainWindow, key: "ctrl+2"},
		{name: "hosts", of: plainWindow, key: "ctrl+3"},
		{name: "test", of: plainWindow, key: "ctrl+4"},
		{name: "learn", of: plainWindow, key: "ctrl+5"},
		{name: "history", of: plainWindow, key: "ctrl+6"},
		{name: "settings", of: plainWindow, key: "ctrl+7"},
		{name: "hello-minimised", of: hello, away: true},
		{name: "ports-minimised", of: plainWindow, key: "ctrl+2", away: true},
	} {
		b.Run(c.name, func(b *testing.B) {
			quiet := withNamespaces(b, nil, "ip link set lo up", "-m", "-n")
			for port := 3001; port <= 3005; port++ {
				startQuietly(b, quiet.command(b, build(b, plainWindow), "serve", "--port", strconv.Itoa(port)))
			}
			for range b.N {
				w := quiet.open(b, c.of)
				w.photograph("opened")
				if c.key != "" {
					w.press(c.key)
				}
				w.photograph("idle")
				if c.away {
					w.minimise()
				}
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

// BenchmarkMemory is what the program and its children hold in memory of their own
// share (proc(5), Pss of smaps_rollup: what several hold is shared out among them), with
// 1,000 listeners and a hosts file of 5,000 lines on screen, beside the smallest window.
// rss-MB counts what they share once for each, graphics libraries and the program itself.
func BenchmarkMemory(b *testing.B) {
	lines := strings.Repeat("127.0.0.1 localhost\n", 1)
	for i := range 5000 {
		lines += fmt.Sprintf("0.0.0.0 tracker%d.example.test\n", i)
	}
	for _, c := range []struct {
		name string
		of   program
		keys []string
	}{
		{"hello", hello, nil},
		{"full", plainWindow, []string{"ctrl+2", "ctrl+3"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for range 1000 {
				listener, err := net.Listen("tcp4", "127.0.0.1:0")
				if err != nil {
					b.Fatal(err)
				}
				defer listener.Close() //nolint:errcheck // the port goes with the test
			}
			sick := sickComputer(b, map[string]string{"/etc/hosts": lines})
			for range b.N {
				w := sick.open(b, c.of)
				w.photograph("opened")
				for _, key := range c.keys {
					w.press(key)
					w.photograph(key)
				}
				pause(3 * time.Second)
				b.ReportMetric(float64(w.memory("Pss"))/1e6, "MB")
				b.ReportMetric(float64(w.memory("Rss"))/1e6, "rss-MB")
				b.ReportMetric(0, "ns/op")
			}
		})
	}
}

// memory is a line of smaps_rollup of the program and its children together, in bytes.
func (w *openWindow) memory(line string) int {
	w.t.Helper()
	total := 0
	for _, pid := range append(childrenOf(w.t, w.process.Pid), w.process.Pid) {
		content, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if err != nil {
			w.t.Fatal(err)
		}
		for each := range strings.Lines(string(content)) {
			var kilobytes int
			if n, err := fmt.Sscanf(each, line+": %d kB", &kilobytes); n == 1 && err == nil {
				total += kilobytes << 10
			}
		}
	}
	return total
}

// ticksPerSecond is the unit of /proc/PID/stat, the same on every Linux that Go
// runs on (proc(5), sysconf(_SC_CLK_TCK)).
const ticksPerSecond = 100

// processorTime is what the program and its children have used so far, in user and
// kernel mode.
func (w *openWindow) processorTime() time.Duration {
	w.t.Helper()
	var used time.Duration
	for _, pid := range append(childrenOf(w.t, w.process.Pid), w.process.Pid) {
		used += processorTimeOf(w.t, pid)
	}
	return used
}

// childrenOf returns the PIDs of what a process has started and that has not ended
// (proc(5), /proc/PID/task/TID/children).
func childrenOf(t testing.TB, pid int) []int {
	t.Helper()
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		t.Fatal(err)
	}
	var children []int
	for _, list := range lists {
		content, err := os.ReadFile(list)
		if err != nil {
			continue // the thread has ended
		}
		for _, field := range strings.Fields(string(content)) {
			child, err := strconv.Atoi(field)
			if err != nil {
				t.Fatal(err)
			}
			children = append(children, child)
		}
	}
	return children
}

func processorTimeOf(t testing.TB, pid int) time.Duration {
	t.Helper()
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	// The name of the program may hold blanks and brackets; the last one closes it.
	fields := strings.Fields(string(content[strings.LastIndexByte(string(content), ')')+1:]))
	var ticks int
	for _, field := range fields[11:13] { // utime and stime, fields 14 and 15 of the line
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond
}
