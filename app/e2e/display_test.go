//go:build e2e && linux

package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// display is a virtual screen with a window manager.
type display struct {
	name   string // as in DISPLAY: ":7"
	memory string // the file that what it shows is kept in (Xvfb(1), -fbdir)
}

// openDisplay starts a screen of 1280 × 900 pixels that ends with the test.
func openDisplay(t testing.TB) *display {
	t.Helper()
	need(t, "Xvfb", "openbox", "xdotool", "import", "xwininfo", "xprop")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close() //nolint:errcheck // only read from
	folder := t.TempDir()
	// Without -noreset it throws everybody out when its last client for the moment leaves.
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset", "-fbdir", folder)
	server.ExtraFiles = []*os.File{write}
	startQuietly(t, server)
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	d := &display{name: ":" + strings.TrimSpace(number), memory: filepath.Join(folder, "Xvfb_screen0")}
	// The mouse starts in the middle, where the window opens. Fyne does not notice that it
	// leaves the window in one leap, and what came to lie below it would stay lit.
	if out, err := d.tool("xdotool", "mousemove", "1279", "899").CombinedOutput(); err != nil {
		t.Fatalf("xdotool: %v\n%s", err, out)
	}
	manager := exec.Command("openbox", "--sm-disable")
	manager.Env = append(os.Environ(), "DISPLAY="+d.name)
	startQuietly(t, manager)
	eventually(t, slow, "the window manager runs", func() bool {
		out, err := d.tool("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").Output()
		return err == nil && strings.Contains(string(out), "window id")
	})
	return d
}

// tool makes a command that works on this screen.
func (d *display) tool(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+d.name)
	return cmd
}

// startQuietly starts a program that runs until the test ends, and whatever it
// starts itself with it.
func startQuietly(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.WaitDelay = time.Second // for what one of its own still holds open
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // how it ends does not matter
	}()
	t.Cleanup(func() {
		for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL} {
			if err := syscall.Kill(-cmd.Process.Pid, signal); err != nil {
				return // it has ended by itself
			}
			select {
			case <-ended:
			case <-time.After(5 * time.Second):
			}
		}
	})
}
