package words

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Language is one into which the program is translated.
type Language struct {
	Code string // as in the names of files: de, pt-BR
	Name string // in that language
}

// known are the languages by their own names; they are in no translation, because
// everybody looks for their own.
func known() []Language {
	return []Language{
		{"en", "English"},
		{"de", "Deutsch"},
		{"es", "Español"},
		{"fr", "Français"},
		{"pt-BR", "Português (Brasil)"},
		{"zh-Hans", "简体中文"},
		{"ja", "日本語"},
	}
}

// Languages lists those that folder of files has, English first.
func Languages(files fs.FS, folder string) ([]Language, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("listing translations: %w", err)
	}
	there := map[string]bool{}
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), ".json")
		there[base[strings.LastIndexByte(base, '.')+1:]] = true
	}
	var found []Language
	for _, l := range known() {
		if there[l.Code] {
			found = append(found, l)
		}
		delete(there, l.Code)
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("listing translations: no name is known for %v", there)
	}
	return found, nil
}
