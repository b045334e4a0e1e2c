//go:build !nowindow && (!unix || darwin)

package window

// hasDisplay is true: Windows and macOS have a display wherever programs run.
func hasDisplay() bool { return true }
