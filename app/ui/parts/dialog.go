package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Dialog asks or tells something above the window. Escape is its safe answer,
// Enter its default; neither is ever a destructive button.
type Dialog struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	title   *Text
	body    *fyne.Container
	buttons *fyne.Container
	card    *Surface
	scroll  *container.Scroll

	safe, usual *Button
	keysBefore  func(*fyne.KeyEvent)
	open        bool
}

// dialogWidth is wide enough for a line of a hosts file.
const dialogWidth float32 = 600

// NewDialog makes a Dialog and shows it.
func NewDialog(on fyne.Canvas, title string) *Dialog {
	d := &Dialog{
		canvas:  on,
		title:   NewText(Style{Size: theme.SizeNameSubHeadingText, Bold: true, Wrap: true}, title),
		body:    VStack(Gap),
		buttons: Row(GapSmall+2, -1),
	}
	d.scroll = NewScroll(d.body)
	look := Look{Fill: ColorSurface, Stroke: ColorBorder, Radius: CardCurve, PadX: GapHuge, PadY: GapHuge - 4}
	d.card = NewSurface(look, Tower(
		Inset(0, GapTiny, d.title), Bleed(d.scroll), Inset(0, GapSmall, Row(0, 0, VStack(0), d.buttons))))
	d.ExtendBaseWidget(d)
	d.open = true
	d.keysBefore = on.OnTypedKey()
	on.SetOnTypedKey(d.typed)
	on.Overlays().Add(d)
	return d
}

// Say replaces the title and what is said. Choices follows it.
func (d *Dialog) Say(title string, said ...fyne.CanvasObject) {
	d.title.Set(title)
	d.body.RemoveAll()
	d.Add(said...)
}

// Add says more.
func (d *Dialog) Add(said ...fyne.CanvasObject) {
	for _, o := range said {
		d.body.Add(o)
	}
	d.Refresh()
}

// Choices are the buttons: safe is what Escape presses; usual is what Enter
// presses, and is safe itself when that is destructive; others come first.
func (d *Dialog) Choices(safe, usual *Button, others ...*Button) {
	d.safe, d.usual = safe, usual
	if usual.kind == Destructive {
		d.usual = safe
	}
	d.buttons.RemoveAll()
	for _, b := range others {
		d.buttons.Add(b)
	}
	d.buttons.Add(safe)
	if usual != safe {
		d.buttons.Add(usual)
	}
	d.Refresh()
	d.canvas.Focus(d.usual)
}

// Close takes the dialog away.
func (d *Dialog) Close() {
	if !d.open {
		return
	}
	d.open = false
	d.canvas.Overlays().Remove(d)
	d.canvas.SetOnTypedKey(d.keysBefore)
}

func (d *Dialog) typed(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyEscape:
		d.safe.Tapped(nil)
	case fyne.KeyReturn, fyne.KeyEnter:
		d.usual.Tapped(nil)
	default:
		Turn(d, event.Name)
	}
}

// Tapped keeps a press beside the dialog from reaching the window below.
func (d *Dialog) Tapped(*fyne.PointEvent) {}

// CreateRenderer is Fyne's.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	r := &dialogRenderer{dialog: d, shade: canvas.NewRectangle(nil)}
	r.shade.FillColor = colorOf(d, ColorShade)
	return r
}

type dialogRenderer struct {
	dialog *Dialog
	shade  *canvas.Rectangle
}

func (r *dialogRenderer) Layout(size fyne.Size) {
	d := r.dialog
	r.shade.Resize(size)
	width := min(dialogWidth, size.Width-2*GapHuge)
	// The text must know its width before it can tell its height.
	inner := width - 2*d.card.look.PadX
	d.title.Resize(fyne.NewSize(inner, d.title.MinSize().Height))
	d.body.Resize(fyne.NewSize(inner, d.body.MinSize().Height))
	d.scroll.SetMinSize(fyne.NewSize(0, 0))
	around := d.card.MinSize().Height - d.scroll.MinSize().Height
	height := min(around+d.body.MinSize().Height, size.Height-2*GapHuge)
	d.card.Resize(fyne.NewSize(width, height))
	d.card.Move(fyne.NewPos((size.Width-width)/2, max((size.Height-height)/3, GapHuge)))
}

func (r *dialogRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *dialogRenderer) Refresh() {
	r.shade.FillColor = colorOf(r.dialog, ColorShade)
	r.shade.Refresh()
	r.Layout(r.dialog.Size())
	r.Layout(r.dialog.Size()) // wrapped text has its height only after the first time
	r.dialog.card.Refresh()
}

func (r *dialogRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.shade, r.dialog.card}
}

func (r *dialogRenderer) Destroy() {}
