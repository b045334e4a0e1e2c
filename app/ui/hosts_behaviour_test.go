package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

const someHosts = "127.0.0.1\tlocalhost\n" +
	"::1\tlocalhost\n" +
	"10.0.0.7 printer # hall\n" +
	"#10.0.0.8 old.lan\n" +
	"# Added by Docker Desktop\n" +
	"192.0.2.5 host.docker.internal\n" +
	"# End of section\n"

// openHosts opens the screen of the hosts file on a computer where it may be written.
func openHosts(t *testing.T, content string) (*fake.Computer, *Window, *hostsPage, *tasks.InlineRunner) {
	t.Helper()
	computer := fake.New()
	computer.Files["/etc/hosts"] = &fake.File{Bytes: []byte(content), Mode: 0o644}
	w, runner := openOn(t, computer)
	w.goTo(hostsScreen)
	return computer, w, w.built[hostsScreen].(*hostsPage), runner
}

func content(c *fake.Computer) string { return string(c.Files["/etc/hosts"].Bytes) }

// typeInto writes text into the field of the dialog in front with that name.
func typeInto(t *testing.T, w *Window, name, text string) *parts.Entry {
	t.Helper()
	var found *parts.Entry
	walk(front(w), func(o fyne.CanvasObject) {
		if e, ok := o.(*parts.Entry); ok && e.AccessibilityLabel() == name {
			found = e
		}
	})
	if found == nil {
		t.Fatalf("there is no field %q in:\n%s", name, said(w))
	}
	found.SetText(text)
	return found
}

func rowOf(t *testing.T, p *hostsPage, name string) *hostsRow {
	t.Helper()
	for _, row := range p.table.Rows() {
		if strings.Contains(row.names(), name) {
			return row
		}
	}
	t.Fatalf("there is no row of %s", name)
	return nil
}

func key(p *hostsPage, name fyne.KeyName) {
	p.table.Focus(p.window.Canvas())
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

// typeKey types a key as a person does: what has the focus gets it, else the window.
func typeKey(w *Window, name fyne.KeyName) {
	event := &fyne.KeyEvent{Name: name}
	if focused := w.window.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
		return
	}
	w.window.Canvas().OnTypedKey()(event)
}

// menuItem presses an item of the window's menu.
func menuItem(t *testing.T, w *Window, label string) {
	t.Helper()
	for _, menu := range w.window.MainMenu().Items {
		for _, item := range menu.Items {
			if item.Label == label {
				item.Action()
				return
			}
		}
	}
	t.Fatalf("there is no menu item %q", label)
}

func TestAnEntryIsAddedUndoneRedoneSavedAndProven(t *testing.T) {
	computer, w, p, runner := openHosts(t, someHosts)
	press(t, w, "Add…")
	typeInto(t, w, "Names", "shop.test www.shop.test")
	typeInto(t, w, "Comment (may be empty)", "web shop")
	runner.Tick()
	press(t, w, "Add")
	wantSaid(t, w, "1 change not saved")
	if row, ok := p.table.Selected(); !ok || row.names() != "shop.test www.shop.test" || row.Entry.Comment != "web shop" {
		t.Errorf("what was added is not selected: %+v", row)
	}
	if computer.Called("Hosts.Replace") != 0 {
		t.Fatal("the file was written before anybody agreed")
	}
	menuItem(t, w, "Undo")
	wantUnsaid(t, w, "not saved")
	if len(p.table.Rows()) != 5 {
		t.Errorf("%d rows after the undo, want 5", len(p.table.Rows()))
	}
	menuItem(t, w, "Redo")
	wantSaid(t, w, "1 change not saved")
	press(t, w, "Save…")
	wantSaid(t, w, "Save 1 change to the hosts file?", "+ 127.0.0.1", "shop.test www.shop.test # web shop", "[Cancel]", "A backup is kept")
	press(t, w, "Save")
	wantSaid(t, w, "The hosts file was saved.", "localhost now leads to 127.0.0.1")
	if !strings.Contains(content(computer), "shop.test www.shop.test # web shop\n") {
		t.Errorf("the file is\n%s", content(computer))
	}
	press(t, w, "Done")
	wantUnsaid(t, w, "not saved", "changed by another program")
	if len(p.model.pending.edits) != 0 {
		t.Errorf("still pending: %+v", p.model.pending.edits)
	}
	press(t, w, "Undo last saved change")
	press(t, w, "Undo")
	press(t, w, "Done")
	if content(computer) != someHosts {
		t.Errorf("after the undo the file is\n%s", content(computer))
	}
}

