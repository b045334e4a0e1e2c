//go:build linux && !nowindow

package atspi

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"

	"github.com/godbus/dbus/v5"
)

// launcher is one as other systems may have it: it stays when the bus of readers ends, and
// then has another.
type launcher struct {
	mu      sync.Mutex
	address string
}

func (l *launcher) GetAddress() (string, *dbus.Error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.address, nil
}

func (l *launcher) GetAll(string) (map[string]dbus.Variant, *dbus.Error) {
	return map[string]dbus.Variant{readerEnabled: dbus.MakeVariant(true)}, nil
}

// registry takes everybody.
type registry struct{ programs chan reference }

func (r registry) Embed(program reference) (reference, *dbus.Error) {
	r.programs <- program
	return reference{registryName, rootPath}, nil
}

func (registry) Unembed(reference) *dbus.Error { return nil }

// own makes object answer under a name of a bus.
func own(t *testing.T, bus *dbus.Conn, name string, path dbus.ObjectPath, object any, offers ...string) {
	t.Helper()
	for _, offer := range offers {
		if err := bus.Export(object, path, offer); err != nil {
			t.Fatal(err)
		}
	}
	if reply, err := bus.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("%v, %v", reply, err)
	}
}

// another starts one more bus, with a registry, and returns its address and process.
func (d *desk) another(number int, programs chan reference) (string, int) {
	d.t.Helper()
	address := "unix:path=" + filepath.Join(d.folder, "other"+strconv.Itoa(number))
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address", "--address="+address)
	firstLine(d.t, daemon)
	own(d.t, d.join(address), registryName, rootPath, registry{programs}, atspi+"Socket")
	return address, daemon.Process.Pid
}

func TestABusThatEndsWithoutAWordIsLookedForAgain(t *testing.T) {
	d := newDesk(t)
	programs := make(chan reference, 10)
	first, pid := d.another(1, programs)
	l := &launcher{address: first}
	own(t, d.bus, accessBus, accessPath, l, accessBus, propertiesName)
	w := newWindow()
	r := opened(t, w)
	w.wait(t, "wanted")
	<-programs

	second, _ := d.another(2, programs)
	l.mu.Lock()
	l.address = second
	l.mu.Unlock()
	kill(t, pid, syscall.SIGKILL)
	w.wait(t, "not wanted")
	w.wait(t, "wanted")
	if got := <-programs; got.Path != rootPath {
		t.Errorf("registered: %v", got)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
