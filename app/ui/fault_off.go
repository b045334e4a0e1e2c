//go:build !places

package ui

// watchFault does nothing: only the program of the end-to-end tests makes mistakes on
// demand.
func (w *Window) watchFault() {}
