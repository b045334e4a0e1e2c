package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field is a text field with its name above and a sentence below, which says what
// is wrong with what is typed.
type Field struct {
	Object fyne.CanvasObject
	Entry  *Entry
	below  *Text
	room   *fyne.Container
}

// NewField makes a Field that holds value and calls changed with what is typed.
func NewField(name, hint, value string, changed func(string)) *Field {
	f := &Field{Entry: &Entry{name: name}, below: NewText(Style{Size: theme.SizeNameCaptionText, Wrap: true}, "").News()}
	f.Entry.ExtendBaseWidget(f.Entry)
	f.Entry.PlaceHolder = hint
	f.Entry.Text = value
	f.Entry.OnChanged = changed
	f.room = VStack(GapTiny, NewText(Style{Size: theme.SizeNameCaptionText, Bold: true, Quiet: true}, name), f.Entry)
	f.Object = f.room
	return f
}

// Say writes a sentence below, none when it is empty, and reports whether that
// changes the room which the field takes.
func (f *Field) Say(tone Tone, sentence string) (grows bool) {
	before := f.below.Said()
	if before == sentence {
		return false
	}
	f.below.Set(sentence)
	f.below.SetTone(tone)
	switch {
	case sentence == "":
		f.room.Remove(f.below)
	case before == "":
		f.room.Add(f.below)
	}
	return true
}

// Said is the sentence below.
func (f *Field) Said() string { return f.below.Said() }

// Entry is the text field of a Field. Keys that it has no use for reach the window:
// Enter and Escape are for the dialog that it stands in.
type Entry struct {
	widget.Entry
	name string
}

// AccessibilityLabel is the name of the field.
func (e *Entry) AccessibilityLabel() string { return e.name }

// AccessibilityRole is what a screen reader calls it: Fyne has none for fields.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// TypedKey is Fyne's.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF5, fyne.KeyPageUp, fyne.KeyPageDown:
		forwardKey(e, event)
	default:
		e.Entry.TypedKey(event)
	}
}
