package ui

import (
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2/test"

	"localhostdoctor/platform/fake"
)

// paste puts text into the field on top of the check-up and presses Enter.
func paste(w *Window, text string) *ask {
	a := w.built[checkupScreen].(*checkup).ask
	a.entry.SetText(text)
	a.entry.OnSubmitted(a.entry.Text)
	return a
}

func TestAPastedErrorIsExplainedAndThePortFreed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		computer := fake.New()
		computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000")
		w, _ := openOn(t, computer)
		paste(w, "Error: listen EADDRINUSE: address already in use :::3000")
		wantSaid(t, w, "Port 3000 is already in use", "in use now by node (PID 4242)", "[Free port 3000…]", "[Find me a free port]", "[Test it]")
		press(t, w, "Free port 3000…")
		press(t, w, "Stop")
		wantSaid(t, w, "Port 3000 is free.")
		press(t, w, "Done")
		wantSaid(t, w, "Nothing listens on port 3000 any more")
		wantUnsaid(t, w, "[Free port 3000…]", "is already in use")
	})
}

func TestAFreePortIsFoundForAPastedError(t *testing.T) {
	computer := fake.New()
	computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000")
	w, _ := openOn(t, computer)
	paste(w, "Port 3000 is already in use")
	press(t, w, "Find me a free port")
	wantSaid(t, w, "is free: start your program there.")
	press(t, w, "Copy")
	if got := w.app.Clipboard().Content(); !strings.HasPrefix(got, "30") {
		t.Errorf("copied %q", got)
	}
}

func TestWhatAnErrorMeansIsShownOnDemand(t *testing.T) {
	w, _ := openOn(t, fake.New())
	paste(w, "localhost refused to connect.")
	wantUnsaid(t, w, "No program listens on this port: start it")
	press(t, w, "Show me how")
	wantSaid(t, w, "No program listens on this port: start it")
	press(t, w, "What it means")
	wantSaid(t, w, "Usually said by: Chrome, Edge.")
	press(t, w, "Close")
	wantUnsaid(t, w, "refused")
}

func TestThePastedAddressIsTestedOnItsOwnScreen(t *testing.T) {
	w, _ := openOn(t, fake.New())
	paste(w, "Error: connect ECONNREFUSED 127.0.0.1:1")
	press(t, w, "Test it")
	if w.current != testScreen {
		t.Errorf("the screen is %s", w.current)
	}
}

func TestAnUnknownTextIsSaidToBeUnknown(t *testing.T) {
	w, _ := openOn(t, fake.New())
	paste(w, "the quick brown fox")
	wantSaid(t, w, "This text is not one that the program knows.", "[Run the check-up]")
	press(t, w, "Run the check-up")
	wantSaid(t, w, "Localhost works on this computer")
}

func TestAnAddressIsExplainedInTheField(t *testing.T) {
	w, _ := openOn(t, fake.New())
	paste(w, "192.168.1.20")
	wantSaid(t, w, "192.168.1.20 is a private address")
	paste(w, "")
	wantUnsaid(t, w, "private address")
}

// What is pasted comes from strangers: it must not draw anything of its own, and
// must not hold the window up.
func TestAHostileTextIsShownSafely(t *testing.T) {
	w, _ := openOn(t, fake.New())
	for _, text := range []string{
		"http://localhost:3000/\u202egnp.exe", "getaddrinfo ENOTFOUND \x1b]0;owned\x07evil.test", "\xff\xfe\x00",
		strings.Repeat("address already in use :::3000 ", 40_000),
	} {
		a := paste(w, text)
		if len(a.entry.Text) > mostAsked {
			t.Errorf("%d bytes are laid out", len(a.entry.Text))
		}
		for _, r := range said(w) {
			if r == '\u202e' || r == '\x1b' || r == '\x07' {
				t.Errorf("%q reaches the screen from %.40q", r, text)
			}
		}
	}
}

func TestTheFieldKeepsItsTextWhileTheCheckUpRuns(t *testing.T) {
	w, _ := openOn(t, fake.New())
	a := w.built[checkupScreen].(*checkup).ask
	test.Type(a.entry, "3000")
	w.built[checkupScreen].refresh()
	if a.entry.Text != "3000" {
		t.Errorf("the field holds %q", a.entry.Text)
	}
}
