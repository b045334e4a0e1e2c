//go:build test

package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// TestScreensInGermanLookAsDrawn shows the longest of our languages in the smallest
// window. Fyne's own fonts, with which these pictures are drawn, have no Japanese.
func TestScreensInGermanLookAsDrawn(t *testing.T) {
	speaker, err := words.NewSpeaker(assets.Languages, "lang", "de")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		picture    string
		brightness Brightness
		prepare    func(w *Window)
	}{
		{"german-checkup-light-small", AlwaysLight, func(w *Window) { checkupOf(w).show(sickResult()) }},
		{"german-ports-dark-small", AlwaysDark, func(w *Window) { showPorts(w) }},
		{"german-hosts-light-small", AlwaysLight, showHosts},
		{"german-test-dark-small", AlwaysDark, showTest},
		{"german-learn-light-small", AlwaysLight, func(w *Window) { learnOf(w).read("loopback") }},
		{"german-settings-dark-small", AlwaysDark, func(w *Window) { w.goTo(settingScreen) }},
		{"german-about-light-small", AlwaysLight, func(w *Window) { w.goTo(aboutScreen) }},
		{"german-history-light-small", AlwaysLight, func(w *Window) { w.goTo(historyScreen) }},
	} {
		t.Run(c.picture, func(t *testing.T) {
			w := openIn(t, speaker, &held{}, c.brightness, 800, 560)
			c.prepare(w)
			settle(w)
			test.AssertImageMatches(t, c.picture+".png", w.window.Canvas().Capture())
		})
	}
}
