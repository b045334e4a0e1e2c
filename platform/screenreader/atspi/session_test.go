//go:build linux && !nowindow

package atspi

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

func TestWithoutASessionBusNobodyReads(t *testing.T) {
	for name, address := range map[string]string{
		"none":                "",
		"one to be started":   "autolaunch:",
		"switched off":        "disabled:",
		"one that never was":  "unix:path=" + filepath.Join(t.TempDir(), "bus"),
		"one that has closed": "unix:path=" + closedSocket(t),
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(addressVariable, address)
			if _, err := os.Stat("/run/user/0/bus"); err == nil && address == "" {
				t.Skip("this computer has a session bus where systemd has it")
			}
			if r, err := Open(screenreader.Options{Handler: newWindow()}); r != nil || err != nil {
				t.Errorf("%v, %v", r, err)
			}
		})
	}
	t.Setenv(addressVariable, "nonsense")
	if r, err := Open(screenreader.Options{Handler: newWindow()}); err == nil {
		t.Errorf("with an address that is none: %v", r)
	}
}

// closedSocket is a socket on which nobody listens any more.
func closedSocket(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bus")
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Bind(fd, &syscall.SockaddrUnix{Name: path}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Close(fd); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheWindowIsWantedWhileSomebodyReads(t *testing.T) {
	for _, setting := range []string{readerEnabled, anyEnabled} {
		t.Run(setting, func(t *testing.T) {
			d := newDesk(t)
			w := newWindow()
			d.quiet(func() { opened(t, w) })
			d.startAccess()
			reader := d.reading()
			d.switchReader(setting, true)
			w.wait(t, "wanted")
			if got := d.programs(reader); !slices.Equal(got, []string{"Localhost Doctor"}) {
				t.Errorf("the registry knows %q", got)
			}
			// The one switches the other on with it (at-spi-bus-launcher).
			d.switchReader(readerEnabled, false)
			d.switchReader(anyEnabled, false)
			w.wait(t, "not wanted")
			d.eventually("it has left the registry", func() bool { return len(d.programs(reader)) == 0 })
			d.switchReader(setting, true)
			w.wait(t, "wanted")
		})
	}
}

// quiet fails when the program does more, after it was started, than asking once whether
// somebody reads.
func (d *desk) quiet(start func()) {
	d.t.Helper()
	listener := d.join(os.Getenv(addressVariable))
	messages := make(chan *dbus.Message, 100)
	if err := listener.BusObject().Call("org.freedesktop.DBus.Monitoring.BecomeMonitor", 0, []string{}, uint32(0)).Err; err != nil {
		d.t.Fatal(err)
	}
	listener.Eavesdrop(messages)
	defer listener.Eavesdrop(nil) // the library would close messages and go on to write into it
	start()
	own := []string{"", d.bus.Names()[0], "org.freedesktop.DBus"}
	asked := 0
	for over := time.After(2 * time.Second); ; {
		select {
		case m := <-messages:
			sender, _ := m.Headers[dbus.FieldSender].Value().(string)
			member, _ := m.Headers[dbus.FieldMember].Value().(string)
			switch {
			case slices.Contains(own, sender) || member == "Hello" || member == "AddMatch":
			case member == "GetAll":
				asked++
				over = time.After(2 * time.Second)
			default:
				d.t.Errorf("nobody reads, but: %v", m)
			}
			continue
		case <-over:
		}
		break
	}
	var names []string
	if err := d.bus.BusObject().Call("org.freedesktop.DBus.ListNames", 0).Store(&names); err != nil {
		d.t.Fatal(err)
	}
	if asked != 1 || slices.Contains(names, accessBus) {
		d.t.Errorf("asked %d times, and then there are %q", asked, names)
	}
}

// programs are the names of those that the registry knows.
func (d *desk) programs(reader *dbus.Conn) []string {
	d.t.Helper()
	var all []reference
	if err := reader.Object(registryName, rootPath).Call(atspi+"Accessible.GetChildren", 0).Store(&all); err != nil {
		d.t.Fatal(err)
	}
	names := []string{}
	for _, each := range all {
		name, err := reader.Object(each.Bus, each.Path).GetProperty(atspi + "Accessible.Name")
		if err != nil {
			continue // it has just left
		}
		names = append(names, name.Value().(string))
	}
	return names
}

func (d *desk) eventually(what string, done func() bool) {
	d.t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	deadline := time.After(soon)
	for !done() {
		select {
		case <-again.C:
		case <-deadline:
			d.t.Fatalf("never: %s", what)
		}
	}
}

// owner is the process that has a name on a bus.
func (d *desk) owner(bus *dbus.Conn, name string) int {
	d.t.Helper()
	var pid uint32
	if err := bus.BusObject().Call("org.freedesktop.DBus.GetConnectionUnixProcessID", 0, name).Store(&pid); err != nil {
		d.t.Fatal(err)
	}
	return int(pid)
}

// read starts everything for a reader that sees the example.
func (d *desk) read() (*window, screenreader.Reader, *dbus.Conn) {
	d.t.Helper()
	d.startAccess()
	d.switchReader(readerEnabled, true)
	reader := d.reading()
	w := newWindow()
	r := opened(d.t, w) // when somebody reads already
	w.wait(d.t, "wanted")
	r.Show(example())
	return w, r, reader
}

func kill(t *testing.T, pid int, signal syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(pid, signal); err != nil {
		t.Fatal(err)
	}
}

func TestTheRegistryMayEndAndComeBack(t *testing.T) {
	d := newDesk(t)
	w, r, reader := d.read()
	kill(t, d.owner(reader, registryName), syscall.SIGKILL)
	w.wait(t, "not wanted")
	d.eventually("the registry is back", func() bool {
		return reader.Object(registryName, rootPath).Call(atspi+"Accessible.GetChildren", 0).Err == nil
	})
	w.wait(t, "wanted")
	r.Show(example())
	d.eventually("it is known again", func() bool { return slices.Equal(d.programs(reader), []string{"Localhost Doctor"}) })
}

func TestTheBusOfReadersMayEndAndComeBack(t *testing.T) {
	d := newDesk(t)
	w, _, reader := d.read()
	launcher := d.owner(d.bus, accessBus)
	kill(t, d.owner(reader, "org.freedesktop.DBus"), syscall.SIGKILL)
	w.wait(t, "not wanted")
	d.eventually("the launcher has ended with it", func() bool { return syscall.Kill(launcher, 0) != nil })
	d.startAccess()
	d.switchReader(readerEnabled, true)
	reader = d.reading()
	w.wait(t, "wanted")
	d.eventually("it is known again", func() bool { return slices.Equal(d.programs(reader), []string{"Localhost Doctor"}) })
}

func TestTheEndOfTheSessionEndsTheReading(t *testing.T) {
	d := newDesk(t)
	w, r, _ := d.read()
	kill(t, d.process.Pid, syscall.SIGKILL)
	w.wait(t, "not wanted")
	if err := r.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
}

func TestABusThatDoesNotListenStopsNobody(t *testing.T) {
	d := newDesk(t)
	_, r, reader := d.read()
	daemon := d.owner(reader, "org.freedesktop.DBus")
	kill(t, daemon, syscall.SIGSTOP)
	defer kill(t, daemon, syscall.SIGCONT)
	shown := make(chan struct{})
	go func() {
		defer close(shown)
		trees := [2]*screenreader.Tree{large(), example()}
		for i := range 2000 { // much more than the bus takes without listening
			r.Show(trees[i%2])
		}
		_ = r.Close() // whether it could say farewell does not matter
	}()
	select {
	case <-shown:
	case <-time.After(soon):
		t.Fatal("showing waits for the bus")
	}
}

func TestAReaderHearsWhatHappens(t *testing.T) {
	d := newDesk(t)
	w, r, reader := d.read()
	d.eventually("it has told of the window", func() bool { return slices.Equal(d.programs(reader), []string{"Localhost Doctor"}) })
	if err := reader.AddMatchSignal(dbus.WithMatchInterface(atspi + "Event.Object")); err != nil {
		t.Fatal(err)
	}
	if err := reader.AddMatchSignal(dbus.WithMatchInterface(atspi + "Event.Window")); err != nil {
		t.Fatal(err)
	}
	signals := make(chan *dbus.Signal, 100)
	reader.Signal(signals)
	hear := func(path dbus.ObjectPath, name, detail string, one int32) {
		t.Helper()
		for deadline := time.After(soon); ; {
			select {
			case s := <-signals:
				if s.Path == path && s.Name == atspi+"Event."+name && s.Body[0] == detail && s.Body[1] == one {
					if got := dbus.SignatureOf(s.Body...).String(); got != "siiva{sv}" {
						t.Errorf("%s is of %s", name, got)
					}
					return
				}
			case <-deadline:
				t.Fatalf("never heard: %s %s:%s %d", path, name, detail, one)
			}
		}
	}
	tree := example()
	tree.Window.Find(3).State &^= screenreader.Focused
	tree.Window.Find(4).State |= screenreader.Focused | screenreader.Checked
	r.Show(tree)
	hear(pathOf(4), "Object.StateChanged", "checked", 1)
	hear(pathOf(4), "Object.StateChanged", "focused", 1)

	// Names come from strangers; nothing in them ends the connection.
	strange := example()
	strange.Window.Find(3).Name = "\xff\x00" + strings.Repeat("x", 2*maxText)
	r.Show(strange)
	hear(pathOf(3), "Object.PropertyChange", "accessible-name", 0)

	if err := r.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
	hear(pathOf(1), "Window.Destroy", "", 0)
	d.eventually("it has left the registry", func() bool { return len(d.programs(reader)) == 0 })
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.asked) > 0 {
		t.Errorf("the window that was closed is asked: %q", w.asked)
	}
}
