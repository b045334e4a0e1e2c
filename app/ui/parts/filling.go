package parts

import (
	"fyne.io/fyne/v2"
)

// Filling lists what is looked at one beside the other, and which of it has been.
type Filling struct {
	Object fyne.CanvasObject
	signs  []*Sign
	notes  []*Text
}

// NewFilling makes a Filling of names, of which nothing has been looked at.
func NewFilling(names []string, looking string) *Filling {
	f := &Filling{}
	stack := VStack(GapSmall)
	for _, name := range names {
		sign, note := NewSign(SignRunning, ColorQuiet, 14), NewText(StyleQuiet, looking)
		stack.Add(TopRow(Gap, 2, Inset(GapTiny, 3, sign), Width(checkWide, NewText(StyleBody, name)), note))
		f.signs, f.notes = append(f.signs, sign), append(f.notes, note)
	}
	f.Object = stack
	return f
}

// Looked says that one has been looked at. What came of it is told later, of all.
func (f *Filling) Looked(i int, looked string) {
	f.signs[i].Set(SignFine, ColorQuiet)
	f.notes[i].Set(looked)
}
