//go:build !nowindow

package window

import "localhostdoctor/app/words"

// Possible returns nil when a window could be shown here, or why not. It does not
// try OpenGL.
func Possible() error {
	if hasDisplay() {
		return nil
	}
	return words.Fail(words.Unsupported, words.T("ui.window.display"), words.T("ui.window.display.why"),
		words.T("ui.window.terminal"), ErrNoWindow)
}
