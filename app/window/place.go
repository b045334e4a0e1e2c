//go:build !nowindow && cgo

package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// corner is where the content of window begins on the screen, in pixels; both are 0
// where nobody tells, as on Wayland.
func corner(window fyne.Window) (left, top int) {
	drawn, ok := window.(interface{ RunWithContext(func()) })
	if !ok || onWayland(window) {
		return 0, 0
	}
	drawn.RunWithContext(func() {
		if shown := glfw.GetCurrentContext(); shown != nil {
			left, top = shown.GetPos()
		}
	})
	return left, top
}

func onWayland(window fyne.Window) bool {
	is := false
	if native, ok := window.(driver.NativeWindow); ok {
		native.RunNative(func(context any) { _, is = context.(driver.WaylandWindowContext) })
	}
	return is
}

// handle is what Windows calls window; 0 on other systems.
func handle(window fyne.Window) uintptr {
	var handle uintptr
	if native, ok := window.(driver.NativeWindow); ok {
		native.RunNative(func(context any) {
			if c, ok := context.(driver.WindowsWindowContext); ok {
				handle = c.HWND
			}
		})
	}
	return handle
}
