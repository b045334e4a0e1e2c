package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// reveal scrolls what o stands in until o is seen. Fyne moves the focus to what is out
// of sight and leaves it there.
func reveal(o fyne.CanvasObject) {
	app := fyne.CurrentApp()
	if app == nil {
		return
	}
	driver := app.Driver()
	c := driver.CanvasForObject(o)
	if c == nil {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	for _, s := range scrollsAround(root, o) {
		top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y
		const edge = GapSmall
		switch below := top + o.Size().Height + edge - s.Size().Height; {
		case top < edge:
			s.ScrollToOffset(s.Offset.AddXY(0, top-edge))
		case below > 0:
			s.ScrollToOffset(s.Offset.AddXY(0, below))
		}
	}
}

// scrollsAround are the scrolls between root and o, the outermost first; nil where o is
// not below root.
func scrollsAround(root, o fyne.CanvasObject) []*container.Scroll {
	found, _ := searchScrolls(root, o, nil)
	return found
}

func searchScrolls(at, o fyne.CanvasObject, around []*container.Scroll) ([]*container.Scroll, bool) {
	if at == nil || !at.Visible() {
		return nil, false
	}
	if at == o {
		return around, true
	}
	for _, inside := range inside(at) {
		more := around
		if s, ok := at.(*container.Scroll); ok {
			more = append(around[:len(around):len(around)], s)
		}
		if found, ok := searchScrolls(inside, o, more); ok {
			return found, true
		}
	}
	return nil, false
}

// inside is what our own parts, and Fyne's containers, are made of.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *Surface:
		return []fyne.CanvasObject{o.content}
	case *Dialog:
		return []fyne.CanvasObject{o.card}
	case *widget.PopUp:
		return []fyne.CanvasObject{o.Content}
	}
	return nil
}

// soleOf is what o is around, if that is one thing, or o itself.
func soleOf(o fyne.CanvasObject) fyne.CanvasObject {
	for in := inside(o); len(in) == 1; in = inside(o) {
		o = in[0]
	}
	return o
}

// Box is Fyne's Check, which is scrolled into sight when it gets the focus.
type Box struct{ widget.Check }

// NewBox makes a Box that calls changed.
func NewBox(label string, changed func(bool)) *Box {
	b := &Box{}
	b.Text, b.OnChanged = label, changed
	b.ExtendBaseWidget(b)
	return b
}

// FocusGained is Fyne's.
func (b *Box) FocusGained() {
	b.Check.FocusGained()
	reveal(b)
}

// AccessibilityLabel is what a screen reader says.
func (b *Box) AccessibilityLabel() string { return b.Text }

// AccessibilityRole is what a screen reader calls it.
func (b *Box) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Select is Fyne's, which is scrolled into sight when it gets the focus.
type Select struct {
	widget.Select
	name string // for screen readers
}

// NewSelect makes a Select of options; name is what is chosen by it.
func NewSelect(name string, options []string) *Select {
	p := &Select{name: name}
	p.Options = options
	p.ExtendBaseWidget(p)
	return p
}

// FocusGained is Fyne's.
func (p *Select) FocusGained() {
	p.Select.FocusGained()
	reveal(p)
}

// AccessibilityLabel is what a screen reader says: what is chosen.
func (p *Select) AccessibilityLabel() string { return p.Selected }

// AccessibilityRole is what a screen reader calls it.
func (p *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
