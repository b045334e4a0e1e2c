package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Stop is one station on the way that a connection takes.
type Stop struct {
	Tone    Tone
	Name    string
	Text    string
	Skipped bool // not reached: an empty circle behind a broken line
}

// Way is the way of a connection: where it starts, the ways that fork from
// there, and what comes after the fork On.
type Way struct {
	Start Stop
	Forks []Stop
	On    int // the fork that goes on
	After []Stop
}

const (
	stopSize   float32 = 40
	forkHeight float32 = 96
	labelRoom  float32 = 46
)

// Path is the picture of a Way.
type Path struct {
	widget.BaseWidget
	way Way
}

// NewPath draws way.
func NewPath(way Way) *Path {
	p := &Path{way: way}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is Fyne's.
func (p *Path) CreateRenderer() fyne.WidgetRenderer {
	r := &pathRenderer{path: p}
	r.start = newStation(p.way.Start)
	for _, s := range p.way.Forks {
		r.forks = append(r.forks, newStation(s))
		r.bends = append(r.bends, &canvas.BezierCurve{StrokeWidth: 3})
	}
	for _, s := range p.way.After {
		r.after = append(r.after, newStation(s))
		r.lines = append(r.lines, newStretch())
	}
	r.paint()
	return r
}

type station struct {
	stop  Stop
	badge *Badge
	name  *Text
	text  *Text
}

func newStation(s Stop) station {
	badge := NewBadge(s.Tone, stopSize)
	if s.Skipped {
		badge = &Badge{ground: ColorCode, size: stopSize}
		badge.ExtendBaseWidget(badge)
	} else if s.Tone == Problem {
		badge.sign = SignFailed
	}
	return station{
		stop:  s,
		badge: badge,
		name:  NewText(Style{Bold: true, Center: true, Cut: true}, s.Name),
		text:  NewText(Style{Size: theme.SizeNameCaptionText, Quiet: true, Center: true, Cut: true}, s.Text),
	}
}

// place puts the middle of the circle at x, y, and the words below it, width wide.
func (s station) place(x, y, width float32) {
	s.badge.Resize(fyne.NewSquareSize(stopSize))
	s.badge.Move(fyne.NewPos(x-stopSize/2, y-stopSize/2))
	top := y + stopSize/2 + 5
	name := s.name.MinSize().Height
	s.name.Resize(fyne.NewSize(width, name))
	s.name.Move(fyne.NewPos(x-width/2, top))
	s.text.Resize(fyne.NewSize(width, s.text.MinSize().Height))
	s.text.Move(fyne.NewPos(x-width/2, top+name))
}

func (s station) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.badge, s.name, s.text}
}

type pathRenderer struct {
	path  *Path
	start station
	forks []station
	after []station
	bends []*canvas.BezierCurve
	lines []*stretch
}

func (r *pathRenderer) paint() {
	for i, bend := range r.bends {
		bend.StrokeColor = lineColor(r.path, r.forks[i].stop)
	}
	for i, line := range r.lines {
		through := r.through(i)
		line.paint(lineColor(r.path, through), through.Skipped)
	}
}

// through is how far the connection came before the stop with that number after
// the fork: a stop that failed lets nothing through.
func (r *pathRenderer) through(i int) Stop {
	before := r.path.way.Start
	switch {
	case i > 0:
		before = r.after[i-1].stop
	case len(r.forks) > 0:
		before = r.forks[r.path.way.On].stop
	}
	return Stop{Tone: Fine, Skipped: before.Skipped || before.Tone != Fine}
}

func (r *pathRenderer) MinSize() fyne.Size {
	rows := float32(max(len(r.forks), 1))
	return fyne.NewSize(420, rows*forkHeight+GapSmall)
}

func (r *pathRenderer) Layout(size fyne.Size) {
	stops := 1 + len(r.after)
	if len(r.forks) > 0 {
		stops++
	}
	room := size.Width / float32(stops)
	x := room / 2
	middle := (size.Height - labelRoom) / 2
	r.start.place(x, middle, room-GapSmall)
	y := middle
	if len(r.forks) > 0 {
		x += room
		for i, fork := range r.forks {
			at := middle + (float32(i)-float32(len(r.forks)-1)/2)*forkHeight
			fork.place(x, at, room-GapSmall)
			r.bend(r.bends[i], fyne.NewPos(x-room+stopSize/2, middle), fyne.NewPos(x-stopSize/2, at))
			if i == r.path.way.On {
				y = at
			}
		}
	}
	for i, s := range r.after {
		r.lines[i].place(x+stopSize/2, x+room-stopSize/2, y)
		x += room
		s.place(x, y, room-GapSmall)
	}
}

func (r *pathRenderer) bend(b *canvas.BezierCurve, from, to fyne.Position) {
	const margin = 4 // the stroke is cut at the object's edge
	top := min(from.Y, to.Y) - margin
	b.Move(fyne.NewPos(from.X, top))
	b.Resize(fyne.NewSize(to.X-from.X, max(from.Y, to.Y)-top+margin))
	from, to = fyne.NewPos(0, from.Y-top), fyne.NewPos(to.X-from.X, to.Y-top)
	b.StartPoint, b.EndPoint = from, to
	b.ControlPoints = []fyne.Position{fyne.NewPos(to.X/2, from.Y), fyne.NewPos(to.X/2, to.Y)}
}

func (r *pathRenderer) Refresh() {
	r.paint()
	r.Layout(r.path.Size())
	canvas.Refresh(r.path)
}

func (r *pathRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, b := range r.bends {
		all = append(all, b)
	}
	for _, l := range r.lines {
		all = append(all, l.objects()...)
	}
	all = append(all, r.start.objects()...)
	for _, s := range append(append([]station{}, r.forks...), r.after...) {
		all = append(all, s.objects()...)
	}
	return all
}

func (r *pathRenderer) Destroy() {}
