package parts

import (
	"fyne.io/fyne/v2"
)

// Disclosure is a button that shows and hides something.
type Disclosure struct {
	Button  *Button
	hidden  fyne.CanvasObject
	open    bool
	show    string
	hide    string
	changed func()
}

// NewDisclosure makes a Disclosure whose button says show or hide. changed is
// called after each press, so that the layout around it can follow.
func NewDisclosure(kind Kind, show, hide string, hidden fyne.CanvasObject, changed func()) *Disclosure {
	d := &Disclosure{hidden: hidden, show: show, hide: hide, changed: changed}
	d.Button = NewPictureButton(kind, PictureDown, show, d.toggle)
	hidden.Hide()
	return d
}

// Open reports whether it is shown.
func (d *Disclosure) Open() bool { return d.open }

// Unfold shows it, as a press does.
func (d *Disclosure) Unfold() {
	if !d.open {
		d.toggle()
	}
}

func (d *Disclosure) toggle() {
	d.open = !d.open
	if d.open {
		d.hidden.Show()
		d.Button.SetLabel(d.hide)
		d.Button.SetPicture(PictureUp)
	} else {
		d.hidden.Hide()
		d.Button.SetLabel(d.show)
		d.Button.SetPicture(PictureDown)
	}
	d.changed()
}
