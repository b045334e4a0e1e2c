package ui

// Watch brings the window to the front for everything that front sends, and closes it
// for what end sends. Either may be nil.
func (w *Window) Watch(front, end <-chan struct{}) {
	w.runner.Follow(front, w.comeForward)
	w.runner.Follow(end, w.app.Quit)
}

// comeForward shows the window even if it is minimised or behind others.
func (w *Window) comeForward() {
	w.window.Show()
	w.window.RequestFocus()
}
