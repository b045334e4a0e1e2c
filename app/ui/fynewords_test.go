//go:build test

package ui

import (
	"testing"

	"fyne.io/fyne/v2/lang"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// TestFynesOwnWordsAreInTheChosenLanguage changes from each language to the next, as
// somebody does in the settings; the system's language stays.
func TestFynesOwnWordsAreInTheChosenLanguage(t *testing.T) {
	for _, c := range []struct{ language, copied, all string }{
		{"de", "Kopieren", "Alles auswählen"},
		{"es", "Copiar", "Seleccionar todo"},
		{"fr", "Copier", "Tout sélectionner"},
		{"pt-BR", "Copiar", "Selecionar tudo"},
		{"zh-Hans", "复制", "全选"},
		{"ja", "コピー", "すべて選択"},
		{"en", "Copy", "Select all"},
	} {
		speaker, err := words.NewSpeaker(assets.Languages, "lang", c.language)
		if err != nil {
			t.Fatal(err)
		}
		w := openInLanguage(t, c.language, AlwaysLight, 800, 560)
		w.speaker = speaker
		w.dress()
		for _, key := range []string{"Quit", "Save", "Cancel", "Open", "Enter filename", "Show Hidden Files", "(Parent)"} {
			if said := lang.L(key); said == "" || c.language == "ja" && said == key {
				t.Errorf("%s: %q is %q", c.language, key, said)
			}
		}
		if copied, all := lang.L("Copy"), lang.L("Select all"); copied != c.copied || all != c.all {
			t.Errorf("%s: %q and %q, want %q and %q", c.language, copied, all, c.copied, c.all)
		}
	}
}
