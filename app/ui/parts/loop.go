package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Loop is the picture of a computer that sends something to itself: two programs
// in one box, with an arrow from one to the other and back, and the network
// outside, which nothing reaches.
type Loop struct {
	widget.BaseWidget
	computer, from, to, address, outside string
}

// NewLoop draws it. The words are what stands in the picture.
func NewLoop(computer, from, to, address, outside string) *Loop {
	l := &Loop{computer: computer, from: from, to: to, address: address, outside: outside}
	l.ExtendBaseWidget(l)
	return l
}

const loopHeight float32 = 168

// CreateRenderer is Fyne's.
func (l *Loop) CreateRenderer() fyne.WidgetRenderer {
	small := Style{Size: theme.SizeNameCaptionText, Quiet: true, Wrap: true}
	r := &loopRenderer{
		loop: l, box: canvas.NewRectangle(nil), left: canvas.NewRectangle(nil), right: canvas.NewRectangle(nil),
		name: NewText(Style{Bold: true}, l.computer), from: NewText(Style{Center: true, Cut: true}, l.from),
		to: NewText(Style{Center: true, Cut: true}, l.to), address: NewText(Style{Mono: true, Bold: true, Center: true}, l.address),
		outside: NewText(small, l.outside), there: &canvas.BezierCurve{StrokeWidth: 3}, back: &canvas.BezierCurve{StrokeWidth: 3},
	}
	for i := range r.heads {
		r.heads[i] = canvas.NewLine(nil)
		r.heads[i].StrokeWidth = 3
	}
	r.paint()
	return r
}

type loopRenderer struct {
	loop                             *Loop
	box, left, right                 *canvas.Rectangle
	name, from, to, address, outside *Text
	there, back                      *canvas.BezierCurve
	heads                            [4]*canvas.Line
}

func (r *loopRenderer) paint() {
	for _, box := range []*canvas.Rectangle{r.box, r.left, r.right} {
		box.FillColor = colorOf(r.loop, Fine.Ground())
		box.StrokeColor = colorOf(r.loop, Fine.Color())
		box.StrokeWidth = 1
		box.CornerRadius = CardCurve
	}
	for _, box := range []*canvas.Rectangle{r.left, r.right} {
		box.FillColor = colorOf(r.loop, ColorSurface)
		box.CornerRadius = Corner
	}
	r.there.StrokeColor, r.back.StrokeColor = colorOf(r.loop, Fine.Color()), colorOf(r.loop, Fine.Color())
	for _, head := range r.heads {
		head.StrokeColor = colorOf(r.loop, Fine.Color())
	}
}

func (r *loopRenderer) Layout(size fyne.Size) {
	outside := min(size.Width*0.22, 150)
	width := size.Width - outside - Gap
	r.box.Resize(fyne.NewSize(width, loopHeight))
	place(r.name, GapLarge, Gap, width-2*GapLarge)
	box := fyne.NewSize(min(width*0.3, 150), 52)
	y := loopHeight/2 - box.Height/2 + Gap
	r.left.Resize(box)
	r.left.Move(fyne.NewPos(GapLarge, y))
	r.right.Resize(box)
	r.right.Move(fyne.NewPos(width-GapLarge-box.Width, y))
	place(r.from, GapLarge, y+(box.Height-r.from.MinSize().Height)/2, box.Width)
	place(r.to, width-GapLarge-box.Width, y+(box.Height-r.to.MinSize().Height)/2, box.Width)
	place(r.address, GapLarge+box.Width, y+(box.Height-r.address.MinSize().Height)/2, width-2*GapLarge-2*box.Width)
	r.outside.Move(fyne.NewPos(width+Gap, loopHeight/2-GapHuge))
	r.outside.Resize(fyne.NewSize(outside, loopHeight/2))
	r.arrows(fyne.NewPos(GapLarge+box.Width, y), fyne.NewPos(width-GapLarge-box.Width, y+box.Height))
}

// arrows draws the way there above the middle of the area between the two programs,
// and the way back below it.
func (r *loopRenderer) arrows(topLeft, bottomRight fyne.Position) {
	const bow, margin, head = 22, 4, 12
	width := bottomRight.X - topLeft.X
	curve := func(c *canvas.BezierCurve, top, from, to, at, middle float32) {
		c.Move(fyne.NewPos(topLeft.X, top))
		c.Resize(fyne.NewSize(width, bow+2*margin))
		c.StartPoint, c.EndPoint = fyne.NewPos(from, at), fyne.NewPos(to, at)
		c.ControlPoints = []fyne.Position{fyne.NewPos(from+(to-from)*0.3, middle), fyne.NewPos(from+(to-from)*0.7, middle)}
	}
	up, down := topLeft.Y+10, bottomRight.Y-10
	curve(r.there, up-bow-margin, 0, width, bow+margin, margin)
	curve(r.back, down-margin, width, 0, margin, bow+margin)
	tip := func(i int, x, y, dx, dy float32) {
		r.heads[i].Position1, r.heads[i].Position2 = fyne.NewPos(x, y), fyne.NewPos(x+dx, y+dy)
	}
	// The curves come in at about 13 degrees; the strokes stand 30 degrees off them.
	tip(0, bottomRight.X, up, -0.73*head, -0.68*head)
	tip(1, bottomRight.X, up, -0.96*head, 0.29*head)
	tip(2, topLeft.X, down, 0.73*head, 0.68*head)
	tip(3, topLeft.X, down, 0.96*head, -0.29*head)
}

func place(text *Text, x, y, width float32) {
	text.Move(fyne.NewPos(x, y))
	text.Resize(fyne.NewSize(width, text.MinSize().Height))
}

func (r *loopRenderer) MinSize() fyne.Size { return fyne.NewSize(420, loopHeight) }

func (r *loopRenderer) Refresh() {
	r.paint()
	r.Layout(r.loop.Size())
	canvas.Refresh(r.loop)
}

func (r *loopRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		r.box, r.left, r.right, r.there, r.back, r.heads[0], r.heads[1], r.heads[2], r.heads[3],
		r.name, r.from, r.to, r.address, r.outside,
	}
}

func (r *loopRenderer) Destroy() {}
