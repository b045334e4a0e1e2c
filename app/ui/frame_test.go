package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// choose picks an option of the control in front that has it.
func choosePick(t *testing.T, w *Window, option string) {
	t.Helper()
	found := false
	walk(front(w), func(o fyne.CanvasObject) {
		pick, ok := o.(*parts.Select)
		if !ok || found {
			return
		}
		for _, each := range pick.Options {
			if each == option {
				found = true
				pick.SetSelected(option)
				return
			}
		}
	})
	if !found {
		t.Fatalf("nothing offers %q", option)
	}
}

func tick(t *testing.T, w *Window, nth int) {
	t.Helper()
	walk(front(w), func(o fyne.CanvasObject) {
		if c, ok := o.(*parts.Box); ok {
			if nth == 0 {
				test.Tap(c)
			}
			nth--
		}
	})
	if nth >= 0 {
		t.Fatal("there is no such check")
	}
}

func TestARepairStandsInTheHistoryAndIsUndoneThere(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	computer.Files["/etc/hosts"].WriteErr = nil
	before := string(computer.Files["/etc/hosts"].Bytes)
	w, _ := openOn(t, computer)
	w.goTo(historyScreen)
	wantSaid(t, w, "Nothing was changed yet")
	w.goTo(checkupScreen)
	press(t, w, "Repair localhost…")
	press(t, w, "Repair")
	press(t, w, "Done")
	w.goTo(historyScreen)
	wantSaid(t, w, "[Undo…]", "File: /etc/hosts")
	press(t, w, "Undo…")
	wantSaid(t, w, "[Undo]", "[Cancel]")
	press(t, w, "Undo")
	wantSaid(t, w, "The change was taken back.")
	press(t, w, "Done")
	if got := string(computer.Files["/etc/hosts"].Bytes); got != before {
		t.Errorf("the file is %q, want %q", got, before)
	}
	wantSaid(t, w, "undone")
	wantUnsaid(t, w, "[Undo…]")
}

func TestAChoiceCountsAtOnceAndIsKept(t *testing.T) {
	computer := fake.New()
	w, _ := openOn(t, computer)
	w.goTo(settingScreen)
	choosePick(t, w, "Dark")
	choosePick(t, w, "Every 10 seconds")
	choosePick(t, w, "Nothing")
	choosePick(t, w, "100 backups")
	tick(t, w, 0)
	tick(t, w, 1)
	wantSaid(t, w, "The check-up asks no server.", computer.StateFolder, "0 backups of the hosts file are kept.")
	want := session.Settings{Theme: session.ThemeDark, Refresh: 10, Tray: true, DNS: session.AskNothing, Backups: 100}
	if got, err := w.doctor.Settings(); err != nil || got != want {
		t.Errorf("kept %+v, %v, want %+v", got, err, want)
	}
	if w.settings != want {
		t.Errorf("the window follows %+v", w.settings)
	}
	if got := w.app.Settings().Theme().Color("background", 1); got != background.dark {
		t.Errorf("the background is %v", got)
	}
}

func TestPortsAreReadAsOftenAsChosen(t *testing.T) {
	w, runner := openOn(t, fake.New())
	w.settings.Refresh = 0
	w.goTo(portsScreen)
	if runner.Ticking() != 0 {
		t.Error("they are read again although nobody wants that")
	}
	w.goTo(checkupScreen)
	w.settings.Refresh = 5
	w.goTo(portsScreen)
	if runner.Ticking() != 1 {
		t.Error("they are not read again")
	}
}

func TestAChoiceThatCannotBeKeptIsSaid(t *testing.T) {
	computer := fake.New()
	w, _ := openOn(t, computer)
	w.goTo(settingScreen)
	computer.Alter(func() { computer.StateFolder = filepath.Join(computer.StateFolder, "gone") })
	choosePick(t, w, "Dark")
	wantSaid(t, w, "What you chose could not be kept.")
}

