//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hand is what a person has in theirs: the mouse, or the keys. It counts what they do
// and keeps a picture of each step in build/e2e/tasks.
type hand struct {
	*openWindow
	name  string
	keys  bool
	did   int // clicks, or keys pressed
	steps int
}

// at goes to a control and presses it. With the keys, going there is counted too.
func (h *hand) at(label string) {
	h.t.Helper()
	if h.keys {
		h.walkTo(label)
		h.type1("space")
	} else {
		h.click(label)
		h.did++
	}
	h.step()
}

// agree takes the answer of a dialog that is its default: a click, or Return.
func (h *hand) agree(label string) {
	h.t.Helper()
	h.either(label, "Return")
}

// either clicks a control, or presses the key that does the same.
func (h *hand) either(label, key string) {
	h.t.Helper()
	h.seeButton(label)
	if h.keys {
		h.type1(key)
	} else {
		h.click(label)
		h.did++
	}
	h.step()
}

// type1 presses one key or combination of keys.
func (h *hand) type1(key string) {
	h.t.Helper()
	h.press(key)
	h.did++
}

// walkTo goes with the Tab key to a control until it shows the focus.
func (h *hand) walkTo(label string) {
	h.t.Helper()
	h.did += h.focusAt(h.seeButton(label))
}

// step keeps a picture.
func (h *hand) step() {
	h.t.Helper()
	h.steps++
	folder := filepath.Join(top(h.t), "build", "e2e", "tasks")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		h.t.Fatal(err)
	}
	pause(300 * time.Millisecond) // what a click does is drawn
	path := filepath.Join(folder, fmt.Sprintf("%s-%d.png", h.name, h.steps))
	if out, err := h.tool("import", "-window", h.id, "+repage", path).CombinedOutput(); err != nil {
		h.t.Fatalf("import: %v\n%s", err, out)
	}
}

// paste puts text where things are pasted from and pastes it into a field.
func (h *hand) paste(field, text string) {
	h.t.Helper()
	need(h.t, "xclip")
	clip := h.tool("xclip", "-selection", "clipboard", "-quiet")
	clip.Stdin = strings.NewReader(text)
	startQuietly(h.t, clip)
	h.await("the text can be pasted", func() bool {
		out, err := h.tool("xclip", "-selection", "clipboard", "-out").Output()
		return err == nil && string(out) == text
	})
	if h.keys {
		h.walkTo(field)
		h.type1("ctrl+v")
	} else {
		at := h.seeButton(field)
		h.do("mousemove", "--window", h.id, strconv.Itoa(at.X+at.Width/2), strconv.Itoa(at.Y+at.Height/2))
		h.do("click", "3")
		h.did++
		h.step()
		h.clickPaste(at)
		h.did++
	}
	h.step()
}

// clickPaste clicks Paste in the menu that has opened at the middle of a field.
func (h *hand) clickPaste(at place) {
	h.t.Helper()
	const right, third = 30, 88
	h.clickAt(at.X+at.Width/2+right, at.Y+at.Height/2+third)
}

// both does a task with the mouse and with the keys, each on a computer of its own.
func both(t *testing.T, name string, clicks int, sick func(t *testing.T) *computer, task func(h *hand, c *computer)) {
	for _, keys := range []bool{false, true} {
		with := map[bool]string{false: "mouse", true: "keys"}[keys]
		t.Run(with, func(t *testing.T) {
			c := sick(t)
			h := &hand{openWindow: c.open(t, window), name: name + "-" + with, keys: keys}
			h.seeButton(label(t, "ui.checkup.again"))
			h.step()
			task(h, c)
			h.step()
			t.Logf("%s: %d with the %s", name, h.did, with)
			if !keys && h.did > clicks {
				t.Errorf("it takes %d clicks, more than %d", h.did, clicks)
			}
			h.wantQuiet()
		})
	}
}

func TestTask1LocalhostWorksAgain(t *testing.T) {
	const without = "192.0.2.9 printer.test\n"
	both(t, "1-localhost", 3, func(t *testing.T) *computer {
		sick := sickComputer(t, map[string]string{"/etc/hosts": without, "/etc/resolv.conf": ""})
		sick.run(t, "getent", "hosts", "localhost").wantExit(t, 2)
		return sick
	}, func(h *hand, c *computer) {
		h.at(label(h.t, "diagnose.fix.repair"))
		h.agree(label(h.t, "ui.repair.do"))
		h.seeButton(label(h.t, "ui.done"))
		wantLocalhostAnswers(h.t, c)
		h.agree(label(h.t, "ui.done"))
	})
}

