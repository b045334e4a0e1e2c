//go:build nowindow

// Package window says that this build of the program has no window.
package window

import (
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// Open returns ErrNoWindow.
func Open(*session.Session, *words.Speaker, Options) error { return Possible() }

// Possible returns ErrNoWindow.
func Possible() error {
	return words.Fail(words.Unsupported, words.T("ui.window.none"), words.Text{}, words.T("ui.window.terminal"), ErrNoWindow)
}
