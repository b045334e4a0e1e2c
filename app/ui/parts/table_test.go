package parts

import (
	"cmp"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

type fruit struct {
	name string
	size int
}

func newFruits(t *testing.T) (*Table[fruit], *[]string) {
	t.Helper()
	app := newApp(t)
	var selected []string
	table := NewTable([]Column[fruit]{
		{Title: "Name", Width: 80, Text: func(f fruit) string { return f.name }, Sort: func(a, b fruit) int { return cmp.Compare(a.name, b.name) }},
		{Title: "Size", Width: 40, Text: func(fruit) string { return "" }, Sort: func(a, b fruit) int { return cmp.Compare(a.size, b.size) }},
	}, func(f fruit) string { return f.name }, func(f fruit, ok bool) {
		if !ok {
			f.name = "nothing"
		}
		selected = append(selected, f.name)
	})
	w := app.NewWindow("")
	w.SetContent(table.Object)
	w.Resize(fyne.NewSize(300, 200))
	t.Cleanup(w.Close)
	return table, &selected
}

func names(rows []fruit) string {
	all := ""
	for _, r := range rows {
		all += r.name + " "
	}
	return all
}

func TestTheSelectionFollowsItsRow(t *testing.T) {
	table, selected := newFruits(t)
	table.Set([]fruit{{"apple", 3}, {"fig", 1}})
	table.Select("fig")
	table.Set([]fruit{{"banana", 2}, {"apple", 3}, {"cherry", 0}, {"fig", 1}})
	if row, ok := table.Selected(); !ok || row.name != "fig" {
		t.Errorf("selected %v, %v; want fig", row, ok)
	}
	table.Set([]fruit{{"banana", 2}})
	if _, ok := table.Selected(); ok || (*selected)[len(*selected)-1] != "nothing" {
		t.Errorf("the row is gone, but the table told %v", *selected)
	}
}

func TestHeadingsSort(t *testing.T) {
	table, _ := newFruits(t)
	table.Set([]fruit{{"fig", 1}, {"apple", 3}, {"banana", 2}})
	for _, c := range []struct {
		heading int
		want    string
	}{{0, "apple banana fig "}, {0, "fig banana apple "}, {1, "fig banana apple "}, {1, "apple banana fig "}} {
		test.Tap(table.headings[c.heading])
		if got := names(table.Rows()); got != c.want {
			t.Errorf("after pressing heading %d: %s, want %s", c.heading, got, c.want)
		}
	}
}

func TestArrowsMoveTheSelection(t *testing.T) {
	table, _ := newFruits(t)
	table.Set([]fruit{{"apple", 3}, {"banana", 2}})
	table.list.FocusGained()
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if row, _ := table.Selected(); row.name != "banana" {
		t.Errorf("selected %q, want banana", row.name)
	}
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if row, _ := table.Selected(); row.name != "apple" {
		t.Errorf("selected %q, want apple", row.name)
	}
}

func TestLongCellsAreCut(t *testing.T) {
	newApp(t)
	for _, width := range []float32{20, 60, 200} {
		cut := Shorten("a program with an uncommonly long name", width, 14, fyne.TextStyle{})
		if got := fyne.MeasureText(cut, 14, fyne.TextStyle{}).Width; got > width {
			t.Errorf("%q is %.0f wide, want at most %.0f", cut, got, width)
		}
	}
}

// newApp is an app with Fyne's own theme: the one of the tests complains about
// every colour that Fyne does not know.
func newApp(t *testing.T) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.DefaultTheme())
	return app
}

func TestAnArrowAtTheEndSelectsTheRowThere(t *testing.T) {
	table, _ := newFruits(t)
	table.Set([]fruit{{"apple", 3}})
	table.list.FocusGained()
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if row, _ := table.Selected(); row.name != "apple" {
		t.Errorf("selected %q, want apple", row.name)
	}
}

func TestKeysDoSomethingWithTheSelectedRow(t *testing.T) {
	table, _ := newFruits(t)
	var eaten []string
	table.OnKey(fyne.KeyDelete, func(f fruit) { eaten = append(eaten, f.name) })
	table.Set([]fruit{{"apple", 3}, {"banana", 2}})
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	table.Select("banana")
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if len(eaten) != 1 || eaten[0] != "banana" {
		t.Errorf("eaten %v, want banana", eaten)
	}
}

