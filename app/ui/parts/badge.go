package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The sizes of a Badge.
const (
	BadgeSmall float32 = 22
	BadgeCard  float32 = 34
	BadgeHero  float32 = 72
)

// Badge is a round sign of a status.
type Badge struct {
	widget.BaseWidget
	ground fyne.ThemeColorName
	color  fyne.ThemeColorName
	sign   Picture
	size   float32
}

// NewBadge is the sign of a tone, size across.
func NewBadge(tone Tone, size float32) *Badge {
	b := &Badge{ground: tone.Ground(), color: tone.Color(), sign: tone.Sign(), size: size}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is Fyne's.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	r := &badgeRenderer{badge: b, circle: canvas.NewCircle(nil), image: newImage(nil, 0)}
	r.paint()
	return r
}

type badgeRenderer struct {
	badge  *Badge
	circle *canvas.Circle
	image  *canvas.Image
}

func (r *badgeRenderer) paint() {
	r.circle.FillColor = colorOf(r.badge, r.badge.ground)
	r.image.Hidden = r.badge.sign == ""
	if r.badge.sign != "" {
		r.image.Resource = r.badge.sign.In(r.badge.color)
	}
}

func (r *badgeRenderer) Layout(fyne.Size) {
	size := r.badge.size
	r.circle.Resize(fyne.NewSquareSize(size))
	inner := size * 0.48
	r.image.Resize(fyne.NewSquareSize(inner))
	r.image.Move(fyne.NewSquareOffsetPos((size - inner) / 2))
}

func (r *badgeRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.badge.size) }

func (r *badgeRenderer) Refresh() {
	r.paint()
	r.circle.Refresh()
	r.image.Refresh()
}

func (r *badgeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.circle, r.image}
}

func (r *badgeRenderer) Destroy() {}

// Sign is a small picture that takes its colour from the theme.
type Sign struct {
	widget.BaseWidget
	picture Picture
	color   fyne.ThemeColorName
	size    float32
	image   *canvas.Image
}

// NewSign draws picture.
func NewSign(picture Picture, color fyne.ThemeColorName, size float32) *Sign {
	s := &Sign{picture: picture, color: color, size: size}
	s.ExtendBaseWidget(s)
	return s
}

// Set draws something else.
func (s *Sign) Set(picture Picture, color fyne.ThemeColorName) {
	if s.picture == picture && s.color == color {
		return
	}
	s.picture, s.color = picture, color
	if s.image != nil {
		s.image.Resource = picture.In(color)
		s.image.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (s *Sign) CreateRenderer() fyne.WidgetRenderer {
	s.image = newImage(s.picture.In(s.color), s.size)
	return widget.NewSimpleRenderer(s.image)
}

// NewPill is a word on a rounded ground in the tone's colours.
func NewPill(tone Tone, word string) fyne.CanvasObject {
	text := NewText(Style{Size: theme.SizeNameCaptionText, Tone: tone}, word)
	return NewSurface(Look{Fill: tone.Ground(), Radius: CardCurve, PadX: GapSmall + 1, PadY: 2}, text)
}

// NewStatus is sign and word in the tone's colour.
func NewStatus(tone Tone, word string) fyne.CanvasObject {
	return Row(GapSmall, 1,
		NewSign(tone.Sign(), tone.Color(), 14),
		NewText(Style{Tone: tone, Cut: true}, word))
}

// Centered puts objects below each other, each in the middle.
func Centered(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	stack := VStack(gap)
	for _, o := range objects {
		stack.Add(container.NewCenter(o))
	}
	return stack
}
