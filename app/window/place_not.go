//go:build !nowindow && !cgo

package window

import (
	"fyne.io/fyne/v2"

	"localhostdoctor/platform/screenreader"
)

// corner is unknown: without C there is only Fyne's window in memory.
func corner(fyne.Window) (left, top int) { return 0, 0 }

// handle is none, likewise.
func handle(fyne.Window) uintptr { return 0 }

// passKeys does nothing: no keys come.
func passKeys(fyne.Window, screenreader.Keys) {}
