package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestTheLoopbackNetworkIsSwitchedOnFromTheCheckUpProvenAndTakenBack(t *testing.T) {
	computer := asking(fake.Named("loopback_down"))
	w, _ := openOn(t, computer)
	wantSaid(t, w, "The loopback network is switched off", "[Fix…]", "[Show me how]", "[What is this?]")
	press(t, w, "Fix…")
	wantSaid(t, w, "Loopback network lo", "− down", "+ up", "It can be undone.", "[Fix it (asks for permission)]", "asks for administrator permission first", "[Cancel]")
	if computer.Called("Settings.Write") != 0 {
		t.Fatal("it was changed before anybody agreed")
	}
	press(t, w, "Fix it (asks for permission)")
	wantSaid(t, w, "It is fixed.", "The loopback network “lo” is on.", "[Undo…]")
	press(t, w, "Undo…")
	wantSaid(t, w, "− up", "+ down")
	press(t, w, "Undo (asks for permission)")
	wantSaid(t, w, "The change was taken back.")
	press(t, w, "Done")
	wantSaid(t, w, "Localhost is broken on this computer")
}

func TestWithoutPermissionTheFixShowsTheStepsByHand(t *testing.T) {
	computer := fake.Named("loopback_down")
	computer.SettingsErr = platform.ErrNeedsAdmin
	w, _ := openOn(t, computer)
	press(t, w, "Fix…")
	wantSaid(t, w, "needs administrator permission", "To do the same by hand:", "sudo ip link set lo up", "[Done]")
	wantUnsaid(t, w, "It is fixed.", "[Fix it]", "[Undo…]")
}

func TestWhatChangedMeanwhileIsNotFixed(t *testing.T) {
	computer := asking(fake.Named("loopback_down"))
	w, _ := openOn(t, computer)
	press(t, w, "Fix…")
	healthy := fake.New()
	computer.Alter(func() { computer.Interfaces, computer.Faults, computer.PingErr = healthy.Interfaces, nil, nil })
	press(t, w, "Fix it (asks for permission)")
	wantSaid(t, w, "Somebody has changed it since.")
	wantUnsaid(t, w, "It is fixed.")
}

// unexplained is a catalogue that explains nothing.
func unexplained(string) (session.Help, bool) { return session.Help{}, false }

func TestEveryFindingSaysWhatItIsAbout(t *testing.T) {
	for _, code := range diagnose.Codes() {
		said := whatIsThis(english(t), unexplained, code)
		if said == "" || strings.HasPrefix(said, "ui-what") {
			t.Errorf("%s: %q", code, said)
		}
	}
	explained := func(code string) (session.Help, bool) { return diagnose.Guide(code, "linux") }
	if said := whatIsThis(english(t), explained, "N05"); !strings.HasPrefix(said, "A DNS server says that localhost is another computer. It does no harm") || !strings.Contains(said, "has to find its address") {
		t.Errorf("N05: %q", said)
	}
	for _, letter := range "HNLFXPSCBWE" {
		if said := whatIsThis(english(t), unexplained, string(letter)+"01"); strings.HasPrefix(said, "ui-what") || said == "" {
			t.Errorf("%c: %q", letter, said)
		}
	}
}

// entryInFront returns the text field of the dialog in front.
func entryInFront(t *testing.T, w *Window) *parts.Entry {
	t.Helper()
	var found *parts.Entry
	walk(front(w), func(o fyne.CanvasObject) {
		if e, ok := o.(*parts.Entry); ok {
			found = e
		}
	})
	if found == nil {
		t.Fatalf("no field in:\n%s", said(w))
	}
	return found
}

func TestAReportIsSavedFromTheCheckUp(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	w, _ := openOn(t, computer)
	press(t, w, "Save report…")
	entry := entryInFront(t, w)
	if filepath.Base(entry.Text) != "localhost-report-2026-11-20.html" {
		t.Errorf("it suggests %q", entry.Text)
	}
	for _, name := range []string{"r.html", "r.json", "r.txt"} {
		path := filepath.Join(computer.StateFolder, name)
		entryInFront(t, w).SetText(path)
		press(t, w, "Save")
		wantSaid(t, w, "The report is in "+path)
		content, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(content), "[public-address-1]") || strings.Contains(string(content), "192.0.2.77") {
			t.Errorf("%s: %v\n%.300s", name, err, content)
		}
		press(t, w, "Done")
		press(t, w, "Save report…")
	}
	path := filepath.Join(computer.StateFolder, "r.txt")
	entryInFront(t, w).SetText(path)
	press(t, w, "Save")
	wantSaid(t, w, "There is a file of that name already.", "[Replace it]")
	walk(front(w), func(o fyne.CanvasObject) {
		if check, ok := o.(*parts.Box); ok {
			test.Tap(check)
		}
	})
	press(t, w, "Replace it")
	wantSaid(t, w, "The report is in "+path)
	if content, err := os.ReadFile(path); err != nil || !strings.Contains(string(content), "192.0.2.77") {
		t.Errorf("the full one: %v\n%.300s", err, content)
	}
}

func TestAReportIsNotSavedWithoutAName(t *testing.T) {
	w, _ := openOn(t, fake.New())
	press(t, w, "Save report…")
	entryInFront(t, w).SetText("")
	press(t, w, "Save")
	wantSaid(t, w, "Give the file a name.")
	entryInFront(t, w).SetText(filepath.Join(t.TempDir(), "no", "such", "folder", "r.txt"))
	press(t, w, "Save")
	wantSaid(t, w, "could not be written", "[Save]")
}

func TestTheReportIsCopied(t *testing.T) {
	w, _ := openOn(t, fake.Named("localhost_points_to_lan"))
	press(t, w, "Copy report")
	wantSaid(t, w, "The report can be pasted now.", "Localhost is broken on this computer")
	copied := w.app.Clipboard().Content()
	if !strings.Contains(copied, "H02") || strings.Contains(copied, "192.0.2.77") {
		t.Errorf("copied %.300s", copied)
	}
}
