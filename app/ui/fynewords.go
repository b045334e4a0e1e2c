package ui

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"localhostdoctor/app/words"
)

// speakToo lets Fyne's own words, those of the menu of a text field and of the dialog
// that asks for a file, be in the language of speaker. Fyne follows the language of the
// system and has no way to choose another, so that it is told that these are the
// system's words. All that it may say are here: it complains of each that is not.
func speakToo(speaker *words.Speaker) error {
	said := map[string]string{}
	for fynes, ours := range map[string]words.Text{
		"Undo":              words.T("state.menu.undo"),
		"Redo":              words.T("state.menu.redo"),
		"Cut":               words.T("state.menu.cut"),
		"Copy":              words.T("state.menu.copy"),
		"Paste":             words.T("state.menu.paste"),
		"Select all":        words.T("state.menu.all"),
		"Quit":              words.T("state.menu.quit"),
		"OK":                words.T("state.menu.ok"),
		"Yes":               words.T("state.menu.yes"),
		"No":                words.T("state.menu.no"),
		"Confirm":           words.T("state.menu.confirm"),
		"Cancel":            words.T("state.menu.cancel"),
		"Save":              words.T("state.menu.save"),
		"Open":              words.T("state.menu.open"),
		"Error":             words.T("state.menu.error"),
		"Advanced":          words.T("state.menu.advanced"),
		"File":              words.T("state.menu.file"),
		"Folder":            words.T("state.menu.folder"),
		"file.name":         words.T("state.menu.name"),
		"file.parent":       words.T("state.menu.parent"),
		"(Parent)":          words.T("state.menu.parent"),
		"Enter filename":    words.T("state.menu.filename"),
		"New Folder":        words.T("state.menu.new-folder"),
		"Create Folder":     words.T("state.menu.create-folder"),
		"Show Hidden Files": words.T("state.menu.hidden"),
		"Favourites":        words.T("state.menu.favourites"),
	} {
		said[fynes] = speaker.Say(ours)
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
