package native

import (
	"slices"
	"strings"
)

// languagesIn reads the variables by which a person chooses languages, in the order
// of gettext: LANGUAGE is a list and counts only when the locale is not C or POSIX
// (GNU gettext manual, section 2.3 "Setting the Locale").
func languagesIn(variable func(string) string) []string {
	locale := ""
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale = variable(name); locale != "" {
			break
		}
	}
	tag := languageTag(locale)
	if tag == "" {
		return nil
	}
	var found []string
	for _, each := range append(strings.Split(variable("LANGUAGE"), ":"), locale) {
		if tag := languageTag(each); tag != "" && !slices.Contains(found, tag) {
			found = append(found, tag)
		}
	}
	return found
}

// languageTag turns the name of a locale into a BCP 47 tag: de_CH.UTF-8 into de-CH.
// C and POSIX are no language.
func languageTag(locale string) string {
	name, _, _ := strings.Cut(locale, ".")
	name, _, _ = strings.Cut(name, "@")
	if name == "C" || name == "POSIX" {
		return ""
	}
	return strings.ReplaceAll(name, "_", "-")
}

// languagesOf reads the list that "defaults read -g AppleLanguages" prints.
func languagesOf(list string) []string {
	var found []string
	for line := range strings.Lines(list) {
		if tag := strings.Trim(line, " \t\r\n\",()"); tag != "" {
			found = append(found, tag)
		}
	}
	return found
}
