//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
)

// person is somebody at a terminal who reads what a program says and answers.
type person struct {
	keys  *os.File
	ended chan error

	mu   sync.Mutex
	said strings.Builder
}

// atTerminal starts a program in a terminal of its own.
func atTerminal(t *testing.T, cmd *exec.Cmd) *person {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = keys.Close() })
	if err := unix.IoctlSetPointerInt(int(keys.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(keys.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err := os.OpenFile(fmt.Sprint("/dev/pts/", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = terminal.Close() }()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = terminal, terminal, terminal
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &person{keys: keys, ended: make(chan error, 1)}
	go p.listen()
	go func() { p.ended <- cmd.Wait() }()
	return p
}

// listen notes what the program says, until its terminal is closed.
func (p *person) listen() {
	some := make([]byte, 4096)
	for {
		n, err := p.keys.Read(some)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.said.Write(some[:n])
		p.mu.Unlock()
	}
}

func (p *person) heard() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

// answer types a line and waits for the end of the program.
func (p *person) answer(t *testing.T, line string) (exit int) {
	t.Helper()
	if _, err := p.keys.WriteString(line + "\n"); err != nil {
		t.Fatal(err)
	}
	exit, err := exitCode(<-p.ended)
	if err != nil {
		t.Fatal(err)
	}
	return exit
}
