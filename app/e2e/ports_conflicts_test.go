//go:build e2e && linux

package e2e

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// holdAlso starts a second child on the port of another, on address.
func holdAlso(t *testing.T, port int, address string) *child {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "--shop-server")
	cmd.Env = append(os.Environ(), roleVariable+"="+obedient, addressVariable+"="+address, portVariable+"="+strconv.Itoa(port))
	c := &child{port: port, ended: make(chan struct{})}
	if said := startAndReadUntil(t, cmd, c.ended); said != strconv.Itoa(port) {
		t.Fatalf("it says %q", said)
	}
	c.pid = cmd.Process.Pid
	return c
}

func TestTwoProgramsOnTheAddressesOfLocalhostAreNamed(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		four := holdPort(t, obedient, "127.0.0.1")
		six := holdAlso(t, four.port, "::1")
		here := thisComputer(t)
		for _, args := range [][]string{{"ports", "--json"}, {"ports", four.portText(), "--json"}} {
			var got portsAnswer
			here.run(t, program, args...).wantExit(t, 0).into(t, &got)
			var of []conflictAnswer
			for _, c := range got.Conflicts {
				if c.Port == four.port {
					of = append(of, c)
				}
			}
			if len(of) != 1 || of[0].Answers["127.0.0.1"] != four.pid || of[0].Answers["::1"] != six.pid || of[0].Explanation == "" {
				t.Errorf("%v: conflicts %+v, want %d on 127.0.0.1 and %d on ::1", args, of, four.pid, six.pid)
			}
		}
		text := here.run(t, program, "ports", four.portText()).wantExit(t, 0).stdout
		for _, want := range []string{"PID " + strconv.Itoa(four.pid), "PID " + strconv.Itoa(six.pid), "two programs"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
	})
}

func TestOneProgramOnBothAddressesIsNoConflict(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	var got portsAnswer
	thisComputer(t).run(t, build(t, terminal), "ports", held.portText(), "--json").wantExit(t, 0).into(t, &got)
	if len(got.Conflicts) != 0 {
		t.Errorf("conflicts %+v", got.Conflicts)
	}
}

func TestSuggestPassesAHeldPortOver(t *testing.T) {
	for _, address := range []string{"127.0.0.1", "::1"} {
		t.Run(address, func(t *testing.T) {
			held := holdPort(t, obedient, address)
			var got struct {
				Port   int `json:"port"`
				Asked  int `json:"asked"`
				WhyNot []struct {
					Port    int    `json:"port"`
					Because string `json:"because"`
				} `json:"why_not"`
			}
			thisComputer(t).run(t, build(t, terminal), "suggest", held.portText(), "--json").wantExit(t, 0).into(t, &got)
			if got.Asked != held.port || got.Port <= held.port || len(got.WhyNot) == 0 || got.WhyNot[0].Port != held.port ||
				!strings.Contains(got.WhyNot[0].Because, strconv.Itoa(held.pid)) {
				t.Errorf("got %+v, want it to name %d", got, held.pid)
			}
			wantFree(t, got.Port)
		})
	}
}

func TestWatchTellsWhenAPortIsFreedAndTaken(t *testing.T) {
	first := holdPort(t, obedient, "127.0.0.1")
	cmd := thisComputer(t).command(t, build(t, terminal), "ports", first.portText(), "--watch", "--json")
	changes, hints := readable(t, cmd.StdoutPipe), readable(t, cmd.StderrPipe)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	t.Cleanup(func() {
		if !ended {
			_ = cmd.Process.Kill() // it has ended by itself or ends now
			_ = cmd.Wait()
		}
	})
	giveUp := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() }) // ends the reading below
	defer giveUp.Stop()
	if hint := line(t, hints); !strings.Contains(hint, first.portText()) {
		t.Errorf("it begins with %q", hint)
	}

	end(t, first)
	wantChange(t, changes, "freed", first)
	wantChange(t, changes, "taken", holdAlso(t, first.port, "127.0.0.1"))

	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if last := line(t, changes); !strings.Contains(last, `"interrupted"`) {
		t.Errorf("it ends with %s", last)
	}
	exit, err := exitCode(cmd.Wait())
	ended = true
	if err != nil || exit != 130 {
		t.Errorf("exit code %d, %v", exit, err)
	}
}

// end stops a child and waits for it.
func end(t *testing.T, c *child) {
	t.Helper()
	process, err := os.FindProcess(c.pid)
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-c.ended
}

func readable(t *testing.T, pipe func() (io.ReadCloser, error)) *bufio.Reader {
	t.Helper()
	r, err := pipe()
	if err != nil {
		t.Fatal(err)
	}
	return bufio.NewReader(r)
}

func line(t *testing.T, from *bufio.Reader) string {
	t.Helper()
	text, err := from.ReadString('\n')
	if err != nil {
		t.Fatalf("%v after %q", err, text)
	}
	return text
}

func wantChange(t *testing.T, from *bufio.Reader, change string, by *child) {
	t.Helper()
	var got struct {
		Change   string         `json:"change"`
		Listener listenerAnswer `json:"listener"`
	}
	text := line(t, from)
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if got.Change != change || got.Listener.Port != by.port || len(got.Listener.Holders) != 1 || got.Listener.Holders[0].PID != by.pid {
		t.Errorf("got %s, want port %d %s by %d", text, by.port, change, by.pid)
	}
}
