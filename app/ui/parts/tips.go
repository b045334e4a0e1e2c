package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tips is a layer over a window that says the names of buttons without words, beside
// the one that the mouse or the keyboard is on. Fyne has no such thing.
type tips struct {
	widget.BaseWidget
	said string
	over fyne.CanvasObject
}

// NewTipped puts the layer over the content of a window.
func NewTipped(content fyne.CanvasObject) *fyne.Container {
	t := &tips{}
	t.ExtendBaseWidget(t)
	t.Hide()
	return container.NewStack(content, t)
}

// tipsOver is the layer of the window that o stands in; nil where there is none.
func tipsOver(o fyne.CanvasObject) *tips {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	c := app.Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	root, ok := c.Content().(*fyne.Container)
	if !ok {
		return nil
	}
	for _, each := range root.Objects {
		if t, ok := each.(*tips); ok {
			return t
		}
	}
	return nil
}

func (t *tips) show(said string, over fyne.CanvasObject) {
	t.said, t.over = said, over
	t.Show()
	t.Refresh()
}

func (t *tips) hide() { t.Hide() }

// CreateRenderer is Fyne's.
func (t *tips) CreateRenderer() fyne.WidgetRenderer {
	r := &tipsRenderer{tips: t, ground: canvas.NewRectangle(nil), text: canvas.NewText("", nil)}
	r.paint()
	return r
}

type tipsRenderer struct {
	tips   *tips
	ground *canvas.Rectangle
	text   *canvas.Text
}

func (r *tipsRenderer) paint() {
	t := r.tips
	r.ground.FillColor = colorOf(t, theme.ColorNameForeground)
	r.ground.CornerRadius = GapTiny
	r.text.Text = t.said
	r.text.Color = colorOf(t, ColorSurface)
	r.text.TextSize = t.Theme().Size(theme.SizeNameCaptionText)
}

// Layout puts the words below what they name, or above where the window ends.
func (r *tipsRenderer) Layout(size fyne.Size) {
	if r.tips.over == nil {
		return
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(r.tips.over).Subtract(driver.AbsolutePositionForObject(r.tips))
	text := r.text.MinSize()
	ground := text.Add(fyne.NewSize(2*GapSmall, 2*GapTiny))
	y := at.Y + r.tips.over.Size().Height + GapTiny
	if y+ground.Height > size.Height {
		y = at.Y - ground.Height - GapTiny
	}
	x := at.X + (r.tips.over.Size().Width-ground.Width)/2
	x = max(min(x, size.Width-ground.Width-GapTiny), GapTiny)
	r.ground.Move(fyne.NewPos(x, y))
	r.ground.Resize(ground)
	r.text.Move(fyne.NewPos(x+GapSmall, y+GapTiny))
	r.text.Resize(text)
}

func (r *tipsRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *tipsRenderer) Refresh() {
	r.paint()
	r.Layout(r.tips.Size())
	canvas.Refresh(r.tips)
}

func (r *tipsRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.ground, r.text} }

func (r *tipsRenderer) Destroy() {}
