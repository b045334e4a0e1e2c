package native

import (
	"bufio"
	"errors"
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
// alike. of-ss and the like are parts of their middle time: the smaller the better.
// cpu-ms/op is what all threads of this process together took, with the refreshes now
// and then that find out again what was remembered; median-cpu-ms is what the middle
// one took. us/socket is the middle time by the number of sockets that the load has: it
// stays when cost grows linearly.
func BenchmarkListeners(b *testing.B) {
	for _, processes := range []int{0, 10, 100, 1000} {
		b.Run(fmt.Sprintf("%dx10", processes), func(b *testing.B) {
			load(b, processes, 10)
			sockets := processes * 10
			b.Run("first", func(b *testing.B) {
				compare(b, sockets, func() error { return listOwned(b, newSockets(), newSupervisors()) })
			})
			b.Run("first-described", func(b *testing.B) {
				compare(b, sockets, func() error { return listDescribed(b, newSockets(), newSupervisors(), newProcesses()) })
			})
			b.Run("refresh", func(b *testing.B) {
				known, owners := newSockets(), newSupervisors()
				compare(b, sockets, func() error { return listOwned(b, known, owners) })
			})
			b.Run("refresh-described", func(b *testing.B) {
				known, owners, programs := newSockets(), newSupervisors(), newProcesses()
				compare(b, sockets, func() error { return listDescribed(b, known, owners, programs) })
			})
			b.Run("fallback", func(b *testing.B) {
				compare(b, sockets, func() error {
					_, err := listWithoutNetlink(b.Context(), true)
					return err
				})
			})
		})
	}
}

// listOwned lists what "ss -p" does: every socket with the names of its holders,
// which are read to find out who owns them.
func listOwned(b *testing.B, s sockets, owners supervisors) error {
	b.Helper()
	found, err := s.Listeners(b.Context(), platform.Query{UDP: true})
	if err != nil {
		return err
	}
	_, err = owners.Owners(b.Context(), found.All, platform.Query{UDP: true})
	return err
}

// listDescribed is listOwned with all else that is told about a program: command
// line, executable, user, directory, start, parent.
func listDescribed(b *testing.B, s sockets, owners supervisors, programs processes) error {
	b.Helper()
	found, err := s.Listeners(b.Context(), platform.Query{UDP: true})
	if err != nil {
		return err
	}
	if _, err := owners.Owners(b.Context(), found.All, platform.Query{UDP: true}); err != nil {
		return err
	}
	done := map[int]bool{}
	for _, l := range found.All {
		for _, pid := range l.PIDs {
			if done[pid] {
				continue
			}
			done[pid] = true
			if _, err := programs.Describe(b.Context(), pid); err != nil && !errors.Is(err, platform.ErrGone) {
				return err
			}
		}
	}
	return nil
}

// others are the programs to compare with, by how the figure is called.
func others(b *testing.B) map[string]func() error {
	b.Helper()
	all := map[string]func() error{"of-gopsutil": func() error {
		_, err := gopsutil.ConnectionsWithoutUidsWithContext(b.Context(), "inet")
		return err
	}}
	for name, command := range map[string][]string{
		"of-ss": {"ss", "-tulnp"}, "of-netstat": {"netstat", "-tulnp"},
		"of-lsof": {"lsof", "-nP", "-iTCP", "-sTCP:LISTEN"},
	} {
		program, err := exec.LookPath(command[0])
		if err != nil {
			b.Logf("not compared: %v", err)
			continue
		}
		all[name] = func() error {
			err := exec.CommandContext(b.Context(), program, command[1:]...).Run()
			var exit *exec.ExitError
			if errors.As(err, &exit) && command[0] == "lsof" {
				return nil // it says so when it lists nothing
			}
			return err
		}
	}
	return all
}

// compare times ours and the others one after the other.
func compare(b *testing.B, sockets int, ours func() error) {
	b.Helper()
	if err := ours(); err != nil { // what is learned once is not measured
		b.Fatal(err)
	}
	const rounds = 11 // of the others: they are slow
	theirs, took := others(b), map[string][]time.Duration{}
	var our, cpus []time.Duration
	var cpu time.Duration
	for b.Loop() {
		before, begun := cpuTime(b), time.Now()
		if err := ours(); err != nil {
			b.Fatal(err)
		}
		our = append(our, time.Since(begun))
		spent := cpuTime(b) - before
		cpu, cpus = cpu+spent, append(cpus, spent)
		if len(our) > rounds {
			continue
		}
		b.StopTimer()
		for name, run := range theirs {
			took[name] = append(took[name], timed(b, run))
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(cpu)/float64(len(our))/1e6, "cpu-ms/op")
	b.ReportMetric(float64(median(cpus))/1e6, "median-cpu-ms")
	b.ReportMetric(float64(median(our))/1e6, "median-ms")
	if sockets > 0 {
		b.ReportMetric(float64(median(our))/1e3/float64(sockets), "us/socket")
	}
	for name, durations := range took {
		b.ReportMetric(float64(median(our))/float64(median(durations)), name)
	}
}

func timed(b *testing.B, run func() error) time.Duration {
	b.Helper()
	begun := time.Now()
	if err := run(); err != nil {
		b.Fatal(err)
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
