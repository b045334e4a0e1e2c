package parts

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

type buttonRenderer struct {
	button *Button
	ground *canvas.Rectangle
	hover  *canvas.Rectangle
	ring   *canvas.Rectangle
	text   *canvas.Text
	image  *canvas.Image
}

func newButtonRenderer(b *Button) *buttonRenderer {
	r := &buttonRenderer{
		button: b,
		ground: canvas.NewRectangle(nil),
		hover:  canvas.NewRectangle(nil),
		ring:   canvas.NewRectangle(nil),
		text:   canvas.NewText(b.label, nil),
		image:  newImage(nil, 0),
	}
	r.paint()
	return r
}

func (r *buttonRenderer) paint() {
	b := r.button
	fill, stroke, text := b.colors()
	th := b.Theme()
	r.ground.FillColor = colorOf(b, fill)
	r.ground.StrokeColor = colorOf(b, stroke)
	r.ground.StrokeWidth = 0
	if stroke != "" {
		r.ground.StrokeWidth = 1
	}
	r.ground.CornerRadius = th.Size(theme.SizeNameButtonRadius)
	r.hover.FillColor = colorOf(b, theme.ColorNameHover)
	r.hover.CornerRadius = r.ground.CornerRadius
	r.hover.Hidden = !b.hovered || b.Disabled()
	r.ring.StrokeColor = colorOf(b, theme.ColorNamePrimary)
	if b.kind == Primary {
		r.ring.StrokeColor = colorOf(b, theme.ColorNameForeground)
	}
	r.ring.FillColor = colorOf(b, "")
	r.ring.StrokeWidth = 2
	r.ring.CornerRadius = r.ground.CornerRadius
	r.ring.Hidden = !b.focused
	r.text.Text = b.label
	b.cut = false
	r.text.Hidden = b.signed
	r.text.Color = colorOf(b, text)
	r.text.TextSize = th.Size(theme.SizeNameText)
	if b.compact {
		r.text.TextSize = th.Size(theme.SizeNameCaptionText)
	}
	r.text.TextStyle = fyne.TextStyle{Bold: b.kind == Primary || b.chosen || b.heading}
	r.image.Hidden = b.picture == ""
	if b.picture != "" {
		r.image.Resource = b.picture.In(text)
	}
}

func (r *buttonRenderer) pad() (x, y float32) {
	switch {
	case r.button.compact && r.button.kind == Bare:
		return GapTiny, GapTiny
	case r.button.compact:
		return GapSmall + 2, GapTiny
	case r.button.kind == Bare:
		return GapSmall, GapSmall
	case r.button.kind == Choice && r.button.lead:
		return GapSmall + 2, GapSmall
	default:
		return 14, GapSmall
	}
}

// inside are the sizes of the picture, the gap after it and the text.
func (r *buttonRenderer) inside() (image, gap float32, text fyne.Size) {
	style := r.text.TextStyle
	if r.button.kind == Choice {
		style.Bold = true // as it is when it is chosen: nothing moves then
	}
	text = fyne.MeasureText(r.button.label, r.text.TextSize, style)
	if r.button.picture != "" {
		image = r.text.TextSize + 4
		if r.button.label != "" && !r.button.signed {
			gap = GapSmall
		}
	}
	if r.button.label == "" || r.button.signed {
		text.Width = 0
	}
	return image, gap, text
}

// shortened is what of a text fits into a width, with an ellipsis.
func shortened(text *canvas.Text, width float32) string {
	letters := []rune(text.Text)
	fits := func(n int) bool {
		return fyne.MeasureText(string(letters[:n])+"…", text.TextSize, text.TextStyle).Width <= width
	}
	n := sort.Search(len(letters), func(n int) bool { return !fits(n) }) - 1
	return strings.TrimRight(string(letters[:max(n, 0)]), " ") + "…"
}

func (r *buttonRenderer) MinSize() fyne.Size {
	x, y := r.pad()
	image, gap, text := r.inside()
	return fyne.NewSize(image+gap+text.Width+2*x, max(image, text.Height)+2*y)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.hover.Resize(size)
	r.ring.Resize(size)
	r.text.Text = r.button.label
	image, gap, text := r.inside()
	pad, _ := r.pad()
	if room := size.Width - 2*pad - image - gap; text.Width > room+1 && !r.button.signed {
		r.text.Text = shortened(r.text, room)
		text.Width = r.text.MinSize().Width
	}
	r.button.cut = r.text.Text != r.button.label
	x := (size.Width - image - gap - text.Width) / 2
	if r.button.lead {
		x, _ = r.pad()
	}
	r.image.Move(fyne.NewPos(x, (size.Height-image)/2))
	r.image.Resize(fyne.NewSquareSize(image))
	r.text.Move(fyne.NewPos(x+image+gap, (size.Height-text.Height)/2))
	r.text.Resize(text)
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.Layout(r.button.Size())
	canvas.Refresh(r.button)
	r.image.Refresh()
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.hover, r.image, r.text, r.ring}
}

func (r *buttonRenderer) Destroy() {}