func TestAnotherLanguageIsSpokenAtOnceUnlessWorkWouldBeLost(t *testing.T) {
	w, _ := openOn(t, fake.New())
	w.goTo(settingScreen)
	other, err := words.NewSpeaker(assets.Languages, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	if !w.speak(other) || w.speaker != other || w.current != settingScreen {
		t.Error("the window does not speak the other language")
	}
	wantSaid(t, w, "Language and look")
	w.goTo(portsScreen)
	page := w.built[portsScreen].(*portsPage)
	page.watch.ports = append(page.watch.ports, watchedPort{Port: 3000})
	w.goTo(settingScreen)
	if w.speak(english(t)) || w.speaker != other {
		t.Error("a watched port was forgotten for the language")
	}
	choosePick(t, w, "English")
	wantSaid(t, w, "The new language counts from the next start")
}

func TestBrokenSettingsAreSaidUntilRead(t *testing.T) {
	app := test.NewTempApp(t)
	computer := fake.New()
	computer.StateFolder = t.TempDir()
	if err := os.WriteFile(filepath.Join(computer.StateFolder, "settings.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	doctor, err := session.New(computer.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	settings, unread := doctor.Settings()
	w := New(app, doctor, english(t), tasks.Inline(), Options{Settings: settings, Unread: unread})
	t.Cleanup(w.window.Close)
	wantSaid(t, w, "The settings of this program could not be read", "settings.json")
	w.goTo(portsScreen)
	wantSaid(t, w, "The settings of this program could not be read")
	press(t, w, "Understood")
	wantUnsaid(t, w, "The settings of this program could not be read")
}

func TestTheWindowStartsAsItWasLeft(t *testing.T) {
	computer := fake.New()
	w, _ := openOn(t, computer)
	w.goTo(learnScreen)
	w.window.Resize(fyne.NewSize(1000, 640))
	w.window.Close()
	settings, err := w.doctor.Settings()
	if want := (session.WindowPlace{Width: 1000, Height: 640, Screen: "learn"}); err != nil || settings.Window != want {
		t.Fatalf("kept %+v, %v, want %+v", settings.Window, err, want)
	}
	again := New(test.NewTempApp(t), w.doctor, english(t), tasks.Inline(), Options{Settings: settings})
	t.Cleanup(again.window.Close)
	if size := again.window.Canvas().Size(); again.current != learnScreen || size.Width != 1000 {
		t.Errorf("it starts with %s at %v", again.current, size)
	}
}

func TestAPlaceThatIsNoneIsNotTaken(t *testing.T) {
	usual := session.WindowPlace{Width: startWidth, Height: startHeight, Screen: "checkup"}
	for name, left := range map[string]session.WindowPlace{
		"nothing":            {},
		"a screen long gone": {Width: startWidth, Height: startHeight, Screen: "gone"},
		"far too large":      {Width: 40000, Height: 720, Screen: "checkup"},
		"too small":          {Width: 10, Height: 10, Screen: "checkup"},
	} {
		if got := startPlace(left); got != usual {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// shortcuts are the shortcuts of the menu by their names.
func shortcuts(w *Window) map[string]*fyne.MenuItem {
	all := map[string]*fyne.MenuItem{}
	for _, menu := range w.window.MainMenu().Items {
		for _, item := range menu.Items {
			if item.Shortcut == nil {
				continue
			}
			name := item.Shortcut.ShortcutName()
			if custom, ok := item.Shortcut.(*desktop.CustomShortcut); ok {
				name = fmt.Sprintf("%d+%s", custom.Modifier, custom.KeyName)
			}
			all[name] = item
		}
	}
	return all
}

func TestEveryScreenHasItsNumberAndItsField(t *testing.T) {
	w, _ := openOn(t, fake.New())
	all := shortcuts(w)
	for i, e := range screens() {
		item := all[fmt.Sprintf("%d+%s", fyne.KeyModifierShortcutDefault, strconv.Itoa(i+1))]
		if item == nil {
			t.Fatalf("no shortcut leads to %s", e.id)
		}
		if item.Action(); w.current != e.id {
			t.Errorf("%s leads to %s", item.Label, w.current)
		}
	}
	find := all[fmt.Sprintf("%d+F", fyne.KeyModifierShortcutDefault)]
	for _, id := range []screenID{checkupScreen, portsScreen, hostsScreen, testScreen, learnScreen} {
		w.goTo(id)
		w.window.Canvas().Unfocus()
		find.Action()
		if _, ok := w.window.Canvas().Focused().(*parts.Search); !ok {
			t.Errorf("%s: the focus is on %T", id, w.window.Canvas().Focused())
		}
	}
}

// TestTheKeyboardReachesEveryButton goes with Tab through each screen.
func TestTheKeyboardReachesEveryButton(t *testing.T) {
	for _, e := range screens() {
		t.Run(string(e.id), func(t *testing.T) {
			w, _ := openOn(t, fake.Named("localhost_points_to_lan"))
			w.goTo(e.id)
			canvas := w.window.Canvas()
			reached := map[fyne.Focusable]bool{}
			for range 200 {
				canvas.FocusNext()
				if f := canvas.Focused(); f != nil {
					reached[f] = true
				}
			}
			walk(w.window.Content(), func(o fyne.CanvasObject) {
				if b, ok := o.(*parts.Button); ok && !b.Disabled() && !reached[b] && !inList(w.window.Content(), b) {
					t.Errorf("Tab never reaches %q", b.AccessibilityLabel())
				}
			})
		})
	}
}

// inList reports whether b stands in a row of a list, whose keys the list has.
func inList(root fyne.CanvasObject, b *parts.Button) bool {
	found := false
	walk(root, func(o fyne.CanvasObject) {
		if _, ok := o.(interface{ ScrollToBottom() }); !ok || found {
			return
		}
		if _, scroll := o.(fyne.Scrollable); scroll {
			return
		}
		walk(o, func(inner fyne.CanvasObject) { found = found || inner == fyne.CanvasObject(b) })
	})
	return found
}

func TestAboutNamesEveryWorkAndItsLicence(t *testing.T) {
	all := worksIn(assets.Licenses())
	if len(all) < 20 {
		t.Fatalf("only %d works", len(all))
	}
	for _, w := range all {
		if len(w.Licence) < 200 || w.Name == "" {
			t.Errorf("%q has no licence", w.Name)
		}
		if w.kind() == "" {
			t.Errorf("%s: the kind of its licence is not known", w.Name)
		}
	}
	w, _ := openOn(t, fake.New())
	w.goTo(aboutScreen)
	press(t, w, "Licences")
	wantSaid(t, w, "fyne.io/fyne/v2", "BSD, 3 clauses")
	press(t, w, "Read")
	wantSaid(t, w, "Redistribution and use in source and binary forms")
	press(t, w, "Back")
	press(t, w, "Back")
	wantSaid(t, w, "What leaves this computer")
}

func TestTheFolderOfBackupsHasAnAddress(t *testing.T) {
	for path, want := range map[string]string{
		"/home/ana/my files":  "file:///home/ana/my%20files",
		"C:/Users/ana/a#b":    "file:///C:/Users/ana/a%23b",
		"/home/ana/100%/état": "file:///home/ana/100%25/%C3%A9tat",
	} {
		if got := folderURL(path).String(); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
