package ui

import (
	"fyne.io/fyne/v2"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// illegible is why the window does not speak the language that was asked for: the fonts
// in the program have no Chinese and no Japanese, and this computer has none either.
// Every letter would be the same box.
func illegible(speaker *words.Speaker) error {
	for _, e := range screens() {
		for _, r := range speaker.Say(e.title) {
			const eastern = 0x2E80 // the first of the scripts from CJK Radicals on
			if r >= eastern && !drawable(r) {
				return words.Fail(words.Unsupported, words.T("state.letters"), words.T("state.letters.why"), words.T("state.letters.do"), nil)
			}
		}
	}
	return nil
}

// drawable reports whether a font has a letter. Fyne does not tell; but what no font has
// is as wide as a character that there cannot be (Unicode, section 23.7).
func drawable(r rune) bool {
	const large, nothing = 100, "\ufffe"
	wide := func(s string) float32 { return fyne.MeasureText(s, large, fyne.TextStyle{}).Width }
	return wide(string(r)) != wide(nothing)
}

// legible is the speaker, or the English one together with the reason.
func legible(speaker *words.Speaker) (*words.Speaker, error) {
	why := illegible(speaker)
	if why == nil {
		return speaker, nil
	}
	english, err := words.NewSpeaker(assets.Languages, "lang", "en")
	if err != nil {
		return speaker, err
	}
	return english, why
}
