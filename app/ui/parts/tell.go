package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"localhostdoctor/platform/screenreader"
)

// told is a part that tells screen readers about itself. tell reports whether what it
// is made of is told below it, too. fyne.Accessible knows a name and four roles only.
type told interface {
	fyne.CanvasObject
	tell(n *screenreader.Node) (inside bool)
}

// deed is what a screen reader may do with a part for the person; nil is nothing.
type deed struct {
	press, focus func()
	write        func(text string)
}

// Teller makes the trees that screen readers are told of a window. It is used on the
// drawing thread only.
type Teller struct {
	ids   map[any]screenreader.ID // of what is in the last tree
	last  screenreader.ID         // the last one given
	deeds map[screenreader.ID]deed
}

// NewTeller makes a Teller that has told nothing yet.
func NewTeller() *Teller { return &Teller{last: screenreader.Root} }

// Tell makes the tree of a window: of what is above everything, or else of the page,
// and of its menus.
func (t *Teller) Tell(title string, c fyne.Canvas, menu *fyne.MainMenu) *screenreader.Node {
	w := &walk{
		teller: t, canvas: c, focused: c.Focused(), ids: map[any]screenreader.ID{}, deeds: map[screenreader.ID]deed{},
	}
	size := c.Size()
	root := &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window, Name: title, Place: w.place(fyne.Position{}, size)}
	all := rect{0, 0, size.Width, size.Height}
	if list, ok := w.focused.(*widget.PopUpMenu); ok {
		root.Children = []*screenreader.Node{w.popUp(list)}
	} else if top := w.top(); top != nil {
		root.Children = w.below(top, fyne.CurrentApp().Driver().AbsolutePositionForObject(top), all)
	}
	count(root.Children)
	if menu != nil && c.Overlays().Top() == nil {
		root.Children = append(root.Children, w.menus(menu)...)
	}
	t.ids, t.deeds = w.ids, w.deeds
	return root
}

// Press does what a click on a part of the last tree does.
func (t *Teller) Press(id screenreader.ID) {
	if press := t.deeds[id].press; press != nil {
		press()
	}
}

// Focus gives the keyboard to a part of the last tree.
func (t *Teller) Focus(id screenreader.ID) {
	if focus := t.deeds[id].focus; focus != nil {
		focus()
	}
}

// Write replaces what is typed into a field of the last tree.
func (t *Teller) Write(id screenreader.ID, text string) {
	if write := t.deeds[id].write; write != nil {
		write(text)
	}
}

// rect is a part of the canvas: left, top, right, bottom.
type rect [4]float32

func (r rect) cut(s rect) rect {
	return rect{max(r[0], s[0]), max(r[1], s[1]), min(r[2], s[2]), min(r[3], s[3])}
}

// walk goes once over what is drawn.
type walk struct {
	teller  *Teller
	canvas  fyne.Canvas
	focused fyne.Focusable
	ids     map[any]screenreader.ID
	deeds   map[screenreader.ID]deed
}

// top is what is above everything else, if it can be looked into, or else the page.
func (w *walk) top() fyne.CanvasObject {
	over := w.canvas.Overlays().Top()
	if over != nil && (len(inside(over)) > 0 || isTold(over)) {
		return over
	}
	return w.canvas.Content()
}

func isTold(o fyne.CanvasObject) bool { _, ok := o.(told); return ok }

// id is that of what is known by key: an object, or a row by its list and its own key.
func (w *walk) id(key any) screenreader.ID {
	id, known := w.teller.ids[key]
	if !known {
		w.teller.last++
		id = w.teller.last
	}
	w.ids[key] = id
	return id
}

// place is in pixels, the whole of it, also what is cut away by what it stands in.
func (w *walk) place(at fyne.Position, size fyne.Size) screenreader.Rect {
	scale := w.canvas.Scale()
	pixels := func(units float32) int { return int(units*scale + 0.5) }
	return screenreader.Rect{X: pixels(at.X), Y: pixels(at.Y), Width: pixels(size.Width), Height: pixels(size.Height)}
}

// below tells of o at a place of the canvas, as far as it is in clip.
func (w *walk) below(o fyne.CanvasObject, at fyne.Position, clip rect) []*screenreader.Node {
	if o == nil || !o.Visible() {
		return nil
	}
	own := rect{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
	if _, scrolls := o.(*container.Scroll); scrolls {
		clip = clip.cut(own)
	}
	n := &screenreader.Node{}
	known, more := describe(o, n)
	if !known {
		return w.children(o, at, clip)
	}
	n.ID = w.id(o)
	n.Place = w.place(at, o.Size())
	if seen := own.cut(clip); seen[0] >= seen[2] || seen[1] >= seen[3] {
		n.State |= screenreader.Offscreen
	}
	w.states(o, n)
	w.deeds[n.ID] = w.deedOf(o)
	switch o := o.(type) {
	case *rowList:
		n.Children = w.rows(o, n, at)
	case *Text:
		n.Children = w.heading(o, n)
	default:
		if more {
			n.Children = w.children(o, at, clip)
			count(n.Children)
		}
	}
	return []*screenreader.Node{n}
}

// count says of the choices beside each other where each stands: a screen reader is not
// told in which order a group comes.
func count(beside []*screenreader.Node) {
	var choices []*screenreader.Node
	for _, n := range beside {
		if n.Role == screenreader.Choice {
			choices = append(choices, n)
		}
	}
	for i, n := range choices {
		n.At, n.Of = i+1, len(choices)
	}
}

// heading is told inside news that is one: people go from heading to heading.
func (w *walk) heading(text *Text, n *screenreader.Node) []*screenreader.Node {
	role, level := text.role()
	if n.Role != screenreader.Note || role != screenreader.Heading {
		return nil
	}
	type headingOf struct{ text *Text }
	return []*screenreader.Node{{ID: w.id(headingOf{text}), Role: role, Level: level, Name: n.Name, State: n.State, Place: n.Place}}
}

func (w *walk) children(o fyne.CanvasObject, at fyne.Position, clip rect) []*screenreader.Node {
	var all []*screenreader.Node
	for _, child := range inside(o) {
		if child != nil {
			all = append(all, w.below(child, at.Add(child.Position()), clip)...)
		}
	}
	return all
}

// states are those that Fyne knows of every widget.
func (w *walk) states(o fyne.CanvasObject, n *screenreader.Node) {
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		n.State |= screenreader.Disabled
	}
	f, ok := o.(fyne.Focusable)
	if !ok || n.State.Has(screenreader.Disabled) {
		return
	}
	n.State |= screenreader.Focusable
	if f == w.focused {
		n.State |= screenreader.Focused
	}
}

func (w *walk) deedOf(o fyne.CanvasObject) deed {
	var d deed
	if p, ok := o.(fyne.Tappable); ok {
		d.press = func() { p.Tapped(&fyne.PointEvent{}) }
	}
	if f, ok := o.(fyne.Focusable); ok {
		d.focus = func() { w.canvas.Focus(f) }
	}
	if e, ok := o.(interface{ SetText(string) }); ok {
		d.write = e.SetText
	}
	return d
}
