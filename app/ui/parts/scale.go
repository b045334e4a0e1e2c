package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Stretch is one part of a Scale.
type Stretch struct {
	Name  string  // inside the bar
	Note  string  // below it
	Share float32 // of the width; all shares together are 1
	Tone  Tone
}

// Scale is a bar that is divided into stretches.
type Scale struct {
	widget.BaseWidget
	stretches []Stretch
}

// NewScale draws stretches from left to right.
func NewScale(stretches ...Stretch) *Scale {
	s := &Scale{stretches: stretches}
	s.ExtendBaseWidget(s)
	return s
}

const scaleHeight float32 = 44

// CreateRenderer is Fyne's.
func (s *Scale) CreateRenderer() fyne.WidgetRenderer {
	r := &scaleRenderer{scale: s}
	for _, stretch := range s.stretches {
		r.bars = append(r.bars, canvas.NewRectangle(nil))
		r.names = append(r.names, NewText(Style{Bold: true, Center: true, Cut: true, Mono: true}, stretch.Name))
		r.notes = append(r.notes, NewText(Style{Size: theme.SizeNameCaptionText, Quiet: true, Center: true, Wrap: true}, stretch.Note))
	}
	r.paint()
	return r
}

type scaleRenderer struct {
	scale *Scale
	bars  []*canvas.Rectangle
	names []*Text
	notes []*Text
}

func (r *scaleRenderer) paint() {
	for i, bar := range r.bars {
		bar.FillColor = colorOf(r.scale, r.scale.stretches[i].Tone.Ground())
		bar.StrokeColor = colorOf(r.scale, r.scale.stretches[i].Tone.Color())
		bar.StrokeWidth = 1
		bar.CornerRadius = Corner
	}
}

func (r *scaleRenderer) Layout(size fyne.Size) {
	const gap = 3
	x := float32(0)
	for i, stretch := range r.scale.stretches {
		width := size.Width*stretch.Share - gap
		r.bars[i].Move(fyne.NewPos(x, 0))
		r.bars[i].Resize(fyne.NewSize(width, scaleHeight))
		name := r.names[i].MinSize().Height
		r.names[i].Move(fyne.NewPos(x+2, (scaleHeight-name)/2))
		r.names[i].Resize(fyne.NewSize(width-4, name))
		r.notes[i].Move(fyne.NewPos(x, scaleHeight+GapTiny))
		r.notes[i].Resize(fyne.NewSize(width, size.Height-scaleHeight-GapTiny))
		x += width + gap
	}
}

func (r *scaleRenderer) MinSize() fyne.Size {
	note := float32(0)
	for _, n := range r.notes {
		note = max(note, n.MinSize().Height)
	}
	return fyne.NewSize(400, scaleHeight+GapTiny+note)
}

func (r *scaleRenderer) Refresh() {
	r.paint()
	r.Layout(r.scale.Size())
	canvas.Refresh(r.scale)
}

func (r *scaleRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for i := range r.bars {
		all = append(all, r.bars[i], r.names[i], r.notes[i])
	}
	return all
}

func (r *scaleRenderer) Destroy() {}
