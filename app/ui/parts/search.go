package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Search is a text field whose keys without a use reach the window; Escape
// empties it.
type Search struct {
	widget.Entry
}

// NewSearch makes a Search that calls changed with what is typed.
func NewSearch(hint string, changed func(string)) *Search {
	s := &Search{}
	s.ExtendBaseWidget(s)
	s.PlaceHolder = hint
	s.Icon = PictureSearch.In(ColorQuiet)
	s.OnChanged = changed
	return s
}

// NewAsk is a Search for an address: it calls sent when Enter is pressed.
func NewAsk(hint string, sent func(string)) *Search {
	s := &Search{}
	s.ExtendBaseWidget(s)
	s.PlaceHolder = hint
	s.OnSubmitted = sent
	return s
}

// AccessibilityLabel is what is typed, or what may be.
func (s *Search) AccessibilityLabel() string {
	if s.Text == "" {
		return s.PlaceHolder
	}
	return s.Text
}

// AccessibilityRole is what a screen reader calls it: Fyne has none for fields.
func (s *Search) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// TypedKey is Fyne's.
func (s *Search) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyEscape:
		s.SetText("")
	case fyne.KeyF5, fyne.KeyPageUp, fyne.KeyPageDown:
		forwardKey(s, event)
	default:
		s.Entry.TypedKey(event)
	}
}
