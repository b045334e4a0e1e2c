package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
)

type themed interface{ Theme() fyne.Theme }

// colorOf is the theme's colour of that name, nothing for an empty name.
func colorOf(w themed, name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.Transparent
	}
	return w.Theme().Color(name, fyne.CurrentApp().Settings().ThemeVariant())
}

// forwardKey gives a key that a focused part has no use for to the window, so
// that Escape and F5 work wherever the focus is.
func forwardKey(from fyne.CanvasObject, event *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if c == nil {
		return
	}
	if handle := c.OnTypedKey(); handle != nil {
		handle(event)
	}
}
