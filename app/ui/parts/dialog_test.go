package parts

import (
	"testing"

	"fyne.io/fyne/v2"
)

func openDialog(t *testing.T) (fyne.Canvas, *Dialog, *[]string) {
	t.Helper()
	w := newApp(t).NewWindow("")
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(800, 560))
	var pressed []string
	press := func(name string) func() { return func() { pressed = append(pressed, name) } }
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { pressed = append(pressed, "window") })
	d := NewDialog(w.Canvas(), "Stop it?")
	safe := NewButton(Ordinary, "Cancel", press("safe"))
	d.Choices(safe, safe, NewButton(Destructive, "Stop", press("destructive")))
	return w.Canvas(), d, &pressed
}

func TestEscapeAndEnterPressWhatIsSafe(t *testing.T) {
	for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter} {
		c, _, pressed := openDialog(t)
		c.OnTypedKey()(&fyne.KeyEvent{Name: key})
		if len(*pressed) != 1 || (*pressed)[0] != "safe" {
			t.Errorf("%s pressed %v, want safe", key, *pressed)
		}
	}
}

func TestTheSafeButtonHasTheFocus(t *testing.T) {
	c, d, pressed := openDialog(t)
	if c.Focused() != fyne.Focusable(d.safe) {
		t.Fatalf("the focus is on %v", c.Focused())
	}
	d.safe.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(*pressed) != 1 || (*pressed)[0] != "safe" {
		t.Errorf("Escape on the button pressed %v, want safe", *pressed)
	}
}

func TestAClosedDialogGivesTheKeysBack(t *testing.T) {
	c, d, pressed := openDialog(t)
	d.Close()
	d.Close()
	if c.Overlays().Top() != nil {
		t.Error("the dialog is still there")
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(*pressed) != 1 || (*pressed)[0] != "window" {
		t.Errorf("Escape went to %v, want window", *pressed)
	}
}

func TestDiffShowsLinesWithoutNumbers(t *testing.T) {
	got := DiffLines("--- a\n+++ b\n@@ -1,2 +1,2 @@\n-old\r\n+new\n same\n\\ No newline at end of file\n")
	want := []DiffLine{{Problem, "− old"}, {Fine, "+ new"}, {Plain, "  same"}}
	if len(got) != len(want) {
		t.Fatalf("%+v, want %+v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d: %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestADestructiveButtonIsNeverTheDefault(t *testing.T) {
	w := newApp(t).NewWindow("")
	t.Cleanup(w.Close)
	pressed := ""
	d := NewDialog(w.Canvas(), "Stop it?")
	stop := NewButton(Destructive, "Stop", func() { pressed = "Stop" })
	keep := NewButton(Ordinary, "Keep", func() { pressed = "Keep" })
	d.Choices(keep, stop)
	if w.Canvas().Focused() != fyne.Focusable(keep) {
		t.Errorf("the focus is on %v", w.Canvas().Focused())
	}
	w.Canvas().Unfocus()
	d.typed(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if pressed != "Keep" {
		t.Errorf("Enter pressed %q", pressed)
	}
}