func TestWhatIsSavedIsUndoneByTheNextStartOfTheProgram(t *testing.T) {
	computer, w, p, _ := openHosts(t, someHosts)
	p.removeRow(rowOf(t, p, "printer"))
	press(t, w, "Save…")
	press(t, w, "Save")
	press(t, w, "Done")
	state := computer.StateFolder
	again, _ := openOn(t, computer)
	computer.StateFolder = state
	again.goTo(hostsScreen)
	press(t, again, "Undo last saved change")
	press(t, again, "Undo")
	if content(computer) != someHosts {
		t.Errorf("the file is\n%s", content(computer))
	}
}

func TestAllIsDoneWithTheKeyboard(t *testing.T) {
	computer, w, p, runner := openHosts(t, someHosts)
	p.table.Select(rowOf(t, p, "printer").Key)
	key(p, fyne.KeySpace)
	if row, ok := p.table.Selected(); !ok || row.Entry.Enabled || row.names() != "printer" {
		t.Fatalf("Space did not switch it off: %+v", row)
	}
	key(p, fyne.KeyReturn)
	typeInto(t, w, "Address that they lead to", "10.0.0.9")
	runner.Tick()
	typeKey(w, fyne.KeyReturn)
	wantSaid(t, w, "2 changes not saved")
	p.table.Select(rowOf(t, p, "old.lan").Key)
	key(p, fyne.KeyDelete)
	wantSaid(t, w, "3 changes not saved")
	menuItem(t, w, "Save…")
	typeKey(w, fyne.KeyReturn)
	want := strings.NewReplacer("10.0.0.7 printer", "# 10.0.0.9 printer", "#10.0.0.8 old.lan\n", "").Replace(someHosts)
	if content(computer) != want {
		t.Errorf("the file is\n%s\nwant\n%s", content(computer), want)
	}
}

func TestEnterBeforeTheFileWasAskedAsksItFirst(t *testing.T) {
	_, w, _, _ := openHosts(t, someHosts)
	press(t, w, "Add…")
	typeInto(t, w, "Names", "shop.test").TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if w.asking() {
		t.Fatal("the dialog is still open")
	}
	wantSaid(t, w, "1 change not saved")
}

func TestASwitchIsPressedWithTheMouse(t *testing.T) {
	_, w, p, _ := openHosts(t, someHosts)
	var switches []*parts.Switch
	walk(p.table.Object, func(o fyne.CanvasObject) {
		if s, ok := o.(*parts.Switch); ok {
			switches = append(switches, s)
		}
	})
	if len(switches) < 4 {
		t.Fatalf("%d switches, want one for each entry", len(switches))
	}
	test.Tap(switches[3])
	if row := rowOf(t, p, "old.lan"); !row.Entry.Enabled {
		t.Error("old.lan is still off")
	}
	wantSaid(t, w, "1 change not saved")
	test.Tap(switches[3])
	wantUnsaid(t, w, "not saved")
}

func TestALineOfAnotherProgramIsNotTouched(t *testing.T) {
	_, w, p, _ := openHosts(t, someHosts)
	row := rowOf(t, p, "host.docker.internal")
	p.toggle(row)
	wantSaid(t, w, "Docker Desktop has written this line", "Change it in Docker Desktop instead.")
	if !p.edit.Disabled() || !p.remove.Disabled() {
		t.Error("Edit or Remove can be pressed")
	}
	for _, name := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyDelete} {
		key(p, name)
	}
	if w.asking() || len(p.model.pending.edits) != 0 {
		t.Errorf("pending: %+v", p.model.pending.edits)
	}
}

func TestWhatIsTypedIsJudgedAtOnce(t *testing.T) {
	_, w, p, runner := openHosts(t, someHosts)
	for _, c := range []struct{ names, address, says string }{
		{"http://x.test", "127.0.0.1", "x.test"},
		{"x.test:3000", "127.0.0.1", "port"},
		{"*.test", "127.0.0.1", "*"},
		{"-x.test", "127.0.0.1", "-x.test"},
		{strings.Repeat("a", 64) + ".test", "127.0.0.1", "64"},
		{"bücher.test", "127.0.0.1", "xn--bcher-kva.test"},
		{"x.test", "999.1.1.1", "999"},
		{"x.test", "localhost", "localhost"},
	} {
		press(t, w, "Add…")
		typeInto(t, w, "Names", c.names)
		typeInto(t, w, "Address that they lead to", c.address)
		before := said(w)
		if !strings.Contains(before, c.says) {
			t.Errorf("%+v: it says\n%s", c, before)
		}
		runner.Tick()
		press(t, w, "Add")
		if !w.asking() {
			t.Fatalf("%+v was taken", c)
		}
		typeKey(w, fyne.KeyEscape)
		if w.asking() || len(p.model.pending.edits) != 0 {
			t.Fatalf("%+v: Escape did not close the dialog, or something is pending", c)
		}
	}
}

