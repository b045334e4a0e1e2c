//go:build !(windows && cgo && !nowindow)

package screenreader

// Open returns nil: on macOS Fyne itself tells VoiceOver what is in the window, and on
// other systems nobody asks.
func Open(Options) (Reader, error) { return nil, nil } //nolint:nilnil // no reader is no error
