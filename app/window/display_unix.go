//go:build !nowindow && unix && !darwin

package window

import "os"

// hasDisplay reports whether the environment names an X11 or a Wayland display.
func hasDisplay() bool { return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" }
