package parts

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// readable is Fyne's label with a text that the mouse selects and copies. Fyne's own
// selectable label stops the Tab key at each text and shows nothing there.
type readable struct {
	widget.Label
	said func() string // the whole text
}

func newReadable(text string, said func() string) *readable {
	l := &readable{said: said}
	l.Text, l.Selectable = text, true
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is Fyne's, with a selection of ours in the place of its own.
func (l *readable) CreateRenderer() fyne.WidgetRenderer {
	fynes := l.Label.CreateRenderer()
	objects := slices.Clone(fynes.Objects())
	own, ok := objects[0].(selecting)
	if !ok { // another version of Fyne: as it wants
		return fynes
	}
	s := newSelection(own, l.said)
	objects[0] = s
	return &readableRenderer{WidgetRenderer: fynes, selection: s, objects: objects}
}

type readableRenderer struct {
	fyne.WidgetRenderer
	selection *selection
	objects   []fyne.CanvasObject
}

func (r *readableRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.selection.Resize(size)
}

func (r *readableRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.selection.Refresh()
}

func (r *readableRenderer) Objects() []fyne.CanvasObject { return r.objects }

// selecting is what Fyne puts below the text of a label to select in it.
type selecting interface {
	fyne.Widget
	fyne.Focusable
	DoubleTapped(*fyne.PointEvent)
	fyne.Draggable
	desktop.Mouseable
	desktop.Cursorable
	SelectedText() string
}

// selection has the keyboard as long as something is selected, so that it can be copied.
// The Tab key passes it by: Fyne's rule for what is disabled and can be selected.
type selection struct {
	widget.BaseWidget
	fynes   selecting
	said    func() string
	focused bool
}

func newSelection(fynes selecting, said func() string) *selection {
	s := &selection{fynes: fynes, said: said}
	s.ExtendBaseWidget(s)
	return s
}

// Disabled reports that the Tab key does not stop here, only goes on from here.
func (s *selection) Disabled() bool { return !s.focused }

// Enable does nothing: whether the keyboard is here follows from what is selected.
func (s *selection) Enable() {}

// Disable does nothing, as Enable.
func (s *selection) Disable() {}

// SelectedText is what is selected.
func (s *selection) SelectedText() string { return s.fynes.SelectedText() }

// settle gives the keyboard to what is selected, and takes it away where nothing is.
func (s *selection) settle() {
	defer s.Refresh()
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	switch {
	case c == nil:
	case s.SelectedText() != "":
		c.Focus(s)
	case s.focused:
		c.Unfocus()
	}
}

// MouseDown is Fyne's.
func (s *selection) MouseDown(event *desktop.MouseEvent) { s.fynes.MouseDown(event); s.settle() }

// MouseUp is Fyne's.
func (s *selection) MouseUp(event *desktop.MouseEvent) { s.fynes.MouseUp(event); s.settle() }

// DoubleTapped is Fyne's: it selects a word.
func (s *selection) DoubleTapped(event *fyne.PointEvent) { s.fynes.DoubleTapped(event); s.settle() }

// Dragged is Fyne's.
func (s *selection) Dragged(event *fyne.DragEvent) { s.fynes.Dragged(event); s.settle() }

// DragEnd is Fyne's.
func (s *selection) DragEnd() { s.fynes.DragEnd(); s.settle() }

// Cursor is Fyne's.
func (s *selection) Cursor() desktop.Cursor { return s.fynes.Cursor() }

// FocusGained is Fyne's.
func (s *selection) FocusGained() { s.focused = true; s.fynes.FocusGained(); s.Refresh() }

// FocusLost is Fyne's.
func (s *selection) FocusLost() { s.focused = false; s.fynes.FocusLost(); s.Refresh() }

// TypedKey gives every key to the window.
func (s *selection) TypedKey(event *fyne.KeyEvent) { forwardKey(s, event) }

// TypedRune does nothing.
func (s *selection) TypedRune(rune) {}

// TypedShortcut copies.
func (s *selection) TypedShortcut(shortcut fyne.Shortcut) {
	if _, ok := shortcut.(*fyne.ShortcutCopy); ok {
		s.copied()
	}
}

// TappedSecondary offers to copy, in the words that Fyne has for it.
func (s *selection) TappedSecondary(event *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		menu := fyne.NewMenu("", fyne.NewMenuItem(lang.L("Copy"), s.copied))
		widget.ShowPopUpMenuAtPosition(menu, c, event.AbsolutePosition)
	}
}

// copied copies what is selected, or all where nothing is.
func (s *selection) copied() {
	text := s.SelectedText()
	if text == "" {
		text = s.said()
	}
	fyne.CurrentApp().Clipboard().SetContent(text)
}

// CreateRenderer draws what Fyne draws, which is not on the screen itself.
func (s *selection) CreateRenderer() fyne.WidgetRenderer {
	return &selectionRenderer{WidgetRenderer: s.fynes.CreateRenderer(), selection: s}
}

type selectionRenderer struct {
	fyne.WidgetRenderer
	selection *selection
}

func (r *selectionRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	canvas.Refresh(r.selection)
}