func TestCopyingInTheTableCopiesTheSelectedRow(t *testing.T) {
	table, _ := newFruits(t)
	var copied []string
	table.OnCopy(func(f fruit) { copied = append(copied, f.name) })
	table.Set([]fruit{{"apple", 3}, {"banana", 2}})
	table.list.TypedShortcut(&fyne.ShortcutCopy{})
	table.Select("banana")
	table.list.TypedShortcut(&fyne.ShortcutCopy{})
	if len(copied) != 1 || copied[0] != "banana" {
		t.Errorf("copied %v, want banana", copied)
	}
}

func TestTheKeysLeapThroughALongTable(t *testing.T) {
	table, chosen := newFruits(t)
	var rows []fruit
	for i := range 100 {
		rows = append(rows, fruit{string(rune('A' + i)), i})
	}
	table.Set(rows)
	inSight := int(table.list.Size().Height / table.list.pitch())
	for _, c := range []struct {
		key      fyne.KeyName
		from, to int
	}{
		{fyne.KeyEnd, 0, 99},
		{fyne.KeyPageDown, 99, 99},
		{fyne.KeyPageUp, 99, 99 - (inSight - 1)},
		{fyne.KeyHome, 99 - (inSight - 1), 0},
		{fyne.KeyPageUp, 0, 0},
		{fyne.KeyPageDown, 0, inSight - 1},
		{fyne.KeyDown, inSight - 1, inSight},
	} {
		table.list.TypedKey(&fyne.KeyEvent{Name: c.key})
		if got, _ := table.Selected(); got != rows[c.to] {
			t.Errorf("%s from %d leads to %v, want %v", c.key, c.from, got, rows[c.to])
		}
	}
	if len(*chosen) == 0 {
		t.Error("nobody was told")
	}
	table.Set(nil)
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

func TestTheArrowKeysGoOnFromTheSelectedRowWhenOthersComeAboveIt(t *testing.T) {
	table, _ := newFruits(t)
	table.Set([]fruit{{"apple", 3}, {"banana", 2}, {"cherry", 1}})
	table.list.FocusGained()
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got, _ := table.Selected(); got.name != "banana" {
		t.Fatalf("selected is %v", got)
	}
	table.Set([]fruit{{"first", 0}, {"second", 0}, {"apple", 3}, {"banana", 2}, {"cherry", 1}})
	table.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got, _ := table.Selected(); got.name != "cherry" {
		t.Errorf("the next one down is %v, want cherry", got)
	}
}

func TestTheTopRowStaysWhereItIsWhenOthersComeAboveIt(t *testing.T) {
	table, _ := newFruits(t)
	var rows []fruit
	for i := range 100 {
		rows = append(rows, fruit{string(rune('A' + i)), i})
	}
	table.Set(rows)
	table.ScrollTo(20*table.list.pitch() + 5)
	for _, now := range [][]fruit{append([]fruit{{"first", -1}, {"second", -1}}, rows...), rows[3:]} {
		table.Set(now)
		if key, above := table.top(); key != rows[20].name || above < 4.9 || above > 5.1 {
			t.Errorf("on top is %q with %.1f above, want %q with 5", key, above, rows[20].name)
		}
	}
}

func TestRowsStandOutAsLongAsTheirLightSays(t *testing.T) {
	app := newApp(t)
	strength, filled := Light{Came: 1}, 0
	table := NewLitTable([]Column[fruit]{{Title: "Name", Width: 80, Text: func(f fruit) string { filled++; return f.name }}},
		func(f fruit) string { return f.name }, func(fruit, bool) {}, func(f fruit) Light {
			if f.name == "fig" {
				return strength
			}
			return Light{}
		})
	w := app.NewWindow("")
	w.SetContent(table.Object)
	w.Resize(fyne.NewSize(300, 200))
	t.Cleanup(w.Close)
	table.Set([]fruit{{"apple", 3}, {"fig", 1}})
	lit := func() (glows, veiled int) {
		for _, row := range table.drawn {
			if row.light.glow.Visible() {
				glows++
			}
			if row.light.veil.Visible() {
				veiled++
			}
		}
		return glows, veiled
	}
	if glows, veiled := lit(); glows != 1 || veiled != 0 {
		t.Errorf("%d rows glow, %d fade; want 1 and 0", glows, veiled)
	}
	strength, filled = Light{Gone: 0.5}, 0
	table.Relight()
	if glows, veiled := lit(); glows != 0 || veiled != 1 || filled != 0 {
		t.Errorf("%d rows glow, %d fade, and the text was asked for %d times; want 0, 1 and 0", glows, veiled, filled)
	}
}
