package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

func TestHostsEntriesSayOnOffAndWhatIsWrong(t *testing.T) {
	speaker := english(t)
	rows := hostsRows(hostsView().Report)
	want := []struct {
		tone    parts.Tone
		on      bool
		fixed   bool
		meaning string
	}{
		{parts.Problem, true, false, "Sends localhost to 203.0.113.9"},
		{parts.Plain, true, false, "This computer’s own name."},
		{parts.Plain, true, false, "over IPv6"},
		{parts.Plain, true, false, "Sends shop.test to this computer."},
		{parts.Unknown, false, false, "Off."},
		{parts.Plain, true, true, "Written by Docker Desktop."},
	}
	state := hostsColumns(speaker, nil)[0]
	for i, row := range rows {
		on, fixed := state.On(row)
		if got := entryTone(row.Entry); got != want[i].tone || on != want[i].on || fixed != want[i].fixed {
			t.Errorf("line %d: tone %d, on %v, fixed %v; want %+v", row.Entry.Line, got, on, fixed, want[i])
		}
		if got := entryMeaning(speaker, row.Entry); !strings.HasPrefix(got, want[i].meaning) && !strings.HasSuffix(got, want[i].meaning) && !strings.Contains(got, want[i].meaning) {
			t.Errorf("line %d means %q, want %q", row.Entry.Line, got, want[i].meaning)
		}
	}
	if got := state.Text(rows[4]); got != "off" {
		t.Errorf("a line that is off says %q", got)
	}
	if got := entryDetail(speaker, rows[5].Entry); !strings.Contains(got, "Docker Desktop") || !strings.Contains(got, "cannot be changed here") {
		t.Errorf("a line of another program says %q", got)
	}
}

func TestTheSearchFindsWhatIsWrittenAndWhatItMeans(t *testing.T) {
	model := newHostsModel(english(t), withMeanings(hostsView()))
	for search, want := range map[string][]int{
		"": {1, 2, 3, 4, 5, 6}, "docker": {6}, "SHOP": {4, 5}, "10.0.0.7": {5}, "staging": {5}, "nothing": {},
		"away": {1}, "sends shop": {4}, "sends": {1, 3, 4, 6}, "computer web": {4}, "sends staging": {},
	} {
		lines := []int{}
		for _, row := range model.find(search) {
			lines = append(lines, row.Entry.Line)
		}
		if !slices.Equal(lines, want) {
			t.Errorf("%q finds lines %v, want %v", search, lines, want)
		}
	}
}

// withMeanings says what the lines do in the engine's own sentences.
func withMeanings(view session.HostsView) session.HostsView {
	keys := []string{"hosts.means.wrong", "hosts.means.own", "hosts.means.here", "hosts.means.here", "", "hosts.means.far"}
	for i := range view.Report.Entries {
		e := &view.Report.Entries[i]
		e.Meaning = words.Text{}
		if keys[i] != "" {
			e.Meaning = words.Named("", keys[i], "Names", strings.Join(e.Names, " "), "Address", e.Address)
		}
	}
	return view
}

func TestPendingEditsAreUndoneAndRedone(t *testing.T) {
	add := func(name string) session.HostsEdit {
		return session.HostsEdit{Kind: session.HostsAdd, Address: "127.0.0.1", Names: []string{name}}
	}
	toggle := session.HostsEdit{Kind: session.HostsToggleLine, Line: 3}
	var p hostsPending
	if _, _, ok := p.undo(); ok {
		t.Error("nothing was undone")
	}
	p = p.with(add("a.test")).with(add("b.test"))
	one, taken, ok := p.undo()
	if !ok || taken.Names[0] != "b.test" || len(one.edits) != 1 || len(p.edits) != 2 {
		t.Errorf("undone %+v, %+v", taken, one)
	}
	none, _, _ := one.undo()
	again, done, ok := none.redo()
	if !ok || done.Names[0] != "a.test" || len(again.undone) != 1 {
		t.Errorf("redone %+v, %+v", done, again)
	}
	other := again.with(add("c.test"))
	if _, _, ok := other.redo(); ok {
		t.Error("what was undone can be done again after a new edit")
	}
	if both := other.with(toggle).with(toggle); len(both.edits) != 2 {
		t.Errorf("switched twice: %+v", both.edits)
	}
}

func TestDraftsBecomeEdits(t *testing.T) {
	draft := entryDraft{Address: " 127.0.0.1 ", Names: "shop.test, www.shop.test;x.test\ty.test", Comment: " web "}
	e := draft.edit(nil)
	if e.Kind != session.HostsAdd || e.Address != "127.0.0.1" || len(e.Names) != 4 || e.Comment != "web" {
		t.Errorf("a new entry: %+v", e)
	}
	row := hostsRows(hostsView().Report)[4]
	if same := draftOf(row.Entry); same.differs(row) || same.edit(row).Kind != session.HostsEditLine || same.edit(row).Line != 5 {
		t.Errorf("unchanged: %+v", same.edit(row))
	}
	if !draft.differs(row) || !draft.differs(nil) {
		t.Error("a change is not seen")
	}
}

func TestBackupsSayWhenAndWhy(t *testing.T) {
	kept := session.HostsKept{All: []session.HostsBackup{
		{ID: "b", Taken: noon, Reason: lit("Line 1 was repaired."), Size: 1},
		{ID: "a", Taken: noon.Add(-time.Hour), Size: 2048, Damaged: true},
	}}
	rows := backupRows(english(t), kept, time.FixedZone("", 3600))
	want := []backupRow{
		{ID: "b", When: "20 Nov 2026 13:00:00", Reason: "Kept before this: Line 1 was repaired. 1 byte."},
		{ID: "a", When: "20 Nov 2026 12:00:00", Reason: "Kept before a change. 2,048 bytes.", Damaged: true},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("got %+v, want %+v", rows, want)
	}
}

