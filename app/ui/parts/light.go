package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Light is how a row stands out for a while: each from 0, not at all, to 1. The zero
// Light is that of an ordinary row.
type Light struct {
	Came float32 // glows: it was not there before
	Gone float32 // fades away
}

// rowLight draws the light of one row: a glow below its cells and a veil over them.
type rowLight struct {
	shown Light
	glow  *canvas.Rectangle
	veil  *canvas.Rectangle
}

func newRowLight() *rowLight {
	l := &rowLight{glow: canvas.NewRectangle(nil), veil: canvas.NewRectangle(nil)}
	l.glow.CornerRadius = GapTiny
	l.glow.Hide()
	l.veil.Hide()
	return l
}

// show draws another light, and nothing when it is the same.
func (l *rowLight) show(light Light, theme themed) {
	if l.shown == light {
		return
	}
	l.shown = light
	paintLight(l.glow, colorOf(theme, ColorFineGround), light.Came)
	paintLight(l.veil, colorOf(theme, ColorSurface), light.Gone)
}

func paintLight(on *canvas.Rectangle, of color.Color, strength float32) {
	on.Hidden = strength <= 0
	full := color.NRGBAModel.Convert(of).(color.NRGBA) //nolint:errcheck,forcetypeassert // that is what the model converts to
	full.A = uint8(255 * min(max(strength, 0), 1))
	on.FillColor = full
	on.Refresh()
}

// lit puts the light of a row around its cells.
func (l *rowLight) lit(cells *fyne.Container) []fyne.CanvasObject {
	return []fyne.CanvasObject{l.glow, cells, l.veil}
}
