//go:build e2e && linux

package e2e

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestAReaderThatGoesAwayIsNoDisaster(t *testing.T) {
	program := build(t, terminal)
	for _, line := range []string{"check --json", "ports --json", "hosts show --json", "version", "hosts show", "ports"} {
		t.Run(line, func(t *testing.T) {
			read, write, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := read.Close(); err != nil {
				t.Fatal(err)
			}
			cmd := thisComputer(t).command(t, program, strings.Fields(line)...)
			cmd.Stdout = write
			got := finish(t, cmd).wantExit(t, 1)
			if err := write.Close(); err != nil {
				t.Fatal(err)
			}
			got.wantOneLine(t)
		})
	}
}

func TestAClosedOutputIsNoDisaster(t *testing.T) {
	program := build(t, terminal)
	path := hostsFile(t, redirected)
	for _, line := range []string{"version", "ports --json", "hosts show --file " + path, "hosts repair --file " + path + " --dry-run"} {
		cmd := thisComputer(t).command(t, "sh", "-c", program+" "+line+" >&-")
		got := finish(t, cmd)
		if got.exit != 0 && got.exit != 1 {
			t.Errorf("%s: exit code %d: %s", line, got.exit, got.stderr)
		}
		got.wantExit(t, got.exit)
	}
	wantContent(t, path, redirected)
}

func TestAFullDiskUnderTheOutputIsSaidSo(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		lacking(t, "there is no /dev/full here")
	}
	defer full.Close() //nolint:errcheck // nothing was written
	cmd := thisComputer(t).command(t, build(t, terminal), "ports", "--json")
	cmd.Stdout = full
	finish(t, cmd).wantExit(t, 1).wantOneLine(t)
}

func TestAnInterruptEndsItInOrder(t *testing.T) {
	// A program that does not end when asked gives time to interrupt.
	held := holdPort(t, stubborn, "127.0.0.1")
	cmd := thisComputer(t).command(t, build(t, terminal), "free", held.portText(), "--yes", "--wait", "25s")
	interrupt(t, cmd, func(stderr string) bool { return strings.Count(stderr, "\n") > 1 })
	if held.hasEnded() {
		t.Error("an interrupt must not force the program")
	}
}

func TestAnInterruptEndsTheCheckUp(t *testing.T) {
	asked := silentNameServer(t)
	sick := sickComputer(t, map[string]string{
		"/etc/hosts":         "127.0.0.1 localhost\n",
		"/etc/nsswitch.conf": "hosts: dns files\n",
		"/etc/resolv.conf":   "nameserver " + silentAddress + "\noptions timeout:30 attempts:5\n",
	})
	cmd := sick.command(t, build(t, terminal), "check", "--json")
	interrupt(t, cmd, func(string) bool {
		select {
		case <-asked: // it is in the middle of the check-up
			return true
		default:
			return false
		}
	})
}

// interrupt starts cmd, sends it the interrupt of Ctrl+C as soon as it is under
// way, and wants it to end as interrupted, with nothing but lines for a person.
func interrupt(t *testing.T, cmd *exec.Cmd, underWay func(stderr string) bool) {
	t.Helper()
	var stderr safeBuffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, slow, "the command is under way", func() bool { return underWay(stderr.String()) })
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	code, err := exitCode(cmd.Wait())
	if code != 130 {
		t.Errorf("exit code %d (%v), want 130", code, err)
	}
	answer{exit: code, stderr: stderr.String()}.wantExit(t, code)
}