// portInside is the port of the program that plays the other one in tasks 2 and 3.
const portInside = "3000"

// withServer is a computer with a network of its own, where a program holds a port.
func withServer(t *testing.T, port, address string) *computer {
	t.Helper()
	c := alone(t, quiet, "ip link set lo up")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command(c.enter[0], append(slices.Clone(c.enter[1:]), self, "--shop-server")...)
	server.Env = append(os.Environ(), roleVariable+"="+obedient, addressVariable+"="+address, portVariable+"="+port)
	startAndWaitFor(t, server, port)
	return c
}

func TestTask2APortIsFreedFromItsError(t *testing.T) {
	both(t, "2-port-taken", 4, func(t *testing.T) *computer { return withServer(t, portInside, "127.0.0.1 ::1") }, func(h *hand, c *computer) {
		h.paste(label(h.t, "ask.hint"), "Error: listen EADDRINUSE: address already in use :::"+portInside)
		h.see("is in use now by")
		h.at(strings.Replace(label(h.t, "ask.offer.stop"), "{{.Port}}", portInside, 1))
		h.at(label(h.t, "ui.stop.do"))
		h.seeButton(label(h.t, "ui.done"))
		if held := c.run(h.t, "ss", "-ltnH", "sport = :"+portInside).stdout; held != "" {
			h.t.Errorf("the port is held: %s", held)
		}
	})
}

func TestTask3WhoIsOnAPortAndWhoCanReachIt(t *testing.T) {
	const port = "8080"
	both(t, "3-who", 2, func(t *testing.T) *computer { return withServer(t, port, "0.0.0.0") }, func(h *hand, _ *computer) {
		h.either(label(h.t, "ui.screen.ports"), "ctrl+2")
		var row string
		h.await("the row of port "+port, func() bool {
			for _, each := range h.shown() {
				if each.Kind == "row" && strings.HasPrefix(each.Text, port) {
					row = each.Text
				}
			}
			return row != ""
		})
		if !strings.Contains(row, "e2e.test") || !strings.Contains(strings.ToLower(row), "anyone on your network") {
			h.t.Errorf("the row says %q", row)
		}
	})
}

func TestTask4ANameIsAddedSeenToWorkAndUndone(t *testing.T) {
	both(t, "4-name", 8, func(t *testing.T) *computer {
		return sickComputer(t, map[string]string{"/etc/hosts": shopHosts, "/etc/resolv.conf": ""})
	}, func(h *hand, c *computer) {
		h.either(label(h.t, "ui.screen.hosts"), "ctrl+3")
		h.at(label(h.t, "ui.hosts.add"))
		h.see(label(h.t, "ui.entry.names"))
		h.write("shop.test")
		h.agree(label(h.t, "ui.entry.add.do"))
		h.see("shop.test")
		h.either(label(h.t, "ui.hosts.save"), "ctrl+s")
		h.agree(label(h.t, "ui.save.do"))
		h.seeButton(label(h.t, "ui.done"))
		h.see("shop.test now leads to 127.0.0.1")
		if got := c.run(h.t, "getent", "hosts", "shop.test").wantExit(h.t, 0); !strings.HasPrefix(got.stdout, "127.0.0.1") {
			h.t.Errorf("it leads to %s", got.stdout)
		}
		h.agree(label(h.t, "ui.done"))
		h.at(label(h.t, "ui.undo.title"))
		h.agree(label(h.t, "ui.undo.do"))
		h.seeButton(label(h.t, "ui.done"))
		if got := c.read(h.t, "/etc/hosts"); got != shopHosts {
			h.t.Errorf("undo left\n%q\nwant\n%q", got, shopHosts)
		}
	})
}

func TestTask5AReportIsSaved(t *testing.T) {
	both(t, "5-report", 2, func(t *testing.T) *computer { return healthyComputer(t) }, func(h *hand, c *computer) {
		h.at(label(h.t, "ui-report.save"))
		h.agree(label(h.t, "ui-report.do"))
		h.see(label(h.t, "ui-report.saved"))
		if found, err := filepath.Glob(filepath.Join(c.state, "localhost-report-*.html")); err != nil || len(found) != 1 {
			h.t.Errorf("found %v, %v", found, err)
		}
	})
}
