package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// VStack puts objects below each other, each as wide as the whole.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Fill makes objects the content of box. It refreshes the box once they are all in
// it: adding to a container alone does not make Fyne draw it again.
func Fill(box *fyne.Container, objects ...fyne.CanvasObject) {
	box.Objects = objects
	box.Refresh()
}

// Row puts objects beside each other, centred on a line. The object with the
// index fill gets the width that is left; -1 leaves it empty.
func Row(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, fill: fill}, objects...)
}

// TopRow is Row with everything at the top instead of centred.
func TopRow(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, fill: fill, top: true}, objects...)
}

// Flow puts objects beside each other and goes on below when the width is used.
func Flow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewRowWrapLayoutWithCustomPadding(GapSmall+2, GapSmall), objects...)
}

// Inset leaves room around an object.
func Inset(x, y float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(y, y, x, x), object)
}

// NewScroll scrolls content up and down. Fyne draws the bar over the content, so
// that it gets some room at the right; Bleed gives the same room back.
func NewScroll(content fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, GapSmall), content))
}

// Bleed lets a scroll reach over what is at its right, so that its content, not
// its bar, is in line with everything else.
func Bleed(scroll *container.Scroll) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, 0, -GapSmall), scroll)
}

// Tower puts middle between top and bottom, which are as high as they must be; either may
// be nil. The Tab key and what reads a page go through it from top to bottom, where
// Fyne's border begins in the middle.
func Tower(top, middle, bottom fyne.CanvasObject) *fyne.Container {
	var all []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{top, middle, bottom} {
		if o != nil {
			all = append(all, o)
		}
	}
	return container.New(layout.NewBorderLayout(top, bottom, nil, nil), all...)
}

// Width gives an object a fixed width; its height follows from it.
func Width(width float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(widthLayout(width), object)
}

type rowLayout struct {
	gap  float32
	fill int
	top  bool
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, shown := fyne.Size{}, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		shown++
		least := o.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
	}
	size.Width += l.gap * float32(max(shown-1, 0))
	return size
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	spare := size.Width - l.MinSize(objects).Width
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		if i == l.fill {
			least.Width += max(spare, 0)
		}
		y := float32(0)
		if !l.top {
			y = max((size.Height-least.Height)/2, 0)
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(least)
		x += least.Width + l.gap
	}
}

type widthLayout float32

func (l widthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(float32(l), height)
}

func (l widthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(fyne.NewSize(float32(l), size.Height))
	}
}

// Shares puts two objects below each other: the upper one gets what the lower
// one, at most nine twentieths of the height, leaves; all of it while the lower one is
// hidden.
func Shares(gap float32, upper, lower fyne.CanvasObject) *fyne.Container {
	return container.New(sharesLayout(gap), upper, lower)
}

type sharesLayout float32

func (l sharesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	upper, lower := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(upper.Width, lower.Width), upper.Height+lower.Height+float32(l))
}

func (l sharesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if !objects[1].Visible() {
		objects[0].Move(fyne.NewPos(0, 0))
		objects[0].Resize(size)
		return
	}
	lower := min(size.Height*9/20, 290)
	upper := size.Height - lower - float32(l)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, upper))
	objects[1].Move(fyne.NewPos(0, upper+float32(l)))
	objects[1].Resize(fyne.NewSize(size.Width, lower))
}

// Bottom is TopRow with everything at the bottom: a field and the button beside it.
func Bottom(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&bottomLayout{rowLayout{gap: gap, fill: -1, top: true}}, objects...)
}

type bottomLayout struct{ rowLayout }

func (l *bottomLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.rowLayout.Layout(objects, size)
	for _, o := range objects {
		o.Move(fyne.NewPos(o.Position().X, size.Height-o.Size().Height))
	}
}
