//go:build !nowindow && !linux && !(windows && cgo)

package window

import "localhostdoctor/platform/screenreader"

// openReader returns nil: on macOS Fyne itself tells VoiceOver what is in the window, and
// on other systems nobody asks.
func openReader(screenreader.Options) (screenreader.Reader, error) { return nil, nil } //nolint:nilnil // no reader is no error
