//go:build !nowindow && !checked

package window

// migrations tell Fyne that the window calls it from its own thread only, so that
// it need not check each call.
func migrations() map[string]bool { return map[string]bool{"fyneDo": true} }
