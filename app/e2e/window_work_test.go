//go:build e2e && linux

package e2e

import (
	"strings"
	"testing"
)

// findPort searches for the child's port, which must be there.
func (w *openWindow) findPort(held *child) {
	w.t.Helper()
	w.click(label(w.t, "ui.search"))
	w.write(held.portText())
	w.onlyRow(held)
}

// onlyRow waits until the child's port is the only one that is listed.
func (w *openWindow) onlyRow(held *child) place {
	w.t.Helper()
	var found place
	w.await("only the row of port "+held.portText(), func() bool {
		rows := 0
		for _, each := range w.shown() {
			if each.Kind == "row" && strings.HasSuffix(each.Text, label(w.t, "ui.ports.stop")) {
				rows++
				found = each
			}
		}
		return rows == 1 && strings.HasPrefix(found.Text, held.portText())
	})
	return found
}

func TestAProgramIsStoppedFromTheWindowWithTheMouse(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	w := thisComputer(t).open(t, window)
	w.click(label(t, "ui.screen.ports"))
	w.findPort(held)
	w.photograph("ports")
	w.click(label(t, "ui.ports.stop"))
	w.see("e2e.test")
	w.photograph("question")
	if held.hasEnded() {
		t.Fatal("it was stopped before the answer")
	}
	w.click(label(t, "ui.stop.do"))
	w.await("the program has ended", held.hasEnded)
	w.seeButton(label(t, "ui.done"))
	w.photograph("proof")
	wantFree(t, held.port)
	w.click(label(t, "ui.done"))
	w.await("its row is gone", func() bool {
		for _, each := range w.shown() {
			if each.Kind == "row" && strings.Contains(each.Text, held.portText()) {
				return false
			}
		}
		return true
	})
	w.photograph("after")
	w.wantQuiet()
}

func TestAProgramIsStoppedFromTheWindowWithTheKeyboard(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	w := thisComputer(t).open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	w.press("ctrl+2")
	w.see(label(t, "ports-window.udp"))
	w.focus(label(t, "ui.search"))
	w.write(held.portText())
	row := w.onlyRow(held)
	row.Width = 60 // the rest tells the time and changes by itself
	w.focusAt(row)
	w.press("space")
	w.see("--shop-server") // the pane beside it tells who it is
	places := w.shown()
	for i := range places {
		if places[i].Text == label(t, "ui.ports.stop") {
			row = places[i] // the last one is in the pane
		}
	}
	w.focusAt(row)
	w.press("space")
	w.seeButton(label(t, "ui.stop.do"))
	// The safe answer is the usual one: Escape and Enter stop nobody.
	w.press("Return")
	w.seeNoButton(label(t, "ui.stop.do"))
	if held.hasEnded() {
		t.Fatal("Enter stopped it")
	}
	w.press("space") // the focus is back where it was
	w.seeButton(label(t, "ui.stop.do"))
	w.press("shift+Tab", "space")
	w.await("the program has ended", held.hasEnded)
	w.photograph("proof")
	wantFree(t, held.port)
}

func TestAStubbornProgramIsForcedOnlyAfterASecondQuestion(t *testing.T) {
	held := holdPort(t, stubborn, "127.0.0.1")
	w := thisComputer(t).open(t, window)
	w.press("ctrl+2")
	w.findPort(held)
	w.click(label(t, "ui.ports.stop"))
	w.click(label(t, "ui.stop.do"))
	w.seeButton(label(t, "ui.stop.force"))
	w.photograph("second-question")
	if held.hasEnded() {
		t.Fatal("it was forced without a question")
	}
	w.click(label(t, "ui.stop.force"))
	w.await("the program has ended", held.hasEnded)
	wantFree(t, held.port)
}

func TestABrokenHostsFileIsRepairedFromTheWindow(t *testing.T) {
	sick := sickComputer(t, map[string]string{"/etc/hosts": redirected})
	if got := sick.run(t, "getent", "ahostsv4", "localhost"); !strings.Contains(got.stdout, "192.0.2.7") {
		t.Fatalf("this computer is not sick: %+v", got)
	}
	w := sick.open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	w.photograph("problem")
	w.click(label(t, "ui.screen.hosts"))
	w.see("192.0.2.7")
	w.photograph("hosts")
	w.click(label(t, "ui.repair.title"))
	w.seeButton(label(t, "ui.repair.do"))
	w.see("192.0.2.7")
	w.photograph("preview")
	if got := sick.read(t, "/etc/hosts"); got != redirected {
		t.Fatalf("changed before the answer: %q", got)
	}
	w.click(label(t, "ui.repair.do"))
	w.seeButton(label(t, "ui.done"))
	w.photograph("proof")
	wantLocalhostAnswers(t, sick)
	w.click(label(t, "ui.done"))

	w.click(label(t, "ui.undo.title"))
	w.click(label(t, "ui.undo.do"))
	w.seeButton(label(t, "ui.done"))
	if got := sick.read(t, "/etc/hosts"); got != redirected {
		t.Errorf("undo left\n%q\nwant\n%q", got, redirected)
	}
	w.wantQuiet()
}

func TestABrokenHostsFileIsRepairedWithTheKeyboardFromTheCheckUp(t *testing.T) {
	sick := sickComputer(t, map[string]string{"/etc/hosts": redirected})
	w := sick.open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	w.press("ctrl+3")
	w.see("192.0.2.7")
	w.focus(label(t, "ui.repair.title"))
	w.press("space")
	w.seeButton(label(t, "ui.repair.do"))
	w.press("Escape")
	w.seeNoButton(label(t, "ui.repair.do"))
	if got := sick.read(t, "/etc/hosts"); got != redirected {
		t.Fatalf("Escape changed the file: %q", got)
	}
	w.press("space") // the focus is back where it was
	w.seeButton(label(t, "ui.repair.do"))
	w.press("Return")
	w.seeButton(label(t, "ui.done"))
	wantLocalhostAnswers(t, sick)
}

func TestAnAddressIsTestedInTheWindow(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	w := thisComputer(t).open(t, window)
	w.press("ctrl+4")
	w.seeButton(label(t, "ui.test.do"))
	w.write("localhost:" + held.portText())
	w.click(label(t, "ui.test.do"))
	w.seeButton(label(t, "ui.details"))
	w.click(label(t, "ui.details"))
	w.see("127.0.0.1:" + held.portText())
	w.photograph("tested")
	w.wantQuiet()
}
