//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"localhostdoctor/platform/fake"
)

// filled is the sentence of key with the values of its placeholders, in pairs.
func filled(t testing.TB, key string, pairs ...string) string {
	t.Helper()
	sentence := label(t, key)
	for i := 0; i+1 < len(pairs); i += 2 {
		sentence = strings.ReplaceAll(sentence, "{{."+pairs[i]+"}}", pairs[i+1])
	}
	return sentence
}

// choosePort makes children take a port that is free now, and returns it.
func choosePort(t *testing.T) string {
	t.Helper()
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(portVariable, strconv.Itoa(int(port)))
	return strconv.Itoa(int(port))
}

// desktop is a message bus of its own, with somebody who writes down what the
// desktop is asked to show.
func desktop(t *testing.T) (address string, shown *safeBuffer) {
	t.Helper()
	need(t, "dbus-daemon", "dbus-monitor")
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1",
		"--address=unix:path="+filepath.Join(t.TempDir(), "bus"))
	address = startAndRead(t, daemon)
	shown = &safeBuffer{}
	monitor := exec.Command("dbus-monitor", "--address", address, "interface='org.freedesktop.Notifications'")
	monitor.Stdout = shown
	startQuietly(t, monitor)
	eventually(t, slow, "the bus is watched", func() bool { return strings.Contains(shown.String(), "NameAcquired") })
	return address, shown
}