func TestWhatTheFileMakesOfATypedEntryIsSaid(t *testing.T) {
	_, w, _, runner := openHosts(t, someHosts)
	press(t, w, "Add…")
	typeInto(t, w, "Names", "localhost")
	runner.Tick()
	wantSaid(t, w, "localhost has this address already")
	typeInto(t, w, "Names", "www.example.com")
	runner.Tick()
	wantSaid(t, w, "This hides the real site from this computer.")
	wantUnsaid(t, w, "already")
	press(t, w, "Add")
	wantSaid(t, w, "1 change not saved")
}

func TestAnEditThatWouldBreakLocalhostIsRefused(t *testing.T) {
	_, w, p, runner := openHosts(t, someHosts)
	p.table.Select(rowOf(t, p, "localhost").Key)
	press(t, w, "Edit…")
	typeInto(t, w, "Address that they lead to", "10.0.0.1")
	runner.Tick()
	press(t, w, "Change")
	if !w.asking() {
		t.Fatal("it was taken")
	}
	press(t, w, "Cancel")
	p.removeRow(rowOf(t, p, "localhost"))
	if len(p.model.pending.edits) != 0 || p.told == nil {
		t.Errorf("pending %+v, told %v", p.model.pending.edits, p.told)
	}
}

func TestAnOutsideChangeIsNoticedAndPendingEditsAreKept(t *testing.T) {
	computer, w, p, runner := openHosts(t, someHosts)
	p.toggle(rowOf(t, p, "printer"))
	p.toggle(rowOf(t, p, "old.lan"))
	runner.Signals()
	wantUnsaid(t, w, "changed by another program")
	theirs := "# first\n" + strings.Replace(someHosts, "#10.0.0.8 old.lan\n", "", 1)
	computer.Write("/etc/hosts", []byte(theirs))
	runner.Signals()
	wantSaid(t, w, "The file was changed by another program", "are kept when you reload", "2 changes not saved")
	press(t, w, "Show differences")
	wantSaid(t, w, "What the other program changed", "+ # first", "− #10.0.0.8 old.lan", "What you are about to change", "1 of your changes no longer fits")
	press(t, w, "Cancel")
	press(t, w, "Reload")
	wantSaid(t, w, "1 change not saved", "1 of your changes no longer fits the file", "Switch old.lan on or off: the line is no longer there")
	wantUnsaid(t, w, "changed by another program")
	if row := rowOf(t, p, "printer"); row.Entry.Enabled || row.Entry.Line != 4 {
		t.Errorf("the edit was not carried over: %+v", row.Entry)
	}
	press(t, w, "Understood")
	wantUnsaid(t, w, "no longer fits")
	press(t, w, "Save…")
	press(t, w, "Save")
	if want := strings.Replace(theirs, "10.0.0.7 printer", "# 10.0.0.7 printer", 1); content(computer) != want {
		t.Errorf("the file is\n%s", content(computer))
	}
}

func TestAChangeThatWasNotToldOfStopsTheSave(t *testing.T) {
	computer, w, p, _ := openHosts(t, someHosts)
	p.toggle(rowOf(t, p, "printer"))
	computer.Files["/etc/hosts"].Bytes = []byte(someHosts + "# theirs\n")
	press(t, w, "Save…")
	wantUnsaid(t, w, "[Save]")
	press(t, w, "Done")
	wantSaid(t, w, "The file was changed by another program", "1 change not saved")
	if got := content(computer); got != someHosts+"# theirs\n" {
		t.Errorf("the file is\n%s", got)
	}
}

