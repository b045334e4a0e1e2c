//go:build e2e && linux

package e2e

import (
	"os/exec"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// crowdScript makes a thousand processes that hold ten sockets each and wait.
const crowdScript = `
import os, signal, socket, sys
for i in range(int(sys.argv[1])):
    if os.fork() == 0:
        held = []
        for k in range(10):
            kind = socket.SOCK_STREAM if k < 5 else socket.SOCK_DGRAM
            s = socket.socket(socket.AF_INET, kind)
            s.bind(("127.0.0.1", 0))
            if k < 5:
                s.listen()
            held.append(s)
        signal.pause()
print("ready", flush=True)
signal.pause()
`

// BenchmarkCommands is how long a command of the terminal takes as a whole process,
// and how much of a processor, alone and beside 1,000 processes with 10 sockets each.
// version, which looks at nothing, is what starting a program costs here.
func BenchmarkCommands(b *testing.B) {
	need(b, "python3")
	here, program := thisComputer(b), build(b, terminal)
	held := holdPort(b, obedient, "127.0.0.1", "::1")
	const runs = 21
	for _, crowd := range []int{0, 1000} {
		b.Run("beside-"+strconv.Itoa(crowd), func(b *testing.B) {
			if crowd > 0 {
				cmd := exec.Command("python3", "-c", crowdScript, strconv.Itoa(crowd))
				cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
				startAndWaitFor(b, cmd, "ready")
				b.Cleanup(func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }) // all that it has started
			}
			for name, arguments := range map[string][]string{
				"version": {"version"}, "test-refused": {"test", "localhost:1"}, "test-answered": {"test", "localhost:" + held.portText()},
				"suggest": {"suggest", "3000"}, "explain": {"explain", "EADDRINUSE: address already in use 127.0.0.1:" + held.portText()},
			} {
				b.Run(name, func(b *testing.B) {
					var took, used []time.Duration
					for range runs {
						cmd := here.command(b, program, arguments...)
						start := time.Now()
						_ = cmd.Run() // some of them have bad news
						took = append(took, time.Since(start))
						used = append(used, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
					}
					slices.Sort(took)
					slices.Sort(used)
					b.ReportMetric(float64(took[0].Microseconds())/1000, "least-ms")
					b.ReportMetric(float64(took[runs/2].Microseconds())/1000, "median-ms")
					b.ReportMetric(float64(used[runs/2].Microseconds())/1000, "cpu-ms")
					b.ReportMetric(0, "ns/op")
				})
			}
		})
	}
}
