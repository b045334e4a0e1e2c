package native

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os/exec"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	gopsutil "github.com/shirou/gopsutil/v3/net"

	"localhostdoctor/platform"
)

// openLoad opens a number of loopback sockets: of ten, three are TCP on IPv4, two
// TCP on IPv6, three UDP on IPv4 and two UDP on IPv6.
func openLoad(number string) (opened []io.Closer, err error) {
	count, err := strconv.Atoi(number)
	if err != nil {
		return nil, err
	}
	kinds := []string{"tcp4", "tcp4", "tcp4", "tcp6", "tcp6", "udp4", "udp4", "udp4", "udp6", "udp6"}
	for i := range count {
		kind := kinds[i%len(kinds)]
		address := "127.0.0.1:0"
		if kind[3] == '6' {
			address = "[::1]:0"
		}
		var socket io.Closer
		if kind[:3] == "tcp" {
			socket, err = net.Listen(kind, address)
		} else {
			socket, err = net.ListenPacket(kind, address)
		}
		if err != nil {
			return opened, err
		}
		opened = append(opened, socket)
	}
	return opened, nil
}

func closeAll(opened []io.Closer) {
	for _, socket := range opened {
		_ = socket.Close()
	}
}

// load keeps processes with sockets each until the benchmark ends.
func load(b *testing.B, processes, sockets int) {
	b.Helper()
	for range processes {
		command := child("load", strconv.Itoa(sockets))
		command.Env = append(command.Env, "GOMAXPROCS=1", "GOGC=off")
		input, err := command.StdinPipe()
		if err != nil {
			b.Fatal(err)
		}
		output, err := command.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := command.Start(); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			_ = input.Close()
			_ = command.Process.Kill() // only what this benchmark started
			_ = command.Wait()
		})
		if line, err := bufio.NewReader(output).ReadString('\n'); err != nil || line != "ready\n" {
			b.Fatalf("a child said %q, %v", line, err)
		}
	}
}

// BenchmarkListeners compares the first list and a refresh with the tools that
// give the same list, in turns, so that what else the computer does meets them
// alike. of-ss and of-gopsutil are parts of their middle time: the smaller the
// better. cpu-ms/op is what all threads of this process together took.
func BenchmarkListeners(b *testing.B) {
	everything := platform.Query{UDP: true}
	for _, processes := range []int{0, 10, 100, 1000} {
		b.Run(fmt.Sprintf("%dx10", processes), func(b *testing.B) {
			load(b, processes, 10)
			b.Run("first", func(b *testing.B) {
				compare(b, func() error {
					_, err := newSockets().Listeners(b.Context(), everything)
					return err
				})
			})
			b.Run("refresh", func(b *testing.B) {
				s := newSockets()
				compare(b, func() error {
					_, err := s.Listeners(b.Context(), everything)
					return err
				})
			})
			b.Run("fallback", func(b *testing.B) {
				compare(b, func() error {
					_, err := listWithoutNetlink(b.Context(), true)
					return err
				})
			})
		})
	}
}

// compare times ours, ss and gopsutil one after the other.
func compare(b *testing.B, ours func() error) {
	b.Helper()
	if err := ours(); err != nil { // what is learned once is not measured
		b.Fatal(err)
	}
	const rounds = 20 // of the others: they are slow
	var our, ss, gopsutils []time.Duration
	var cpu time.Duration
	for b.Loop() {
		before, begun := cpuTime(b), time.Now()
		if err := ours(); err != nil {
			b.Fatal(err)
		}
		our = append(our, time.Since(begun))
		cpu += cpuTime(b) - before
		if len(ss) == rounds {
			continue
		}
		b.StopTimer()
		ss = append(ss, timed(b, func() error { return exec.Command("ss", "-tulnp").Run() }))
		gopsutils = append(gopsutils, timed(b, func() error {
			_, err := gopsutil.ConnectionsWithoutUidsWithContext(b.Context(), "inet")
			return err
		}))
		b.StartTimer()
	}
	b.ReportMetric(float64(cpu)/float64(len(our))/1e6, "cpu-ms/op")
	b.ReportMetric(float64(median(our))/1e6, "median-ms")
	b.ReportMetric(float64(median(our))/float64(median(ss)), "of-ss")
	b.ReportMetric(float64(median(our))/float64(median(gopsutils)), "of-gopsutil")
}

func timed(b *testing.B, run func() error) time.Duration {
	b.Helper()
	begun := time.Now()
	if err := run(); err != nil {
		b.Skipf("needs something to compare with: %v", err)
	}
	return time.Since(begun)
}

func median(took []time.Duration) time.Duration {
	took = slices.Sorted(slices.Values(took))
	return took[len(took)/2]
}

// cpuTime is the time that this process has spent on all cores.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
