package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// stretch is a straight line, broken into dashes where nothing got through: Fyne
// draws no dashed lines.
type stretch struct {
	dashes [10]*canvas.Line
	whole  bool
}

func newStretch() *stretch {
	s := &stretch{}
	for i := range s.dashes {
		s.dashes[i] = canvas.NewLine(nil)
		s.dashes[i].StrokeWidth = 3
	}
	return s
}

func (s *stretch) paint(c color.Color, broken bool) {
	s.whole = !broken
	for i, dash := range s.dashes {
		dash.StrokeColor = c
		dash.Hidden = s.whole && i > 0
	}
}

func (s *stretch) place(from, to, y float32) {
	if s.whole {
		s.dashes[0].Position1, s.dashes[0].Position2 = fyne.NewPos(from, y), fyne.NewPos(to, y)
		return
	}
	// One dash and one gap per step; the last gap is left out.
	step := (to - from) / (float32(len(s.dashes)) - 0.4)
	for i, dash := range s.dashes {
		start := from + float32(i)*step
		dash.Position1, dash.Position2 = fyne.NewPos(start, y), fyne.NewPos(start+0.6*step, y)
	}
}

func (s *stretch) objects() []fyne.CanvasObject {
	all := make([]fyne.CanvasObject, len(s.dashes))
	for i, dash := range s.dashes {
		all[i] = dash
	}
	return all
}

// lineColor is the colour of the line that leads to a stop.
func lineColor(w themed, to Stop) color.Color {
	if to.Skipped {
		return colorOf(w, ColorBorder)
	}
	return colorOf(w, to.Tone.Color())
}
