//go:build !nowindow && !cgo

package window

import "fyne.io/fyne/v2"

// minimised is false: without C there is only Fyne's window in memory.
func minimised(fyne.Window) bool { return false }
