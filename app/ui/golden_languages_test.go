//go:build test

package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// TestScreensInOtherLanguagesLookAsDrawn shows the longest of our languages, and those
// that are written without spaces, in the smallest window.
func TestScreensInOtherLanguagesLookAsDrawn(t *testing.T) {
	for name, language := range map[string]string{"german": "de", "japanese": "ja", "chinese": "zh-Hans"} {
		for i, state := range []string{
			"checkup-problem", "ports-full", "hosts-pending", "test-refused", "learn-loopback", "history-full", "settings", "about",
			"checkup-asked", "ports-stop-owner", "ports-watched", "hosts-save", "hosts-add", "hosts-forbidden",
		} {
			brightness, suffix := AlwaysLight, "-light-small"
			if i%2 == 1 {
				brightness, suffix = AlwaysDark, "-dark-small"
			}
			picture := name + "-" + state + suffix
			t.Run(picture, func(t *testing.T) {
				w := openInLanguage(t, language, brightness, 800, 560)
				stateNamed(t, state).prepare(t, w)
				settle(w)
				test.AssertImageMatches(t, picture+".png", w.window.Canvas().Capture())
			})
		}
	}
}

// TestEveryStateOfAScreenLooksAsDrawn shows the screens while they have nothing to show
// yet, nothing at all, something that went wrong, or no permission.
func TestEveryStateOfAScreenLooksAsDrawn(t *testing.T) {
	for _, state := range []string{
		"checkup-failed", "checkup-forbidden",
		"ports-loading", "ports-failed", "ports-forbidden",
		"hosts-loading", "hosts-empty", "hosts-failed", "hosts-forbidden", "hosts-text",
		"test-empty", "test-loading", "test-failed", "test-forbidden",
		"learn-explained", "learn-failed",
		"history-forbidden", "settings-failed",
	} {
		picture := "state-" + state + "-light-small"
		t.Run(picture, func(t *testing.T) {
			w := openInLanguage(t, "en", AlwaysLight, 800, 560)
			stateNamed(t, state).prepare(t, w)
			settle(w)
			test.AssertImageMatches(t, picture+".png", w.window.Canvas().Capture())
		})
	}
}