func TestWhereNothingTellsOfChangesTheFileIsLookedAt(t *testing.T) {
	computer := fake.New()
	computer.WatchErr = platform.ErrUnsupported
	w, runner := openOn(t, computer)
	w.goTo(hostsScreen)
	computer.Files["/etc/hosts"].Bytes = []byte("127.0.0.1 localhost\n")
	runner.Tick()
	wantSaid(t, w, "The file was changed by another program")
	w.goTo(portsScreen)
	w.goTo(testScreen)
	if runner.Ticking() != 0 || runner.Following() != 0 {
		t.Errorf("%d tickers and %d watchers are left", runner.Ticking(), runner.Following())
	}
}

func TestPendingEditsSurviveAVisitToAnotherScreen(t *testing.T) {
	_, w, p, runner := openHosts(t, someHosts)
	p.toggle(rowOf(t, p, "printer"))
	w.goTo(portsScreen)
	if runner.Following() != 0 {
		t.Error("the file is still watched")
	}
	w.goTo(hostsScreen)
	wantSaid(t, w, "1 change not saved")
	menuItem(t, w, "Undo")
	wantUnsaid(t, w, "not saved")
}

func TestABackupIsComparedAndRestored(t *testing.T) {
	computer, w, p, _ := openHosts(t, someHosts)
	press(t, w, "Backups…")
	wantSaid(t, w, "There are no backups yet")
	press(t, w, "Done")
	p.removeRow(rowOf(t, p, "printer"))
	press(t, w, "Save…")
	press(t, w, "Save")
	press(t, w, "Done")
	press(t, w, "Backups…")
	wantSaid(t, w, "Kept before this:", "bytes.", "[Compare]", "[Restore…]")
	press(t, w, "Compare")
	wantSaid(t, w, "+ 10.0.0.7 printer # hall")
	press(t, w, "Back")
	press(t, w, "Restore…")
	wantSaid(t, w, "+ 10.0.0.7 printer # hall", "[Cancel]", "[Restore]")
	press(t, w, "Restore")
	wantSaid(t, w, "The hosts file is again what it was then.", "localhost now leads to")
	press(t, w, "Done")
	if content(computer) != someHosts {
		t.Errorf("the file is\n%s", content(computer))
	}
}

