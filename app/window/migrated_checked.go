//go:build !nowindow && checked

package window

// migrations leave Fyne's checks on: builds with this tag look for calls from
// the wrong thread.
func migrations() map[string]bool { return nil }
