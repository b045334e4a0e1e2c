package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Look is how a Surface is drawn. An empty colour is not drawn.
type Look struct {
	Fill, Stroke fyne.ThemeColorName
	Radius       float32
	PadX, PadY   float32
}

// Surface is a coloured ground with something on it.
type Surface struct {
	widget.BaseWidget
	look    Look
	content fyne.CanvasObject
	edge    *canvas.Rectangle // the ground, as it is drawn
	news    string            // is said to screen readers as soon as it appears; may be empty
}

// NewSurface puts content on a ground.
func NewSurface(look Look, content fyne.CanvasObject) *Surface {
	s := &Surface{look: look, content: content, edge: canvas.NewRectangle(nil)}
	s.ExtendBaseWidget(s)
	return s
}

// NewCard is the white ground with a thin line around it that most things are on.
func NewCard(content ...fyne.CanvasObject) *Surface { return NewCardAround(VStack(Gap, content...)) }

// NewCardAround is a card around one thing that takes all its room.
func NewCardAround(content fyne.CanvasObject) *Surface {
	return NewSurface(Look{
		Fill: ColorSurface, Stroke: ColorBorder, Radius: CardCurve, PadX: GapLarge + 2, PadY: GapLarge,
	}, content)
}

// edged draws the line around the ground in another colour, without what is on it.
func (s *Surface) edged(stroke fyne.ThemeColorName) {
	s.look.Stroke = stroke
	s.edge.StrokeColor = colorOf(s, stroke)
	s.edge.Refresh()
}

// lights lets the line say whether what is on the ground has the focus.
func (s *Surface) lights() func(focused bool) {
	return func(focused bool) {
		if focused {
			s.edged(theme.ColorNamePrimary)
		} else {
			s.edged(ColorBorder)
		}
	}
}

// CreateRenderer is Fyne's.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{surface: s, ground: s.edge}
	r.paint()
	return r
}

type surfaceRenderer struct {
	surface *Surface
	ground  *canvas.Rectangle
}

func (r *surfaceRenderer) paint() {
	look := r.surface.look
	r.ground.FillColor = colorOf(r.surface, look.Fill)
	r.ground.StrokeColor = colorOf(r.surface, look.Stroke)
	r.ground.StrokeWidth = 0
	if look.Stroke != "" {
		r.ground.StrokeWidth = r.surface.Theme().Size(theme.SizeNameSeparatorThickness)
	}
	r.ground.CornerRadius = look.Radius
}

func (r *surfaceRenderer) pad() fyne.Size {
	return fyne.NewSize(r.surface.look.PadX, r.surface.look.PadY)
}

func (r *surfaceRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	pad := r.pad()
	r.surface.content.Move(fyne.NewPos(pad.Width, pad.Height))
	r.surface.content.Resize(size.Subtract(pad).Subtract(pad))
}

func (r *surfaceRenderer) MinSize() fyne.Size {
	return r.surface.content.MinSize().Add(r.pad()).Add(r.pad())
}

func (r *surfaceRenderer) Refresh() {
	r.paint()
	r.ground.Refresh()
	r.surface.content.Refresh()
}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.surface.content}
}

func (r *surfaceRenderer) Destroy() {}

// NewEdge is a thin line down the side of something.
func NewEdge() fyne.CanvasObject {
	line := canvas.NewRectangle(color.Transparent)
	line.SetMinSize(fyne.NewSize(1, 0))
	return NewSurface(Look{Fill: ColorBorder}, line)
}
