package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Piece is a part of something that is typed, and what it stands for.
type Piece struct {
	Text string
	Note string
	Tone Tone
}

// NewPieces takes what is typed apart: each piece on its own ground, with what it
// stands for below it.
func NewPieces(pieces ...Piece) fyne.CanvasObject {
	row := TopRow(GapTiny, -1)
	for _, p := range pieces {
		text := NewText(Style{Mono: true, Bold: true, Size: theme.SizeNameSubHeadingText}, p.Text)
		ground := NewSurface(Look{Fill: p.Tone.Ground(), Stroke: p.Tone.Color(), Radius: Corner, PadX: Gap, PadY: GapSmall}, container.NewCenter(text))
		note := container.NewCenter(NewText(Style{Size: theme.SizeNameCaptionText, Quiet: true}, p.Note))
		row.Add(VStack(GapTiny, ground, note))
	}
	return container.NewCenter(row)
}
