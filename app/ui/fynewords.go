package ui

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"localhostdoctor/app/words"
)

// speakToo lets Fyne's own words, those of the menu of a text field, be in the language
// of speaker. Fyne follows the language of the system and has no way to choose another,
// so that it is told that these are the system's words.
func speakToo(speaker *words.Speaker) error {
	said := map[string]string{
		"Undo":       speaker.Say(words.T("state.menu.undo")),
		"Redo":       speaker.Say(words.T("state.menu.redo")),
		"Cut":        speaker.Say(words.T("state.menu.cut")),
		"Copy":       speaker.Say(words.T("state.menu.copy")),
		"Paste":      speaker.Say(words.T("state.menu.paste")),
		"Select all": speaker.Say(words.T("state.menu.all")),
	}
	data, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("telling Fyne its words: %w", err)
	}
	if err := lang.AddTranslationsForLocale(data, lang.SystemLocale()); err != nil {
		return fmt.Errorf("telling Fyne its words: %w", err)
	}
	return nil
}