func TestADamagedBackupIsMarkedAndNotOffered(t *testing.T) {
	computer, w, p, _ := openHosts(t, someHosts)
	p.removeRow(rowOf(t, p, "printer"))
	press(t, w, "Save…")
	press(t, w, "Save")
	press(t, w, "Done")
	raw, err := filepath.Glob(filepath.Join(computer.StateFolder, "backups", "*.hosts"))
	if err != nil || len(raw) != 1 {
		t.Fatalf("%v, %v", raw, err)
	}
	if err := os.WriteFile(raw[0], []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	press(t, w, "Backups…")
	wantSaid(t, w, "damaged")
	wantUnsaid(t, w, "[Restore…]", "[Compare]")
}

func TestEveryObstacleIsNamedWithWhatToDo(t *testing.T) {
	computer, w, p, _ := openHosts(t, someHosts)
	wantUnsaid(t, w, "[Why can’t I save?]")
	computer.Files["/etc/hosts"].Obstacles = []platform.Obstacle{
		{Kind: platform.ObstacleImmutable, Path: "/etc/hosts", Blocks: true, Flags: 16},
		{Kind: platform.ObstacleWSL, Path: "/etc/wsl.conf"},
	}
	press(t, w, "Reload")
	press(t, w, "Why can’t I save?")
	found, err := p.doctor.HostsObstacles(t.Context(), session.HostsTarget{})
	if err != nil || len(found) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	for _, o := range found {
		wantSaid(t, w, w.say(o.Title), w.say(o.Do))
	}
	press(t, w, "Done")

	p.toggle(rowOf(t, p, "printer"))
	press(t, w, "Save…")
	wantSaid(t, w, w.say(found[0].Title))
	press(t, w, "Save")
	if computer.Called("Hosts.Replace") != 0 || computer.Called("Obstacles.Lift") != 0 {
		t.Fatal("the protection was taken off before anybody agreed")
	}
	agree(t, w)
	press(t, w, "Save")
	wantSaid(t, w, "The hosts file was saved.")
	if computer.Called("Obstacles.Lift") != 1 || computer.Files["/etc/hosts"].Lifted != 0 {
		t.Error("the protection was not taken off, or not put back")
	}
}

func TestWhatWasInterruptedIsToldOnce(t *testing.T) {
	computer, w, p, _ := openHosts(t, someHosts)
	p.toggle(rowOf(t, p, "printer"))
	press(t, w, "Save…")
	press(t, w, "Save")
	press(t, w, "Done")
	journal := filepath.Join(computer.StateFolder, "history.jsonl")
	cutOff(t, journal)
	press(t, w, "Reload")
	wantSaid(t, w, "The program was ended while it was changing the hosts file")
	press(t, w, "Understood")
	wantUnsaid(t, w, "was ended while")
	press(t, w, "Reload")
	wantUnsaid(t, w, "was ended while")
}

func TestTheTextOfTheFileIsShownAsItIs(t *testing.T) {
	_, w, p, _ := openHosts(t, "127.0.0.1\tlocalhost\r\n# caf\xe9 \x1b[31m\r\n")
	press(t, w, "Text")
	if p.table.Object.Visible() || !p.lines.Object.Visible() {
		t.Fatal("the table is still there")
	}
	if got := p.lines.Shown(2); got != "# caf<xE9> <U+001B>[31m" {
		t.Errorf("line 2 is shown as %q", got)
	}
	if got := p.lines.Shown(1); got != "127.0.0.1    localhost" || p.lines.Shown(3) != "" {
		t.Errorf("line 1 is shown as %q, line 3 as %q", got, p.lines.Shown(3))
	}
	p.chooseLine(2)
	wantSaid(t, w, "Line 2: # caf<xE9>")
	press(t, w, "Table")
	if !p.table.Object.Visible() || p.lines.Object.Visible() {
		t.Error("the table did not come back")
	}
}

func TestAFileInUTF16IsShownAsText(t *testing.T) {
	utf16 := []byte("\xff\xfe")
	for _, r := range "127.0.0.1 localhost\n" {
		utf16 = append(utf16, byte(r), 0)
	}
	_, w, p, _ := openHosts(t, string(utf16))
	press(t, w, "Text")
	if got := p.lines.Shown(1); !strings.HasSuffix(got, "127.0.0.1 localhost") {
		t.Errorf("line 1 is shown as %q", got)
	}
}

// cutOff takes the last line of the journal away, which tells how a change ended.
func cutOff(t *testing.T, journal string) {
	t.Helper()
	content, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(string(content), "\n"), "\n")
	if err := os.WriteFile(journal, []byte(strings.Join(lines[:len(lines)-1], "")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// agree ticks what the dialog in front asks.
func agree(t *testing.T, w *Window) {
	t.Helper()
	var box *parts.Box
	walk(front(w), func(o fyne.CanvasObject) {
		if c, ok := o.(*parts.Box); ok {
			box = c
		}
	})
	if box == nil {
		t.Fatalf("nothing is asked in:\n%s", said(w))
	}
	test.Tap(box)
}

func TestTheWindowIsNotClosedOverUnsavedChanges(t *testing.T) {
	_, w, p, runner := openHosts(t, someHosts)
	p.toggle(rowOf(t, p, "printer"))
	w.goTo(testScreen)
	menuItem(t, w, "Quit")
	wantSaid(t, w, "Close without saving 1 change?")
	menuItem(t, w, "Quit")
	if open := len(w.window.Canvas().Overlays().List()); open != 1 {
		t.Errorf("it is asked %d times", open)
	}
	typeKey(w, fyne.KeyEscape)
	w.goTo(hostsScreen)
	wantSaid(t, w, "1 change not saved")
	menuItem(t, w, "Quit")
	press(t, w, "Close without saving")
	if runner.Following() != 0 {
		t.Error("the window is still open")
	}
}

func TestTheWindowIsClosedAtOnceWhenAllIsSaved(t *testing.T) {
	_, w, _, runner := openHosts(t, someHosts)
	menuItem(t, w, "Quit")
	if w.asking() || runner.Following() != 0 {
		t.Error("the window is still open")
	}
}

func TestUndoInATextFieldUndoesWhatWasTypedThere(t *testing.T) {
	_, w, p, _ := openHosts(t, someHosts)
	p.toggle(rowOf(t, p, "printer"))
	w.window.Canvas().Focus(p.search)
	test.Type(p.search, "lo")
	menuItem(t, w, "Undo")
	wantSaid(t, w, "1 change not saved")
	if p.search.Text == "lo" {
		t.Error("what was typed is still there")
	}
	p.search.SetText("")
	w.window.Canvas().Unfocus()
	menuItem(t, w, "Undo")
	wantUnsaid(t, w, "not saved")
}
