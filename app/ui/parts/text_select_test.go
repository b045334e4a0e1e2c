package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// readableBetween is a window with a text that can be copied between two buttons.
func readableBetween(t *testing.T, said string) (c fyne.Canvas, s *selection, first, last *Button) {
	t.Helper()
	w := newApp(t).NewWindow("")
	t.Cleanup(w.Close)
	first, last = NewButton(Ordinary, "First", func() {}), NewButton(Ordinary, "Last", func() {})
	text := NewText(StyleCode, said)
	w.SetContent(VStack(Gap, first, text, last))
	w.Resize(fyne.NewSize(600, 200))
	for _, o := range test.WidgetRenderer(text.drawn.(fyne.Widget)).Objects() {
		if found, ok := o.(*selection); ok {
			s = found
		}
	}
	if s == nil {
		t.Fatal("nothing can be selected")
	}
	return w.Canvas(), s, first, last
}

func TestTheTabKeyPassesATextByThatCanBeCopied(t *testing.T) {
	c, s, first, last := readableBetween(t, "ss -tlnp")
	c.FocusNext()
	c.FocusNext()
	if c.Focused() != fyne.Focusable(last) {
		t.Errorf("the second stop is %T", c.Focused())
	}
	c.FocusPrevious()
	if c.Focused() != fyne.Focusable(first) {
		t.Errorf("the stop before is %T", c.Focused())
	}
	s.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(20, 15)})
	if c.Focused() != fyne.Focusable(s) {
		t.Fatalf("with a word selected the keyboard is at %T", c.Focused())
	}
	c.FocusNext()
	if c.Focused() != fyne.Focusable(last) {
		t.Errorf("from a selected text it goes on to %T", c.Focused())
	}
}

func TestATextIsCopied(t *testing.T) {
	const said = "ss -tlnp"
	at := func(x float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(x, 15)} }
	mouse := func(x float32) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: at(x), Button: desktop.MouseButtonPrimary}
	}
	drag := func(s *selection) {
		s.MouseDown(mouse(0))
		s.Dragged(&fyne.DragEvent{PointEvent: at(300), Dragged: fyne.NewDelta(300, 0)})
		s.MouseUp(mouse(300))
		s.DragEnd()
	}
	for _, c := range []struct {
		name   string
		mark   func(*selection)
		marked string
		copied string
	}{
		{"all of it with the mouse", drag, said, said},
		{"a word", func(s *selection) { word := at(14); s.DoubleTapped(&word) }, "ss", "ss"},
		{"nothing", func(*selection) {}, "", said},
		{"nothing any more", func(s *selection) { drag(s); s.MouseDown(mouse(5)); s.MouseUp(mouse(5)) }, "", said},
	} {
		t.Run(c.name, func(t *testing.T) {
			on, s, _, _ := readableBetween(t, said)
			c.mark(s)
			if got := s.SelectedText(); got != c.marked {
				t.Errorf("selected is %q, want %q", got, c.marked)
			}
			if has := on.Focused() == fyne.Focusable(s); has != (c.marked != "") {
				t.Errorf("it has the keyboard: %v", has)
			}
			drawn := 0
			for _, o := range test.WidgetRenderer(s).Objects() {
				if o.Visible() {
					drawn++
				}
			}
			if (drawn > 0) != (c.marked != "") {
				t.Errorf("%d lines are marked on screen", drawn)
			}
			s.TypedShortcut(&fyne.ShortcutCopy{})
			if got := fyne.CurrentApp().Clipboard().Content(); got != c.copied {
				t.Errorf("copied is %q, want %q", got, c.copied)
			}
		})
	}
}
