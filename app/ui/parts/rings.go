package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// Ring is one of several boxes within each other.
type Ring struct {
	Name string
	Note string // an address, in the font of code
	Tone Tone
}

// NewRings draws boxes within each other, the first one outside.
func NewRings(rings ...Ring) fyne.CanvasObject {
	var inner fyne.CanvasObject
	for i := len(rings) - 1; i >= 0; i-- {
		ring := rings[i]
		head := Spread(Gap,
			NewText(Style{Bold: true}, ring.Name),
			NewText(Style{Mono: true, Size: theme.SizeNameCaptionText}, ring.Note))
		content := VStack(GapSmall, head)
		if inner != nil {
			content.Add(container.New(layout.NewCustomPaddedLayout(0, 0, GapHuge, GapHuge), inner))
		}
		inner = NewSurface(Look{
			Fill: ring.Tone.Ground(), Stroke: ring.Tone.Color(), Radius: CardCurve, PadX: GapLarge, PadY: Gap,
		}, content)
	}
	return inner
}
