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

	"golang.org/x/sys/unix"
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

// The idle programs are watched for this long, and so often; the middle time counts.
const (
	watched = 15 * time.Second
	rounds  = 5
)

// idler is a program that nobody touches.
type idler struct {
	name string
	of   program
	key  string // leads to the screen in front
	away bool   // minimised
}

// BenchmarkIdle is how much of one core the program takes when nobody touches it, with
// each screen in front and with the window minimised, and how many hundredths of a core
// that is more than the smallest window takes. All of them are open at the same time, so
// that whatever else this computer does is the same for all. It has a network of its own,
// with five programs that listen: what others on this one start and end is no idling.
func BenchmarkIdle(b *testing.B) {
	idlers := []idler{
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
	}
	used := watchIdle(b, idlers)
	for i, each := range idlers {
		b.Run(each.name, func(b *testing.B) {
			over := make([]float64, rounds)
			for r := range over {
				than := 0
				if each.away {
					than = slices.IndexFunc(idlers, func(o idler) bool { return o.of == hello && o.away })
				}
				over[r] = used[i][r] - used[than][r]
			}
			b.ReportMetric(median(used[i]), "%core")
			b.ReportMetric(median(over), "%over-hello")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// watchIdle returns how much of one core each program took in each round, in hundredths.
func watchIdle(b *testing.B, idlers []idler) [][]float64 {
	b.Helper()
	quiet := withNamespaces(b, nil, "ip link set lo up", "-m", "-n")
	for port := 3001; port <= 3005; port++ {
		startQuietly(b, quiet.command(b, build(b, plainWindow), "serve", "--port", strconv.Itoa(port)))
	}
	windows := make([]*openWindow, len(idlers))
	for i, each := range idlers {
		beside := &computer{state: b.TempDir(), enter: quiet.enter} // each has its own window
		w := beside.open(b, each.of)
		w.photograph("opened")
		if each.key != "" {
			w.press(each.key)
		}
		w.photograph("idle")
		if each.away {
			w.minimise()
		}
		windows[i] = w
	}
	pause(5 * time.Second) // until the work of starting is done
	used := make([][]float64, len(idlers))
	for range rounds {
		before := make([]time.Duration, len(windows))
		for i, w := range windows {
			before[i] = w.processorTime()
		}
		pause(watched)
		for i, w := range windows {
			used[i] = append(used[i], 100*(w.processorTime()-before[i]).Seconds()/watched.Seconds())
		}
	}
	return used
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

// processorTimeOf asks the clock that counts the processor time of a process, all its
// threads together, to the nanosecond (clock_getcpuclockid(3), whose number Linux makes
// of the PID: include/linux/posix-timers.h).
func processorTimeOf(t testing.TB, pid int) time.Duration {
	t.Helper()
	const counted = 2 // CPUCLOCK_SCHED
	var used unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|counted), &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Nano())
}
