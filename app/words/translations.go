package words

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// translations returns the files of folder by the language at the end of their
// names.
func translations(files fs.FS, folder string) (map[language.Tag][]string, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("listing translations: %w", err)
	}
	found := map[language.Tag][]string{}
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), ".json")
		tag, err := language.Parse(base[strings.LastIndexByte(base, '.')+1:])
		if err != nil {
			return nil, fmt.Errorf("reading translation %s: its name does not end in a language: %w", name, err)
		}
		found[tag] = append(found[tag], name)
	}
	return found, nil
}

// closest returns which of the languages that there are fits best what is wanted;
// English when none does.
func closest(there map[language.Tag][]string, wanted []string) language.Tag {
	tags := []language.Tag{language.English} // the first is the last resort of a Matcher
	for tag := range there {
		if tag != language.English {
			tags = append(tags, tag)
		}
	}
	slices.SortFunc(tags[1:], func(a, b language.Tag) int { return strings.Compare(a.String(), b.String()) })
	var preferred []language.Tag
	for _, name := range wanted {
		if tag, err := language.Parse(name); err == nil { // what is no language is nobody's wish
			preferred = append(preferred, tag)
		}
	}
	_, i, confidence := language.NewMatcher(tags).Match(preferred...)
	if confidence == language.No {
		return language.English
	}
	return tags[i]
}