func TestAWatchedPortIsToldOfInTheWindowAndOnTheDesktop(t *testing.T) {
	bus, desktop := desktop(t)
	port := choosePort(t)
	w := thisComputer(t).open(t, window, "DBUS_SESSION_BUS_ADDRESS="+bus)
	w.press("ctrl+2")
	w.click(label(t, "ports-window.watched.none"))
	w.write(port)
	w.click(label(t, "ports-window.watch"))
	w.see(label(t, "ports-window.state.free"))
	w.photograph("watched")
	w.click(label(t, "ui.done"))
	w.press("ctrl+4") // it is watched also while another screen is in front
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	eventually(t, slow, "the desktop is told", func() bool {
		return strings.Contains(desktop.String(), label(t, "ports-window.notify.taken"))
	})
	w.press("ctrl+2")
	w.see(filled(t, "ports-window.watch.taken", "Port", port, "Name", "e2e.test"))
	w.photograph("taken")
	if err := syscall.Kill(held.pid, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.see(filled(t, "ports-window.watch.free", "Port", port))
	eventually(t, slow, "the desktop is told again", func() bool {
		return strings.Contains(desktop.String(), label(t, "ports-window.notify.free"))
	})
	if told := desktop.String(); strings.Contains(told, "e2e.test") || strings.Count(told, "member=Notify\n") != 2 {
		t.Errorf("the desktop was told:\n%s", told)
	}
	w.click(label(t, "ports-window.read"))
	w.seeNoButton(label(t, "ports-window.read"))
}

func TestWhoStartsAProgramAgainIsStoppedFromTheWindow(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	port := choosePort(t)
	loop := exec.Command("sh", "-c", `while :; do "$0" --shop-server; done`, self)
	loop.Env = append(os.Environ(), roleVariable+"="+obedient, addressVariable+"=127.0.0.1")
	startAndWaitFor(t, loop, port)
	here, program := thisComputer(t), build(t, terminal)
	t.Cleanup(func() { // when the test failed, the loop's last program is still there
		if err := loop.Process.Kill(); err == nil {
			finish(t, here.command(t, program, "free", port, "--yes"))
		}
	})
	w := here.open(t, window)
	w.press("ctrl+2")
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	w.findPort(&child{port: n})
	w.click(label(t, "ui.ports.stop"))
	w.click(label(t, "ui.stop.do"))
	instead := filled(t, "ports-window.starter.do", "Name", "sh")
	w.seeButton(instead)
	w.photograph("starter")
	w.click(instead)
	w.see(filled(t, "ui.stop.title.one", "Name", "sh", "Port", port))
	w.photograph("question")
	w.click(label(t, "ui.stop.do"))
	w.see(filled(t, "ui.stop.freed", "Port", port))
	w.photograph("proof")
	wantFree(t, n)
}

func TestTheListOfPortsIsSavedAsTheCommandSaysIt(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	here := thisComputer(t)
	w := here.open(t, window)
	w.press("ctrl+2")
	w.findPort(held)
	w.click(label(t, "ports-window.export"))
	w.click(label(t, "ports-window.export.json"))
	w.seeButton("Save") // Fyne's own words
	w.photograph("where")
	w.click("Save")
	w.see(label(t, "ports-window.export.done"))
	saved, err := os.ReadFile(filepath.Join(here.state, "ports.json"))
	if err != nil {
		t.Fatal(err)
	}
	said := here.run(t, build(t, terminal), "ports", "--json").wantExit(t, 0).stdout
	mine, theirs := listenerOf(t, string(saved), held.port), listenerOf(t, said, held.port)
	if mine == nil || !reflect.DeepEqual(mine, theirs) {
		t.Errorf("the file has %v, the command says %v", mine, theirs)
	}
}

func listenerOf(t *testing.T, object string, port int) map[string]any {
	t.Helper()
	var whole struct {
		Schema    int
		Listeners []map[string]any
	}
	if err := json.Unmarshal([]byte(object), &whole); err != nil || whole.Schema != 1 {
		t.Fatalf("%v in %.300s", err, object)
	}
	for _, l := range whole.Listeners {
		if l["port"] == float64(port) {
			return l
		}
	}
	return nil
}

func TestTheSelectedPortStaysSelectedWhileOthersComeAndGo(t *testing.T) {
	first := holdPort(t, obedient, "127.0.0.1")
	w := thisComputer(t).open(t, window)
	w.press("ctrl+2")
	w.findPort(first)
	row := w.onlyRow(first)
	w.clickAt(row.X+30, row.Y+row.Height/2)
	title := filled(t, "ui.ports.detail.title", "Port", first.portText(), "Name", "e2e.test")
	w.see(title)
	w.click(first.portText()) // the search
	w.press("Escape")
	second := holdPort(t, obedient, "::1")
	w.press("F5")
	if err := syscall.Kill(second.pid, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.await("the other program is gone", second.hasEnded)
	w.press("F5")
	w.see(title)
	w.photograph("kept")
	w.wantQuiet()
}

func TestAPageIsOpenedInThePersonsBrowser(t *testing.T) {
	path, wantOpened := fakeBrowser(t)
	held := holdPort(t, obedient, "127.0.0.1")
	w := thisComputer(t).open(t, window, path)
	w.press("ctrl+2")
	w.findPort(held)
	row := w.onlyRow(held)
	w.clickAt(row.X+30, row.Y+row.Height/2)
	w.see(filled(t, "ui.ports.detail.title", "Port", held.portText(), "Name", "e2e.test"))
	w.click(label(t, "ports-window.browse"))
	wantOpened("http://127.0.0.1:" + held.portText() + "/")
}

// fakeBrowser is a setting with which the desktop's opener writes down what it was
// asked to open, and waits for that.
func fakeBrowser(t *testing.T) (setting string, wantOpened func(page string)) {
	t.Helper()
	folder := t.TempDir()
	opened := filepath.Join(folder, "opened")
	script := fmt.Sprintf("#!/bin/sh\necho \"$@\" >%s.new && mv %s.new %s\n", opened, opened, opened)
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return "PATH=" + folder + ":" + os.Getenv("PATH"), func(page string) {
		t.Helper()
		asked := ""
		defer func() {
			if t.Failed() {
				t.Logf("it was asked for %q", asked)
			}
		}()
		eventually(t, slow, "the browser is asked for "+page, func() bool {
			content, err := os.ReadFile(opened)
			asked = string(content)
			return err == nil && asked == page+"\n"
		})
	}
}

func TestAFreePortIsFoundInTheWindow(t *testing.T) {
	port := choosePort(t)
	holdPort(t, obedient, "::1")
	w := thisComputer(t).open(t, window)
	w.press("ctrl+2")
	w.click(label(t, "ports-window.free.title"))
	w.seeButton(label(t, "ui.copy"))
	w.press("ctrl+a")
	w.write(port)
	w.see("Not " + port + ": e2e.test")
	w.photograph("free")
	w.wantQuiet()
}
