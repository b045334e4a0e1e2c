//go:build e2e && linux

package e2e

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"localhostdoctor/platform/fake"
)

// startAs starts an obedient server on port in the namespaces of c and returns its PID
// there: the one after last, unless that is 0.
func (c *computer) startAs(t *testing.T, port uint16, last int) int {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := `if [ "$2" != 0 ]; then echo "$2" >/proc/sys/kernel/ns_last_pid; fi; "$1" --shop-server >/dev/null & echo $!; wait`
	arguments := append(append([]string{}, c.enter...), "sh", "-c", script, "sh", self, strconv.Itoa(last))
	cmd := exec.Command(arguments[0], arguments[1:]...)
	cmd.Env = append(os.Environ(), roleVariable+"="+obedient, addressVariable+"=127.0.0.1", fmt.Sprintf("%s=%d", portVariable, port))
	pid, err := strconv.Atoi(startAndRead(t, cmd))
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, patience, "it listens", func() bool { return answers(port) })
	return pid
}

func answers(port uint16) bool {
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(int(port))))
	if err != nil {
		return false
	}
	return conn.Close() == nil
}

// end ends a process of c.
func (c *computer) end(t *testing.T, pid int, port uint16) {
	t.Helper()
	arguments := append(append([]string{}, c.enter...), "kill", "-KILL", strconv.Itoa(pid))
	if output, err := exec.Command(arguments[0], arguments[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	eventually(t, patience, "it has ended", func() bool { return !answers(port) })
}

// While the person reads what would be stopped, it ends, and another program gets its
// number and its port.
func TestFreeDoesNotStopAnotherProgramWithTheNumberOfTheOneThatWasShown(t *testing.T) {
	inside, _ := firstProcess(t, obedient, addressVariable+"=127.0.0.1")
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	const first = 3000
	shown := inside.startAs(t, port, first-1)
	at := atTerminal(t, inside.command(t, build(t, terminal), "free", strconv.Itoa(int(port))))
	eventually(t, patience, "it asks", func() bool { return strings.Contains(at.heard(), "[y/N]") })
	if !strings.Contains(at.heard(), strconv.Itoa(shown)) {
		t.Fatalf("PID %d is not in %s", shown, at.heard())
	}
	inside.end(t, shown, port)
	other := 0
	for range 10 { // a thread may get the number first
		if other = inside.startAs(t, port, shown-1); other == shown {
			break
		}
		inside.end(t, other, port)
	}
	if other != shown {
		t.Fatalf("the other program has PID %d, want %d", other, shown)
	}
	if exit := at.answer(t, "y"); exit != 5 {
		t.Errorf("exit code %d\n%s", exit, at.heard())
	}
	if !answers(port) {
		t.Error("the other program was stopped")
	}
}
