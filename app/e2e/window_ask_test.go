//go:build e2e && linux

package e2e

import (
	"strings"
	"testing"
)

// A person who sees "Port 3000 is already in use" must be out of it in four clicks.
func TestAPastedErrorLeadsToAFreePort(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	w := thisComputer(t).open(t, window)
	w.seeButton(label(t, "ui.checkup.again"))
	clicks := 0
	click := func(label string) {
		t.Helper()
		w.click(label)
		clicks++
	}
	click(label(t, "ask.hint"))
	w.write("Error: listen EADDRINUSE: address already in use :::" + held.portText())
	w.press("Return")
	w.see("is in use now by")
	w.see("e2e.test")
	w.photograph("answer")
	click(strings.Replace(label(t, "ask.offer.stop"), "{{.Port}}", held.portText(), 1))
	w.seeButton(label(t, "ui.stop.do"))
	if held.hasEnded() {
		t.Fatal("it was stopped before the answer")
	}
	click(label(t, "ui.stop.do"))
	w.await("the program has ended", held.hasEnded)
	w.seeButton(label(t, "ui.done"))
	wantFree(t, held.port)
	click(label(t, "ui.done"))
	w.see("any more: try again")
	w.photograph("after")
	if clicks > 4 {
		t.Errorf("it takes %d clicks", clicks)
	}
	t.Logf("%d clicks", clicks)
	w.wantQuiet()
}

func TestALessonIsReadAndTriedInTheWindow(t *testing.T) {
	w := thisComputer(t).open(t, window)
	w.press("ctrl+5")
	w.see(label(t, "learn.intro"))
	w.photograph("list")
	w.click(label(t, "learn.loopback.title"))
	w.click(label(t, "learn.loopback.try"))
	w.see("TCP on 127.0.0.1: there and back in")
	w.photograph("tried")
	w.click(label(t, "learn.back"))
	w.click(label(t, "learn.range.title"))
	w.click(label(t, "learn.range.try"))
	w.see("127.0.0.2 works: this computer reaches itself by it.")
	w.photograph("range")
	w.wantQuiet()
}

func TestExplainNamesWhoHoldsThePort(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	got := thisComputer(t).run(t, build(t, terminal), "explain", "--json", "Error: listen EADDRINUSE: address already in use :::"+held.portText()).wantExit(t, 1)
	var answer struct {
		Kind, Summary, Cause string
		Codes, Targets       []string
	}
	got.into(t, &answer)
	if answer.Kind != "error" || len(answer.Codes) == 0 || answer.Codes[0] != "P01" || !strings.Contains(answer.Cause, "e2e.test") {
		t.Errorf("got %+v", answer)
	}
	t.Logf("took %v", got.took)
}
