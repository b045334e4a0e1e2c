//go:build e2e && linux

package e2e

import (
	"strings"
	"testing"
)

const shopHosts = "127.0.0.1\tlocalhost\n" +
	"::1\tlocalhost\n" +
	"\n" +
	"# Added by Docker Desktop\n" +
	"192.0.2.5 host.docker.internal\n" +
	"# End of section\n"

// openHosts opens the window with the screen of the hosts file.
func openHosts(t *testing.T, c *computer) *openWindow {
	t.Helper()
	w := c.open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	w.press("ctrl+3")
	w.see("host.docker.internal")
	return w
}

func TestANameIsAddedFromTheWindowAndUndone(t *testing.T) {
	sick := sickComputer(t, map[string]string{"/etc/hosts": shopHosts})
	sick.run(t, "getent", "hosts", "shop.test").wantExit(t, 2)
	w := openHosts(t, sick)
	w.click(label(t, "ui.hosts.add"))
	w.see(label(t, "ui.entry.names"))
	w.write("shop.test")
	w.photograph("typed")
	w.click(label(t, "ui.entry.add.do"))
	w.seeNoButton(label(t, "ui.entry.add.do"))
	w.see("shop.test")
	w.photograph("pending")
	if got := sick.read(t, "/etc/hosts"); got != shopHosts {
		t.Fatalf("changed before it was saved: %q", got)
	}
	w.press("ctrl+z")
	w.await("it is undone", func() bool { return !strings.Contains(w.texts(), "shop.test") })
	w.press("ctrl+shift+z")
	w.see("shop.test")
	w.press("ctrl+s")
	w.seeButton(label(t, "ui.save.do"))
	w.see("+ 127.0.0.1")
	w.photograph("preview")
	w.click(label(t, "ui.save.do"))
	w.seeButton(label(t, "ui.done"))
	w.photograph("proof")
	if got := sick.run(t, "getent", "hosts", "shop.test").wantExit(t, 0); !strings.HasPrefix(got.stdout, "127.0.0.1") {
		t.Errorf("getent hosts shop.test: %s", got.stdout)
	}
	w.click(label(t, "ui.done"))
	w.seeButton(label(t, "ui.undo.title"))
	if strings.Contains(w.texts(), label(t, "ui.hosts.outside")) {
		t.Error("its own change is taken for another program's")
	}
	w.click(label(t, "ui.undo.title"))
	w.click(label(t, "ui.undo.do"))
	w.seeButton(label(t, "ui.done"))
	w.click(label(t, "ui.done"))
	if got := sick.read(t, "/etc/hosts"); got != shopHosts {
		t.Errorf("undo left\n%q\nwant\n%q", got, shopHosts)
	}
	sick.run(t, "getent", "hosts", "shop.test").wantExit(t, 2)
	w.wantQuiet()
}

func TestAnEntryIsSwitchedOffAndSavedWithTheKeyboard(t *testing.T) {
	const content = shopHosts + "127.0.0.1 shop.test\n"
	sick := sickComputer(t, map[string]string{"/etc/hosts": content})
	w := openHosts(t, sick)
	w.focus(label(t, "ui.search"))
	w.write("shop.test")
	w.await("only the row that was searched for", func() bool { return !strings.Contains(w.texts(), "host.docker.internal") })
	var row place
	for _, each := range w.shown() {
		if each.Kind == "row" && strings.Contains(each.Text, "shop.test") {
			row = each
		}
	}
	w.focusAt(row)
	w.press("Down", "space")
	w.see("1 change not saved")
	w.press("ctrl+s")
	w.seeButton(label(t, "ui.save.do"))
	w.press("Return")
	w.seeButton(label(t, "ui.done"))
	sick.run(t, "getent", "hosts", "shop.test").wantExit(t, 2)
	w.press("Return")
	w.seeNoButton(label(t, "ui.done"))
}

func TestAnOutsideChangeIsNoticedInTheWindow(t *testing.T) {
	sick := sickComputer(t, map[string]string{"/etc/hosts": shopHosts})
	w := openHosts(t, sick)
	w.click(label(t, "ui.hosts.add"))
	w.see(label(t, "ui.entry.names"))
	w.write("shop.test")
	w.press("Return")
	w.see("shop.test")
	sick.run(t, "sh", "-c", "echo '10.0.0.9 theirs.test' >>/etc/hosts").wantExit(t, 0)
	w.see(label(t, "ui.hosts.outside"))
	w.photograph("noticed")
	w.click(label(t, "ui.hosts.outside.show"))
	w.see("+ 10.0.0.9 theirs.test")
	w.photograph("differences")
	w.click(label(t, "ui.hosts.reload"))
	w.see("theirs.test")
	w.see("shop.test")
	w.press("ctrl+s")
	w.click(label(t, "ui.save.do"))
	w.seeButton(label(t, "ui.done"))
	for _, name := range []string{"theirs.test", "shop.test"} {
		sick.run(t, "getent", "hosts", name).wantExit(t, 0)
	}
}

func TestTheHostsFileScreenInEverySizeAndBrightness(t *testing.T) {
	sick := sickComputer(t, map[string]string{"/etc/hosts": shopHosts + strings.Repeat("10.0.0.7 printer.lan # hall\n", 40)})
	for _, brightness := range []string{"light", "dark"} {
		w := sick.open(t, window, "FYNE_THEME="+brightness)
		w.seeButton(label(t, "ui.screen.hosts")) // the second window opens where the first one was left
		w.press("ctrl+3")
		w.see("host.docker.internal")
		for _, size := range [][2]string{{"800", "560"}, {"1100", "720"}} {
			w.do("windowsize", "--sync", w.id, size[0], size[1])
			w.seeButton(label(t, "ui.hosts.add"))
			w.photograph(brightness + "-" + size[0])
			width, _ := w.size()
			for _, each := range w.shown() {
				if each.X+each.Width > width {
					t.Errorf("%s × %s: %q ends at %d", size[0], size[1], each.Text, each.X+each.Width)
				}
			}
		}
		w.click(label(t, "ui.hosts.text"))
		w.see("# Added by Docker Desktop")
		w.photograph(brightness + "-text")
	}
}
