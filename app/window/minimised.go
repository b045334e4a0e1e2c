//go:build !nowindow && cgo

package window

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// minimised reports whether window is put away by the window manager. Fyne 2.8 does not
// tell, the library below it does; on Wayland nobody does, and the answer is no.
func minimised(window fyne.Window) bool {
	drawn, ok := window.(interface{ RunWithContext(func()) })
	if !ok {
		return false
	}
	is := false
	drawn.RunWithContext(func() {
		if shown := glfw.GetCurrentContext(); shown != nil {
			is = shown.GetAttrib(glfw.Iconified) == glfw.True
		}
	})
	return is
}
