package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Check is one line of what was checked.
type Check struct {
	Title string
	Text  string
}

// checkWide is the room for what was checked.
const checkWide float32 = 230

// NewChecks lists checks of one tone, with lines between them.
func NewChecks(tone Tone, checks []Check) fyne.CanvasObject {
	stack := VStack(GapSmall)
	for i, c := range checks {
		if i > 0 {
			stack.Add(widget.NewSeparator())
		}
		stack.Add(TopRow(Gap, 2,
			Inset(GapTiny, 3, NewSign(tone.Sign(), tone.Color(), 14)),
			Width(checkWide, NewText(StyleBody, c.Title)),
			NewText(StyleQuiet, c.Text)))
	}
	return stack
}
