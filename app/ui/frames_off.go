//go:build places && !linux

package ui

// watchFrames does nothing: the time that one thread took is told on Linux only.
func (w *Window) watchFrames() {}
