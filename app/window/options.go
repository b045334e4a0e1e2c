package window

// Options are how the window is opened.
type Options struct {
	Version string // of this program
	// Front sends something when the window has to come to the front, and End when it has
	// to close. Either may be nil.
	Front, End <-chan struct{}
	// Shown is called when the window is on the screen.
	Shown func() error
}
