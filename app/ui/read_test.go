//go:build test

package ui

import (
	"bytes"
	"fmt"
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/platform/screenreader"
)

// spokenElsewhere are the parts that a screen reader need not know: grounds, and signs
// and pictures whose meaning stands in words beside them.
var spokenElsewhere = map[string]bool{
	"*parts.Surface": true, "*parts.Badge": true, "*parts.Sign": true, "*parts.Pulse": true, "*parts.rowWidget": true, "*parts.rowList": true,
	"*parts.readable": true, "*parts.selection": true, // inside a Text
}

// TestAScreenReaderHasANameForEveryPart walks over every state of every screen.
func TestAScreenReaderHasANameForEveryPart(t *testing.T) {
	w := openInLanguage(t, "en", AlwaysLight, 1100, 720)
	seen := map[string]bool{}
	for _, s := range states() {
		again(w)
		s.prepare(t, w)
		settle(w)
		walk(front(w), func(o fyne.CanvasObject) {
			kind := fmt.Sprintf("%T", o)
			if len(kind) < 7 || kind[:7] != "*parts." || spokenElsewhere[kind] {
				return
			}
			seen[kind] = true
			named, ok := o.(fyne.Accessible)
			switch {
			case !ok:
				t.Errorf("%s: %s has no name for a screen reader", s.name, kind)
			case named.AccessibilityLabel() == "" && !mayBeEmpty(o):
				t.Errorf("%s: a %s has an empty name", s.name, kind)
			}
		})
	}
	if len(seen) < 9 {
		t.Errorf("only %v were seen: this test sees nothing", seen)
	}
}

// mayBeEmpty reports whether o is a text or a cell in which nothing is written now.
func mayBeEmpty(o fyne.CanvasObject) bool {
	switch o.(type) {
	case *parts.Text, fyne.Tappable:
		return fmt.Sprintf("%T", o) == "*parts.Text"
	}
	return fmt.Sprintf("%T", o) == "*parts.cell"
}

// TestNoDestructiveButtonIsTheDefault presses Enter and Escape in every dialog: what has
// the focus, and what Enter presses, is never a button in the colour of a problem.
func TestNoDestructiveButtonIsTheDefault(t *testing.T) {
	w := openInLanguage(t, "en", AlwaysLight, 1100, 720)
	dialogs := 0
	for _, s := range states() {
		again(w)
		s.prepare(t, w)
		if w.window.Canvas().Overlays().Top() == nil {
			continue
		}
		dialogs++
		switch f := w.window.Canvas().Focused().(type) {
		case *parts.Button:
			if inkOf(f).Color == problem.light {
				t.Errorf("%s: the focus is on %q", s.name, f.AccessibilityLabel())
			}
		case nil:
			t.Errorf("%s: nothing has the focus", s.name)
		}
	}
	if dialogs < 10 {
		t.Errorf("only %d dialogs were seen", dialogs)
	}
}

// TestEveryPartShowsItsFocus goes with Tab through the screens: whatever gets the focus
// comes into sight and looks different from before.
func TestEveryPartShowsItsFocus(t *testing.T) {
	for _, name := range []string{"checkup-unfolded", "ports-full", "hosts-pending", "history-full", "settings", "hosts-add"} {
		t.Run(name, func(t *testing.T) {
			w := openInLanguage(t, "en", AlwaysLight, 800, 560)
			stateNamed(t, name).prepare(t, w)
			settle(w)
			canvas := w.window.Canvas()
			canvas.Unfocus()
			first := fyne.Focusable(nil)
			for range 40 {
				canvas.FocusNext()
				f := canvas.Focused()
				if f == nil || f == first {
					break
				}
				if first == nil {
					first = f
				}
				if b, ok := f.(*parts.Button); ok && inList(w.window.Content(), b) {
					continue // the pane beside the list has the same one
				}
				settle(w)
				looks := func() []byte { return w.window.Canvas().Capture().(*image.NRGBA).Pix }
				with := looks()
				f.FocusLost()
				without := looks()
				f.FocusGained()
				if bytes.Equal(with, without) {
					t.Errorf("%T %q looks the same with the focus", f, whatIs(f.(fyne.CanvasObject)))
				}
			}
			if first == nil {
				t.Error("nothing can get the focus")
			}
		})
	}
}

