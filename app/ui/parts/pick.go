package parts

import (
	"fyne.io/fyne/v2"
)

// NewPick lets a person choose one of options; at is the one that is chosen now.
// chosen is called with the index of another one.
func NewPick(options []string, at int, chosen func(int)) fyne.CanvasObject {
	pick := NewSelect("", options)
	pick.SetSelectedIndex(at)
	pick.OnChanged = func(string) { chosen(pick.SelectedIndex()) }
	return NewSurface(Look{Stroke: ColorBorder, Radius: Corner, PadX: 1, PadY: 1}, pick)
}

// NewOption is something to be chosen: what it is, what it means, and how to choose.
func NewOption(name, meaning string, control fyne.CanvasObject) fyne.CanvasObject {
	if pick, ok := soleOf(control).(*Select); ok {
		pick.name = name
	}
	said := VStack(2, NewText(Style{Wrap: true}, name))
	if meaning != "" {
		said.Add(NewText(StyleSmall, meaning))
	}
	return Row(GapHuge, 0, said, Width(optionWidth, control))
}

const optionWidth float32 = 244
