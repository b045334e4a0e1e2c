package parts

import (
	"fyne.io/fyne/v2"
)

// Steps is a list that grows while something is being done.
type Steps struct {
	Object fyne.CanvasObject
	stack  *fyne.Container
	last   *step // under way
	newest *step
}

type step struct {
	sign *Sign
	text *Text
	note *Text
}

// NewSteps makes an empty list; it is hidden until it has a step.
func NewSteps() *Steps {
	s := &Steps{stack: VStack(GapSmall - 2)}
	s.Object = NewSurface(Look{Fill: ColorCode, Radius: Corner, PadX: GapLarge, PadY: Gap}, s.stack)
	s.Object.Hide()
	return s
}

// Going adds a step that is under way. One that was under way is done by then.
func (s *Steps) Going(text string) {
	s.finish()
	s.last = s.add(SignRunning, ColorQuiet, text)
}

// Done says that the step under way is done, in the words of text, or adds a step
// that is.
func (s *Steps) Done(text string) {
	if s.last == nil {
		s.add(SignFine, ColorFine, text)
		return
	}
	s.last.text.Set(text)
	s.finish()
}

// Note says something quiet beside the step that came last; nothing when empty.
func (s *Steps) Note(text string) {
	if s.newest != nil {
		s.newest.note.Set(text)
	}
}

// Settle ends the list when nothing more comes. When it did not end well, its last
// step is the one that failed.
func (s *Steps) Settle(well bool) {
	if well {
		s.finish()
		return
	}
	if s.newest != nil {
		s.newest.sign.Set(SignFailed, ColorProblem)
	}
	s.last = nil
}

func (s *Steps) finish() {
	if s.last != nil {
		s.last.sign.Set(SignFine, ColorFine)
		s.last = nil
	}
}

func (s *Steps) add(sign Picture, color fyne.ThemeColorName, text string) *step {
	added := &step{sign: NewSign(sign, color, 14), text: NewText(StyleBody, text), note: NewText(Style{Quiet: true}, "")}
	s.stack.Add(TopRow(GapSmall+2, 1, Inset(0, 3, added.sign), added.text, added.note))
	s.Object.Show()
	s.newest = added
	return added
}