// TestEverySignHasATip walks over the buttons that show no words: the tip says them.
func TestEverySignHasATip(t *testing.T) {
	w := openInLanguage(t, "en", AlwaysLight, 1100, 720)
	signs := 0
	for _, s := range states() {
		again(w)
		s.prepare(t, w)
		walk(w.window.Content(), func(o fyne.CanvasObject) {
			b, ok := o.(*parts.Button)
			if !ok || inkOf(b).Visible() || b.Disabled() || w.asking() {
				return
			}
			signs++
			b.MouseIn(nil)
			if said := w.tip(); said != b.AccessibilityLabel() || said == "" {
				t.Errorf("%s: the tip of %q says %q", s.name, b.AccessibilityLabel(), said)
			}
			b.MouseOut()
			if said := w.tip(); said != "" {
				t.Errorf("%s: the tip %q stays", s.name, said)
			}
		})
	}
	if signs == 0 {
		t.Error("no sign was seen")
	}
}

// tip is what the tip over the window says; empty when there is none.
func (w *Window) tip() string {
	said := ""
	walk(w.window.Content(), func(o fyne.CanvasObject) {
		if fmt.Sprintf("%T", o) == "*parts.tips" {
			said = o.(fyne.Accessible).AccessibilityLabel()
		}
	})
	return said
}

// inkOf is the label of a button as it is drawn.
func inkOf(b *parts.Button) *canvas.Text {
	for _, o := range test.WidgetRenderer(b).Objects() {
		if text, ok := o.(*canvas.Text); ok {
			return text
		}
	}
	return nil
}

// TestAScreenReaderHearsAllThatIsSeen compares, in every state of every screen, what is
// drawn with what screen readers are told, and goes once around with Tab.
func TestAScreenReaderHearsAllThatIsSeen(t *testing.T) {
	w := openInLanguage(t, "en", AlwaysLight, 1100, 720)
	h := listenTo(t, w)
	for _, s := range states() {
		again(w)
		s.prepare(t, w)
		settle(w)
		h.handler.Wanted(true)
		heardOnce(t, s.name, h.last())
		var all []string
		for _, n := range everyNode(h.last()) {
			all = append(all, n.Name, n.Value)
		}
		spoken := strings.Join(all, "\n")
		walk(front(w), func(o fyne.CanvasObject) {
			if said := seenOn(o); !strings.Contains(spoken, said) {
				t.Errorf("%s: nobody hears %q of a %T", s.name, said, o)
			}
		})
		for range 40 {
			w.window.Canvas().FocusNext()
			if w.window.Canvas().Focused() == nil {
				break
			}
			h.handler.Wanted(true)
			if n := h.last().Focused(); n == nil || n.Name == "" && len(n.Children) == 0 {
				t.Errorf("%s: of the %T with the keyboard is heard %+v", s.name, w.window.Canvas().Focused(), n)
				break
			}
		}
	}
}

// seenOn is what is written on a part, as it was written before it was cut to fit.
func seenOn(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *parts.Text:
		return o.Said()
	case *parts.Button, *parts.Box:
		return o.(fyne.Accessible).AccessibilityLabel()
	case *parts.Entry:
		return o.Text
	default:
		return ""
	}
}

// heardOnce finds parts with the same ID, and parts that are nameless though one can do
// something with them.
func heardOnce(t *testing.T, state string, tree *screenreader.Node) {
	t.Helper()
	known := map[screenreader.ID]string{}
	for _, n := range everyNode(tree) {
		if before, twice := known[n.ID]; twice {
			t.Errorf("%s: %q and %q are part %d", state, before, n.Name, n.ID)
		}
		known[n.ID] = n.Name
		if n.Name == "" && n.State.Has(screenreader.Focusable) && n.Role != screenreader.List {
			t.Errorf("%s: a part of role %d has no name: %+v", state, n.Role, n)
		}
		if n.Role == screenreader.Choices && n.Value == "" {
			t.Errorf("%s: nothing is chosen of %q", state, n.Name)
		}
	}
}
