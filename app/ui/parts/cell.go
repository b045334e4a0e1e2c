package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// cell is one cell of a row. It draws a text with its ground and sign itself:
// hundreds of them are drawn at once.
type cell struct {
	widget.BaseWidget
	face Face
	text string
	tone Tone
}

func newCell(face Face) *cell {
	c := &cell{face: face}
	c.ExtendBaseWidget(c)
	return c
}

func (c *cell) set(text string, tone Tone) {
	if c.text == text && c.tone == tone {
		return
	}
	c.text, c.tone = text, tone
	c.Refresh()
}

// hasSign reports whether a sign stands before the text.
func (c *cell) hasSign() bool {
	return c.face == FaceStatus || c.face == FaceNote && (c.tone == Problem || c.tone == Attention)
}

func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	r := &cellRenderer{cell: c, ground: canvas.NewRectangle(nil), text: canvas.NewText("", nil), image: newImage(nil, 0)}
	r.paint()
	return r
}

type cellRenderer struct {
	cell   *cell
	ground *canvas.Rectangle
	text   *canvas.Text
	image  *canvas.Image
}

func (r *cellRenderer) paint() {
	c := r.cell
	th := c.Theme()
	r.text.TextSize = th.Size(theme.SizeNameText)
	r.text.TextStyle = fyne.TextStyle{Bold: c.face == FaceStrong, Monospace: c.face == FaceCode}
	color := theme.ColorNameForeground
	r.ground.Hidden = c.face != FacePill
	r.image.Hidden = !c.hasSign()
	switch c.face {
	case FaceQuiet:
		color = ColorQuiet
	case FaceCode:
		r.text.TextSize = th.Size(theme.SizeNameCaptionText)
	case FacePill:
		color = c.tone.Color()
		r.text.TextSize = th.Size(theme.SizeNameCaptionText)
		r.ground.FillColor = colorOf(c, c.tone.Ground())
	case FaceStatus:
		color = c.tone.Color()
		sign := c.tone.Sign()
		if c.tone == Unknown {
			sign = SignOff
		}
		r.image.Resource = sign.In(color)
	case FaceNote:
		if c.tone == Unknown {
			color = ColorQuiet
		}
		r.image.Resource = c.tone.Sign().In(c.tone.Color())
	}
	r.text.Color = colorOf(c, color)
}

// PillWidth is the width of the widest of texts in a column of pills.
func PillWidth(texts ...string) float32 {
	wide := float32(0)
	for _, text := range texts {
		wide = max(wide, fyne.MeasureText(text, theme.CaptionTextSize(), fyne.TextStyle{}).Width+2*(GapSmall+1)+1)
	}
	return wide
}

// before is the room left of the text, beside the room the text has around it.
func (r *cellRenderer) before() float32 {
	switch {
	case r.cell.face == FacePill:
		return GapSmall + 1
	case r.cell.hasSign():
		return 14 + GapTiny + 2
	default:
		return 0
	}
}

func (r *cellRenderer) MinSize() fyne.Size {
	height := fyne.MeasureText("A", r.text.TextSize, r.text.TextStyle).Height
	if r.cell.face == FacePill {
		height += 4
	}
	return fyne.NewSize(10, height)
}

func (r *cellRenderer) Layout(size fyne.Size) {
	before := r.before()
	room := size.Width - before
	if r.cell.face == FacePill {
		room -= before
	}
	r.text.Text = Shorten(r.cell.text, room, r.text.TextSize, r.text.TextStyle)
	text := r.text.MinSize()
	r.text.Move(fyne.NewPos(before, (size.Height-text.Height)/2))
	r.text.Resize(text)
	r.ground.Resize(fyne.NewSize(text.Width+2*before, size.Height))
	r.ground.CornerRadius = size.Height / 2
	r.ground.Hidden = r.cell.face != FacePill || r.cell.text == ""
	r.image.Move(fyne.NewPos(0, (size.Height-14)/2))
	r.image.Resize(fyne.NewSquareSize(14))
}

func (r *cellRenderer) Refresh() {
	r.paint()
	r.Layout(r.cell.Size())
	r.image.Refresh()
	canvas.Refresh(r.cell)
}

func (r *cellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.image, r.text}
}

func (r *cellRenderer) Destroy() {}

// Shorten cuts text with an ellipsis so that it fits into width.
func Shorten(text string, width, size float32, style fyne.TextStyle) string {
	if width <= 0 || fyne.MeasureText(text, size, style).Width <= width {
		return text
	}
	runes := []rune(text)
	fits, tooMany := 0, len(runes)
	for fits+1 < tooMany {
		middle := (fits + tooMany) / 2
		if fyne.MeasureText(string(runes[:middle])+"…", size, style).Width <= width {
			fits = middle
		} else {
			tooMany = middle
		}
	}
	return string(runes[:fits]) + "…"
}
