package ui

import (
	"strings"
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestTheCheckUpRunsByItself(t *testing.T) {
	w, _ := openOn(t, fake.New())
	wantSaid(t, w, "Localhost works on this computer", "What was checked", "[Check again]")
}

func TestLocalhostIsRepairedFromTheCheckUpAndProven(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	computer.Files["/etc/hosts"].WriteErr = nil
	w, _ := openOn(t, computer)
	wantSaid(t, w, "Localhost is broken on this computer")
	press(t, w, "Repair localhost…")
	wantSaid(t, w, "A backup is kept", "− 192.0.2.77 localhost", "[Cancel]")
	if computer.Called("Hosts.Replace") != 0 {
		t.Fatal("the file was written before anybody agreed")
	}
	press(t, w, "Repair")
	wantSaid(t, w, "The hosts file was repaired.", "localhost now leads to 127.0.0.1")
	if got := string(computer.Files["/etc/hosts"].Bytes); !strings.Contains(got, "127.0.0.1 localhost") {
		t.Errorf("the hosts file is %q", got)
	}
	press(t, w, "Done")
	wantSaid(t, w, "Localhost works on this computer")
}

func TestWithoutPermissionTheRepairSaysWhatToDo(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	computer.Files["/etc/hosts"].WriteErr = platform.ErrNeedsAdmin
	w, _ := openOn(t, computer)
	press(t, w, "Repair localhost…")
	wantSaid(t, w, "needs administrator permission", "cannot ask you for", "To do the same by hand:", "Open /etc/hosts in an editor as administrator.", "[Done]")
	wantUnsaid(t, w, "was repaired", "[Repair]", "sudo")
}

func TestTheLastChangeIsUndoneFromTheHostsFileScreen(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	computer.Files["/etc/hosts"].WriteErr = nil
	w, _ := openOn(t, computer)
	before := string(computer.Files["/etc/hosts"].Bytes)
	w.goTo(hostsScreen)
	wantSaid(t, w, "localhost leads elsewhere")
	press(t, w, "Repair localhost")
	press(t, w, "Repair")
	press(t, w, "Done")
	wantSaid(t, w, "localhost is right")
	press(t, w, "Undo last saved change")
	press(t, w, "Undo")
	if got := string(computer.Files["/etc/hosts"].Bytes); got != before {
		t.Errorf("after undo the file is %q, want %q", got, before)
	}
	wantSaid(t, w, "The last change was undone.")
}

func TestEscapeClosesTheDialogAndChangesNothing(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	w, _ := openOn(t, computer)
	press(t, w, "Repair localhost…")
	w.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.asking() || computer.Called("Hosts.Replace") != 0 {
		t.Errorf("dialog open: %v, writes: %d", w.asking(), computer.Called("Hosts.Replace"))
	}
}

func TestShortcutsDoNotReachPastADialog(t *testing.T) {
	w, _ := openOn(t, fake.Named("localhost_points_to_lan"))
	press(t, w, "Repair localhost…")
	w.goTo(portsScreen)
	if w.current != checkupScreen {
		t.Errorf("the screen changed to %s behind the dialog", w.current)
	}
}

func TestAProgramIsStoppedAndThePortProvenFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		computer := fake.New()
		computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000")
		w, _ := openOn(t, computer)
		w.goTo(portsScreen)
		press(t, w, "Stop…")
		wantSaid(t, w, "Stop node on port 3000?", "[Stop]", "[Cancel]")
		press(t, w, "Stop")
		wantSaid(t, w, "Port 3000 is free.", "To start it again:", "node --serve")
		if _, runs := computer.Running[4242]; runs {
			t.Error("the program still runs")
		}
	})
}

func TestForceIsASecondQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		computer := fake.New()
		computer.Run(program(4242, "node", fake.Ignores), "127.0.0.1:3000")
		w, _ := openOn(t, computer)
		w.goTo(portsScreen)
		press(t, w, "Stop…")
		wantUnsaid(t, w, "[Force it to stop]")
		press(t, w, "Stop")
		wantSaid(t, w, "Port 3000 is still in use.", "[Force it to stop]", "[Leave it running]")
		if _, runs := computer.Running[4242]; !runs {
			t.Fatal("it was forced without a second question")
		}
		press(t, w, "Force it to stop")
		wantSaid(t, w, "Port 3000 is free.")
	})
}

