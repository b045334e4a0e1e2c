package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Kind is how much a Button calls for attention.
type Kind int

// The kinds of buttons.
const (
	Ordinary    Kind = iota // an outline
	Primary                 // filled; one per card
	Destructive             // an outline with text in the problem colour; never the default
	Bare                    // text only
	Choice                  // one of several, of which one is chosen
	Link                    // text that leads to another page
)

// Button is something to press, with a mouse, or with Space or Enter when it has
// the focus.
type Button struct {
	widget.DisableableWidget
	label   string
	picture Picture
	kind    Kind
	compact bool
	lead    bool // text at the left instead of centred
	chosen  bool
	heading bool // of a table's column
	signed  bool // shows its picture only
	cut     bool // has no room for all of its label
	press   func()
	row     *buttonRow // of a table in which it stands; nil elsewhere

	hovered, focused bool
}

// NewButton makes a Button that calls press.
func NewButton(kind Kind, label string, press func()) *Button {
	b := &Button{label: label, kind: kind, press: press}
	b.ExtendBaseWidget(b)
	return b
}

// NewPictureButton makes a Button with a drawing before its label.
func NewPictureButton(kind Kind, picture Picture, label string, press func()) *Button {
	b := &Button{label: label, kind: kind, picture: picture, press: press}
	b.ExtendBaseWidget(b)
	return b
}

// NewSignButton makes a Button that shows its picture only; the label is what it is
// called.
func NewSignButton(kind Kind, picture Picture, label string, press func()) *Button {
	b := NewPictureButton(kind, picture, label, press)
	b.signed = true
	return b
}

// NewCompactButton makes a Button that fits into a table's row.
func NewCompactButton(kind Kind, label string, press func()) *Button {
	b := &Button{label: label, kind: kind, compact: true, press: press}
	b.ExtendBaseWidget(b)
	return b
}

// NewChoice makes a Button that is one of several, with its text at the left.
func NewChoice(picture Picture, label string, press func()) *Button {
	b := NewPictureButton(Choice, picture, label, press)
	b.lead = true
	return b
}

// NewLink makes a Button that looks like the heading of what it opens.
func NewLink(label string, press func()) *Button {
	b := NewButton(Link, label, press)
	b.lead = true
	return b
}

// SetChosen marks a Choice as the one that is chosen.
func (b *Button) SetChosen(chosen bool) {
	b.chosen = chosen
	b.Refresh()
}

// SetKind makes the button call for more or less attention.
func (b *Button) SetKind(kind Kind) {
	if b.kind != kind {
		b.kind = kind
		b.Refresh()
	}
}

// SetLabel writes something else on the button.
func (b *Button) SetLabel(label string) {
	if b.label != label {
		b.label = label
		b.Refresh()
	}
}

// SetPicture draws something else before the label.
func (b *Button) SetPicture(picture Picture) {
	if b.picture != picture {
		b.picture = picture
		b.Refresh()
	}
}

// AccessibilityLabel is what a screen reader says.
func (b *Button) AccessibilityLabel() string { return b.label }

// AccessibilityRole is what a screen reader calls it.
func (b *Button) AccessibilityRole() fyne.AccessibleRole {
	if b.kind == Link {
		return fyne.AccessibleRoleLink
	}
	return fyne.AccessibleRoleButton
}

// Tapped presses the button.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.press != nil {
		b.press()
	}
}

// TypedKey presses the button with Space or Enter.
func (b *Button) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		forwardKey(b, event)
	}
}

// TypedRune does nothing.
func (b *Button) TypedRune(rune) {}

// FocusGained is Fyne's.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	if b.row != nil {
		b.row.reveal()
	}
	reveal(b)
	b.showTip()
}

// FocusLost is Fyne's.
func (b *Button) FocusLost() { b.focused = false; b.Refresh(); b.hideTip() }

// MouseIn is Fyne's.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh(); b.showTip() }

// MouseMoved is Fyne's.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh(); b.hideTip() }

// showTip says what a button is called that does not show it.
func (b *Button) showTip() {
	if t := tipsOver(b); t != nil && (b.signed || b.cut) {
		t.show(b.label, b)
	}
}

func (b *Button) hideTip() {
	if t := tipsOver(b); t != nil && t.over == fyne.CanvasObject(b) && !b.hovered && !b.focused {
		t.hide()
	}
}

// Cursor is the hand where something can be pressed.
func (b *Button) Cursor() desktop.Cursor {
	if b.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer is Fyne's.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	return newButtonRenderer(b)
}

// colors are those of the ground, its outline and the text.
func (b *Button) colors() (fill, stroke, text fyne.ThemeColorName) {
	switch {
	case b.Disabled():
		return theme.ColorNameDisabledButton, ColorBorder, ColorQuiet
	case b.kind == Primary:
		return theme.ColorNamePrimary, theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	case b.kind == Destructive:
		return ColorSurface, ColorBorder, ColorProblem
	case b.chosen:
		return theme.ColorNameSelection, "", theme.ColorNameForeground
	case b.kind == Link:
		return "", "", theme.ColorNamePrimary
	case b.kind == Bare, b.kind == Choice:
		return "", "", ColorQuiet
	default:
		return ColorSurface, ColorBorder, theme.ColorNameForeground
	}
}