func TestDaysAndNumbersAreThoseOfTheLanguage(t *testing.T) {
	german, err := words.NewSpeaker(assets.Languages, "lang", "de")
	if err != nil {
		t.Fatal(err)
	}
	kept := session.HostsKept{All: []session.HostsBackup{{ID: "a", Taken: noon, Size: 2048}}}
	if row := backupRows(german, kept, time.FixedZone("", 3600))[0]; row.When != "20.11.2026 13:00:00" || !strings.Contains(row.Reason, "2.048 Byte") {
		t.Errorf("a backup: %+v", row)
	}
	days := viewHistory(german, []session.Record{{What: lit("x"), Time: noon}}, noon.AddDate(0, 0, 9))
	if days[0].Title != "20.11.2026" || days[0].Lines[0].When != "12:00" {
		t.Errorf("the history: %+v", days)
	}
}

func TestAVastChangeIsShownInPart(t *testing.T) {
	var diff strings.Builder
	for range 2 * diffShown {
		diff.WriteString("+0.0.0.0\tads.test\x1b[31m " + strings.Repeat("x", 9000) + "\n")
	}
	lines := visibleDiff(english(t), diff.String())
	if len(lines) != diffShown+1 || !strings.Contains(lines[diffShown].Text, fmt.Sprint(diffShown)+" more lines") {
		t.Errorf("%d lines, the last is %q", len(lines), lines[len(lines)-1].Text)
	}
	if text := lines[0].Text; len(text) > 2*longestShown || strings.ContainsAny(text, "\x1b\t") {
		t.Errorf("a line is shown as %q", text)
	}
}

func TestOnlyProtectionThatCanBeLiftedIsAskedFor(t *testing.T) {
	for want, obstacles := range map[bool][]session.HostsObstacle{
		false: {{Title: lit("mounted"), Blocks: true}, {Title: lit("hidden"), CanClear: true}},
		true:  {{Title: lit("immutable"), Blocks: true, CanClear: true}},
	} {
		if told, ok := viewProtection(english(t), obstacles); ok != want || ok && told.What != "immutable" {
			t.Errorf("%+v: %+v, %v", obstacles, told, ok)
		}
	}
}

func TestWhatAChangeOfTheHostsFileCameTo(t *testing.T) {
	speaker := english(t)
	for _, c := range []struct {
		way     hostsWay
		outcome repair.HostsOutcome
		want    failure
	}{
		{saveHosts, repair.HostsOutcome{Changed: true}, failure{Tone: parts.Fine, What: "The hosts file was saved."}},
		{restoreHosts, repair.HostsOutcome{Changed: true}, failure{Tone: parts.Fine, What: "The hosts file is again what it was then."}},
		{undoHosts, repair.HostsOutcome{Changed: true, ProofError: lit("Nobody answers.")}, failure{parts.Attention, "The last change was undone.", "Nobody answers."}},
		{saveHosts, repair.HostsOutcome{}, failure{Tone: parts.Fine, What: "There is nothing to change."}},
	} {
		if got := viewHostsOutcome(speaker, c.way, c.outcome); len(got) != 1 || got[0] != c.want {
			t.Errorf("way %d: %+v, want %+v", c.way, got, c.want)
		}
	}
}

// blockList is a report of so many entries, as a block list has them.
func blockList(entries int) session.HostsView {
	var b strings.Builder
	b.WriteString("127.0.0.1 localhost\n::1 localhost\n")
	for i := range entries - 2 {
		fmt.Fprintf(&b, "0.0.0.0 ads%d.tracker%d.example.com # list %d\n", i, i%977, i%13)
	}
	content := []byte(b.String())
	var view session.HostsView
	view.Content.Bytes = content
	view.Report = hosts.Parse(content).Judge(hosts.Rules{System: hosts.Linux})
	return view
}

// BenchmarkAKeystrokeInTheSearch is what one key takes: finding, which is done
// beside the drawing thread, and showing. Together they must be less than one frame
// of 16 ms for most keys, and showing for all of them.
func BenchmarkAKeystrokeInTheSearch(b *testing.B) {
	searches := []string{"a", "ads1", "tracker9", "tracker976 list", "nowhere", "ads99999.tracker", "0.0", "leads"}
	for _, entries := range []int{5_000, 170_000} {
		w := openWindowFor(b)
		w.goTo(hostsScreen)
		p := w.built[hostsScreen].(*hostsPage)
		model := newHostsModel(w.speaker, blockList(entries))
		p.show(model, model.rows)
		for _, search := range searches {
			found := model.find(search)
			b.Run(fmt.Sprintf("%d/find/%s", entries, search), func(b *testing.B) {
				for b.Loop() {
					model.find(search)
				}
			})
			b.Run(fmt.Sprintf("%d/show/%s", entries, search), func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					p.list(found[min(i%2, len(found)):]) // never the same, or nothing would be drawn
				}
			})
		}
	}
}

// BenchmarkAHostsFileIsMadeReady is what is done beside the drawing thread.
func BenchmarkAHostsFileIsMadeReady(b *testing.B) {
	view := blockList(170_000)
	speaker := english(b)
	for b.Loop() {
		newHostsModel(speaker, view)
	}
}
