//go:build !places

package ui

// watchPlaces does nothing: only builds for end-to-end tests tell where their
// buttons are.
func (w *Window) watchPlaces() {}