func TestWhatTheSystemNeedsIsNotStopped(t *testing.T) {
	computer := fake.New()
	computer.Run(program(1, "systemd", fake.Obeys), "127.0.0.1:111")
	w, _ := openOn(t, computer)
	w.goTo(portsScreen)
	press(t, w, "Stop…")
	wantUnsaid(t, w, "[Stop]", "[Force it to stop]")
	press(t, w, "Done")
	if _, runs := computer.Running[1]; !runs || computer.Called("Handle.Ask") != 0 {
		t.Error("process 1 was asked to end")
	}
}

func TestTheTableRefreshesItselfAndKeepsTheSelection(t *testing.T) {
	computer := fake.New()
	computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000")
	computer.Run(program(4300, "vite", fake.Obeys), "[::1]:5173")
	w, runner := openOn(t, computer)
	w.goTo(portsScreen)
	p := w.built[portsScreen].(*portsPage)
	p.table.Select(p.model.rows[1].Key)
	computer.Run(program(4400, "redis-server", fake.Obeys), "127.0.0.1:1234")
	runner.Tick()
	if row, ok := p.table.Selected(); !ok || row.Program != "vite" || len(p.model.rows) != 3 {
		t.Errorf("selected %+v, %v of %d rows", row, ok, len(p.model.rows))
	}
	wantSaid(t, w, "Port 5173 · vite")
}

func TestRefreshingEndsWithTheScreenAndRestsInTheBackground(t *testing.T) {
	computer := fake.New()
	w, runner := openOn(t, computer)
	w.goTo(portsScreen)
	if runner.Ticking() != 1 {
		t.Fatalf("%d tickers on the ports screen, want 1", runner.Ticking())
	}
	before := computer.Called("Sockets.Listeners")
	w.background = true
	for range restFor {
		runner.Tick()
	}
	if got := computer.Called("Sockets.Listeners") - before; got != 1 {
		t.Errorf("%d refreshes of %d ticks in the background, want 1", got, restFor)
	}
	w.goTo(hostsScreen)
	if runner.Ticking() != 0 {
		t.Errorf("%d tickers after leaving the ports screen, want none", runner.Ticking())
	}
}

func TestNothingIsLookedAtForAMinimisedWindow(t *testing.T) {
	computer := fake.New()
	app := test.NewTempApp(t)
	runner, minimised := tasks.Inline(), true
	w := New(app, doctorOf(t, computer), english(t), runner, Options{
		Settings: session.UsualSettings(), Minimised: func(fyne.Window) bool { return minimised },
	})
	t.Cleanup(w.window.Close)
	w.goTo(portsScreen)
	w.background = true
	before := computer.Called("Sockets.Listeners")
	for range 3 * restFor {
		runner.Tick()
	}
	if got := computer.Called("Sockets.Listeners") - before; got != 0 {
		t.Errorf("%d refreshes while minimised, want none", got)
	}
	minimised, w.background = false, false
	runner.Tick()
	if got := computer.Called("Sockets.Listeners") - before; got != 1 {
		t.Errorf("%d refreshes at the first tick afterwards, want 1", got)
	}
}

func TestEnterTestsAnAddress(t *testing.T) {
	w, _ := openOn(t, fake.New())
	w.goTo(testScreen)
	p := w.built[testScreen].(*testPage)
	test.Type(p.entry, "example.com")
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wantSaid(t, w, "example.com")
	p.entry.SetText("localhost:9")
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wantSaid(t, w, "IPv4 127.0.0.1", "[Details]")
}

func TestACancelledCheckUpSaysSoAndCanRunAgain(t *testing.T) {
	runner := &held{}
	doctor, err := session.New(fake.New().System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	w := openWindow(t, doctor, runner, AlwaysLight, startWidth, startHeight)
	wantSaid(t, w, "Checking this computer")
	press(t, w, "Cancel")
	runner.waiting[0]()
	wantSaid(t, w, "[Check again]")
	wantUnsaid(t, w, "Localhost works", "[Cancel]")
	press(t, w, "Check again")
	runner.waiting[len(runner.waiting)-1]()
	wantSaid(t, w, "Localhost works on this computer")
}

func TestMenuAndNavigationFollowFromTheScreens(t *testing.T) {
	w, _ := openOn(t, fake.New())
	view := w.window.MainMenu().Items[1].Items
	for i, e := range screens() {
		if view[i].Label != w.say(e.title) || view[i].Shortcut == nil {
			t.Errorf("menu item %d is %q", i, view[i].Label)
		}
		view[i].Action()
		if w.current != e.id {
			t.Errorf("%q opens %s", view[i].Label, w.current)
		}
	}
	if w.window.Content().MinSize().Width < 800 {
		t.Errorf("the window can be %v small", w.window.Content().MinSize())
	}
}
