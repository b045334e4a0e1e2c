//go:build linux && !nowindow

package atspi

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// soon is how long another program may take for anything on a busy computer.
const soon = 20 * time.Second

// desk is a session with a bus, on which the real programs for screen readers run.
type desk struct {
	t       *testing.T
	folder  string
	bus     *dbus.Conn
	process *os.Process
}

// newDesk starts a bus. Nobody reads the screen yet.
func newDesk(t *testing.T) *desk {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("dbus-daemon is missing (package dbus-daemon)")
	}
	folder := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", folder)
	t.Setenv("HOME", folder)
	t.Setenv("GSETTINGS_BACKEND", "memory")
	t.Setenv("DISPLAY", newScreen(t))
	t.Setenv(addressVariable, "unix:path="+filepath.Join(folder, "bus"))
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address", "--address="+os.Getenv(addressVariable))
	firstLine(t, daemon)
	d := &desk{t: t, folder: folder, process: daemon.Process}
	d.bus = d.join(os.Getenv(addressVariable))
	return d
}

// newScreen starts a screen that nobody sees: the registry wants one.
func newScreen(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("Xvfb"); err != nil {
		t.Skip("Xvfb is missing (package xvfb)")
	}
	return ":" + firstLine(t, exec.Command("Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"))
}

// firstLine starts a program that runs until the test ends, and returns what it says first.
func firstLine(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.WaitDelay = time.Second // for what one of its own still holds open
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) // it may have ended in the test
		_ = cmd.Wait()                                      // how, does not matter
	})
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func (d *desk) join(address string) *dbus.Conn {
	d.t.Helper()
	bus, err := dbus.Connect(address)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = bus.Close() }) // it may have ended
	return bus
}

// startAccess starts the programs for screen readers, as the first of those does.
func (d *desk) startAccess() {
	d.t.Helper()
	var reply uint32
	if err := d.bus.BusObject().Call("org.freedesktop.DBus.StartServiceByName", 0, accessBus, uint32(0)).Store(&reply); err != nil {
		d.t.Skipf("the bus of screen readers does not start (package at-spi2-core): %v", err)
	}
}

// switchReader does what a screen reader does when it starts and ends.
func (d *desk) switchReader(name string, on bool) {
	d.t.Helper()
	err := d.bus.Object(accessBus, accessPath).Call(propertiesName+".Set", 0, accessStatus, name, dbus.MakeVariant(on)).Err
	if err != nil {
		d.t.Fatal(err)
	}
}

// reading joins the bus of screen readers and starts the registry, as a screen reader does.
func (d *desk) reading() *dbus.Conn {
	d.t.Helper()
	var address string
	if err := d.bus.Object(accessBus, accessPath).Call(accessBus+".GetAddress", 0).Store(&address); err != nil {
		d.t.Fatal(err)
	}
	bus := d.join(address)
	if err := bus.Object(registryName, rootPath).Call(atspi+"Accessible.GetChildren", 0).Err; err != nil {
		d.t.Fatal(err)
	}
	return bus
}

// window writes down what it is asked to do.
type window struct {
	mu     sync.Mutex
	asked  []string
	change chan struct{} // has one element after something was asked
}

func newWindow() *window { return &window{change: make(chan struct{}, 1)} }

func (w *window) note(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, what)
	select {
	case w.change <- struct{}{}:
	default:
	}
}

func (w *window) Wanted(wanted bool) {
	if wanted {
		w.note("wanted")
	} else {
		w.note("not wanted")
	}
}
func (w *window) Press(id screenreader.ID) { w.note("press " + string(pathOf(id))) }
func (w *window) Focus(id screenreader.ID) { w.note("focus " + string(pathOf(id))) }
func (w *window) Write(id screenreader.ID, text string) {
	w.note("write " + string(pathOf(id)) + " " + text)
}

// wait waits until something was asked, and forgets it.
func (w *window) wait(t *testing.T, what string) {
	t.Helper()
	deadline := time.After(soon)
	for {
		w.mu.Lock()
		for i, each := range w.asked {
			if each == what {
				w.asked = w.asked[i+1:]
				w.mu.Unlock()
				return
			}
		}
		w.mu.Unlock()
		select {
		case <-w.change:
		case <-deadline:
			t.Fatalf("never asked: %s; but %q", what, w.asked)
		}
	}
}

func opened(t *testing.T, w *window) screenreader.Reader {
	t.Helper()
	r, err := Open(screenreader.Options{Name: "Localhost Doctor", Version: "1.2.3", Toolkit: "Fyne", Handler: w})
	if err != nil || r == nil {
		t.Fatalf("%v, %v", r, err)
	}
	t.Cleanup(func() { _ = r.Close() }) // tests that care close it themselves
	return r
}

// python runs a script with libatspi.
func (d *desk) python(script string) string {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := exec.CommandContext(ctx, "/usr/bin/python3", "-c", "import gi; gi.require_version('Atspi', '2.0')").Run(); err != nil {
		d.t.Skipf("no library of screen readers (package gir1.2-atspi-2.0): %v", err)
	}
	cmd := exec.CommandContext(ctx, "/usr/bin/python3", "-c", script)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		d.t.Fatalf("%v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}
