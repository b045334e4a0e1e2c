package parts

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Tick is one look in a Pulse. Without an answer it has no height of its own and
// stands as high as the picture, in the colour of its tone.
type Tick struct {
	Tone     Tone
	Took     time.Duration
	Answered bool
}

const (
	pulseTicks          = 60
	pulseHeight float32 = 56
	pulseGap    float32 = 2
	pulseLeast  float32 = 3 // so that the shortest time is seen
)

// Pulse is the picture of how long the last looks took: one bar each, the newest
// at the right, the longest as high as the picture.
type Pulse struct {
	widget.BaseWidget
	ticks []Tick
}

// NewPulse makes a Pulse without ticks.
func NewPulse() *Pulse {
	p := &Pulse{}
	p.ExtendBaseWidget(p)
	return p
}

// Add puts a tick at the right; the oldest goes when there is no more room.
func (p *Pulse) Add(tick Tick) {
	p.ticks = append(p.ticks, tick)
	if len(p.ticks) > pulseTicks {
		p.ticks = p.ticks[len(p.ticks)-pulseTicks:]
	}
	p.Refresh()
}

// Clear takes all ticks away.
func (p *Pulse) Clear() {
	p.ticks = nil
	p.Refresh()
}

// CreateRenderer is Fyne's.
func (p *Pulse) CreateRenderer() fyne.WidgetRenderer {
	r := &pulseRenderer{pulse: p, ground: canvas.NewRectangle(nil)}
	r.ground.CornerRadius = Corner
	for range pulseTicks {
		bar := canvas.NewRectangle(nil)
		bar.CornerRadius = 1
		r.bars = append(r.bars, bar)
	}
	r.paint()
	return r
}

type pulseRenderer struct {
	pulse  *Pulse
	ground *canvas.Rectangle
	bars   []*canvas.Rectangle
}

func (r *pulseRenderer) paint() {
	r.ground.FillColor = colorOf(r.pulse, ColorCode)
	empty := len(r.bars) - len(r.pulse.ticks)
	for i, bar := range r.bars {
		bar.Hidden = i < empty
		if !bar.Hidden {
			bar.FillColor = colorOf(r.pulse, r.pulse.ticks[i-empty].Tone.Color())
		}
	}
}

func (r *pulseRenderer) MinSize() fyne.Size { return fyne.NewSize(240, pulseHeight) }

func (r *pulseRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	longest := time.Duration(1)
	for _, t := range r.pulse.ticks {
		if t.Answered {
			longest = max(longest, t.Took)
		}
	}
	room := size.Height - 2*GapTiny
	step := (size.Width - 2*GapSmall) / float32(len(r.bars))
	empty := len(r.bars) - len(r.pulse.ticks)
	for i, bar := range r.bars {
		if bar.Hidden {
			continue
		}
		height := room
		if t := r.pulse.ticks[i-empty]; t.Answered {
			height = max(pulseLeast, room*float32(t.Took)/float32(longest))
		}
		bar.Move(fyne.NewPos(GapSmall+float32(i)*step, GapTiny+room-height))
		bar.Resize(fyne.NewSize(step-pulseGap, height))
	}
}

func (r *pulseRenderer) Refresh() {
	r.paint()
	r.Layout(r.pulse.Size())
	canvas.Refresh(r.pulse)
}

func (r *pulseRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.ground}
	for _, bar := range r.bars {
		all = append(all, bar)
	}
	return all
}

func (r *pulseRenderer) Destroy() {}
