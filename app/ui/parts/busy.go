package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Busy says what is being done, how far it is, and has a button to stop it.
type Busy struct {
	Object fyne.CanvasObject
	text   *Text
	bar    *widget.ProgressBar
	moving *widget.ProgressBarInfinite
}

// NewBusy makes a Busy without known progress. cancel may be nil when the work
// cannot be stopped.
func NewBusy(what, cancelLabel string, cancel func()) *Busy {
	b := &Busy{
		text:   NewText(StyleQuiet, what).News(),
		bar:    widget.NewProgressBar(),
		moving: widget.NewProgressBarInfinite(),
	}
	b.bar.TextFormatter = func() string { return "" }
	b.bar.Hide()
	thin := container.New(thinLayout(6), b.bar, b.moving)
	stack := VStack(GapSmall, b.text, thin)
	if cancel == nil {
		b.Object = stack
		return b
	}
	b.Object = Row(GapLarge, 0, stack, NewButton(Ordinary, cancelLabel, cancel))
	return b
}

// Progress says how far the work is, from 0 to 1.
func (b *Busy) Progress(what string, share float64) {
	b.text.Set(what)
	b.moving.Stop()
	b.moving.Hide()
	b.bar.Show()
	b.bar.SetValue(share)
}

// Stop ends the movement; a Busy that was removed from the window would go on
// drawing.
func (b *Busy) Stop() { b.moving.Stop() }

// Line says how far something is that goes on beside what is shown. Its room stays when
// it is hidden: nothing moves when it comes and goes.
type Line struct {
	Object fyne.CanvasObject
	bar    *widget.ProgressBar
}

// NewLine makes a hidden Line.
func NewLine() *Line {
	l := &Line{bar: widget.NewProgressBar()}
	l.bar.TextFormatter = func() string { return "" }
	l.bar.Hide()
	l.Object = container.New(thinLayout(4), l.bar)
	return l
}

// Set says how far it is, from 0 to 1.
func (l *Line) Set(share float64) { l.bar.SetValue(share) }

// Show shows or hides it.
func (l *Line) Show(shown bool) {
	if shown {
		l.bar.Show()
	} else {
		l.bar.Hide()
	}
}

// Either is the room for one of several objects, as large as the largest of them,
// whichever is shown.
func Either(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(eitherLayout{}, objects...)
}

type eitherLayout struct{}

func (eitherLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (eitherLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

// thinLayout gives everything in it a height of its own: Fyne's bars are as high
// as a line of text.
type thinLayout float32

func (l thinLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, float32(l)) }

func (l thinLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, (size.Height-float32(l))/2))
		o.Resize(fyne.NewSize(size.Width, float32(l)))
	}
}
