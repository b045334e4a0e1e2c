package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Everything that can be pressed, typed into or read tells a screen reader what it is.
var (
	_ fyne.Accessible = (*Button)(nil)
	_ fyne.Accessible = (*Switch)(nil)
	_ fyne.Accessible = (*Text)(nil)
	_ fyne.Accessible = (*Search)(nil)
	_ fyne.Accessible = (*Entry)(nil)
)

func TestAButtonWithoutWordsSaysItsName(t *testing.T) {
	w := newApp(t).NewWindow("")
	t.Cleanup(w.Close)
	sign := NewSignButton(Ordinary, PictureRedo, "Redo", func() {})
	plain := NewButton(Ordinary, "Save", func() {})
	root := NewTipped(Row(GapSmall, -1, sign, plain))
	w.SetContent(root)
	w.Resize(fyne.NewSize(300, 100))
	layer := tipsOver(sign)
	for _, c := range []struct {
		name      string
		do        func()
		said      string
		displayed bool
	}{
		{"the mouse comes", func() { sign.MouseIn(nil) }, "Redo", true},
		{"the mouse goes", sign.MouseOut, "Redo", false},
		{"the keyboard comes", func() { w.Canvas().Focus(sign) }, "Redo", true},
		{"the mouse passes", func() { sign.MouseIn(nil); sign.MouseOut() }, "Redo", true},
		{"the keyboard goes", func() { w.Canvas().Unfocus() }, "Redo", false},
		{"a button with words", func() { plain.MouseIn(nil) }, "Redo", false},
		{"without room for its words", func() { plain.MouseOut(); plain.Resize(fyne.NewSize(44, 34)); plain.MouseIn(nil) }, "Save", true},
	} {
		c.do()
		if layer.Visible() != c.displayed || layer.said != c.said {
			t.Errorf("%s: %q, shown: %v", c.name, layer.said, layer.Visible())
		}
	}
	for _, o := range test.WidgetRenderer(layer).Objects() {
		if at := o.Position(); at.X < 0 || at.X+o.Size().Width > 300 {
			t.Errorf("it leaves the window: %v %v", at, o.Size())
		}
	}
}

func TestASentenceThatBeginsWithANameFromRightToLeftStaysASentence(t *testing.T) {
	for said, want := range map[string]string{
		"שרת (process 7)": "\u200eשרת (process 7)",
		"3000 خادم":       "\u200e3000 خادم",
		"node שרת":        "node שרת",
		"":                "",
	} {
		text := NewText(StyleBody, said)
		if text.label.Text != want || text.Said() != said {
			t.Errorf("%q is written %q and said %q", said, text.label.Text, text.Said())
		}
	}
}

func TestRowsOfButtonsGoOnBelow(t *testing.T) {
	newApp(t)
	left, right := NewButton(Ordinary, "A rather long label", nil), NewButton(Ordinary, "Another rather long one", nil)
	line := Spread(GapSmall, left, right)
	line.Resize(fyne.NewSize(600, 40))
	if left.Position().Y != right.Position().Y || right.Position().X+right.Size().Width != 600 {
		t.Errorf("beside each other: %v and %v", left.Position(), right.Position())
	}
	line.Resize(fyne.NewSize(220, 90))
	if right.Position().Y < left.Size().Height || line.MinSize().Height < 2*left.Size().Height || line.MinSize().Width > 220 {
		t.Errorf("below each other: %v and %v in %v", left.Position(), right.Position(), line.MinSize())
	}
	flow := FlowCentered(left, right)
	flow.Resize(fyne.NewSize(220, 90))
	if right.Position().Y <= left.Position().Y || left.Position().X+left.Size().Width/2 != 110 {
		t.Errorf("centred: %v and %v", left.Position(), right.Position())
	}
}
