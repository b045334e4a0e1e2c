package painter

import (
	"strings"

	"github.com/go-text/typesetting/font"

	"fyne.io/fyne/v2/lang"
)

// lookupForeignFont is lookupLangFont, but for the languages that the built-in fonts
// write whole: a single letter of another script is looked up when it comes, as ever.
func lookupForeignFont(family string, aspect font.Aspect) *font.Face {
	language, _, _ := strings.Cut(string(lang.SystemLocale()), "-")
	switch language {
	case "en", "de", "es", "fr", "pt":
		return nil
	}
	return lookupLangFont(family, aspect)
}
