package app_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// orders are what a person would do because a sentence says so: commands, addresses,
// files, options. A translation that has another one than English could lead people
// wherever its author likes.
var orders = regexp.MustCompile(`(?i)[a-z]+://[a-z0-9.:\[\]{}-]*|\b(?:sudo|curl|wget|bash|powershell|netsh|chmod|chown|rm|kill|dd)\b(?: -[-a-z]+)*|\$\([^)]*\)|--[a-z][-a-z]+|\b\d{1,3}(?:\.\d{1,3}){3}\b|/(?:etc|usr|var|bin|tmp)/[a-z./_-]*[a-z]|\b[A-Z]:\\[\w\\.-]+`)

func ordersIn(sentence string) []string {
	found := orders.FindAllString(sentence, -1)
	for i, order := range found {
		found[i] = strings.TrimRight(order, ".:,") // the end of the sentence
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// TestATranslationBringsNothingOfItsOwn: a translator can say things badly, and cannot
// send people elsewhere, show what cannot be seen, or reach into the program.
func TestATranslationBringsNothingOfItsOwn(t *testing.T) {
	english := inLanguage(t, "en")
	for _, tag := range languages(t) {
		t.Run(tag, func(t *testing.T) {
			for key, forms := range inLanguage(t, tag) {
				var known []string
				for _, said := range english[key] {
					known = append(known, ordersIn(said)...)
				}
				for form, sentence := range forms {
					for _, order := range ordersIn(sentence) {
						if !slices.Contains(known, order) {
							t.Errorf("%q (%s) has %q, which English has not", key, form, order)
						}
					}
					for _, r := range sentence {
						if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Cf, r) {
							t.Errorf("%q (%s) has the invisible character %U", key, form, r)
						}
					}
					for _, action := range templateActions.FindAllString(sentence, -1) {
						if !plainAction.MatchString(action) {
							t.Errorf("%q (%s) has %s: only values may stand there", key, form, action)
						}
					}
				}
			}
		})
	}
}

var (
	templateActions = regexp.MustCompile(`\{\{.*?\}\}`)
	plainAction     = regexp.MustCompile(`^\{\{\.[A-Z][A-Za-z0-9]*\}\}$`)
)

// TestHostileTranslationsAreNoticed: the pattern finds what it is for.
func TestHostileTranslationsAreNoticed(t *testing.T) {
	for _, sentence := range []string{
		"Laden Sie http://evil.test/x", "Führen Sie sudo aus", "Tippen Sie rm -rf", "Mit --force", "Nehmen Sie 203.0.113.9", "Löschen Sie /etc/passwd", "Öffnen Sie C:\\evil.exe", "$(id)",
	} {
		if len(ordersIn(sentence)) == 0 {
			t.Errorf("nothing is found in %q", sentence)
		}
	}
	for _, action := range []string{"{{range .}}", "{{.Name | printf}}", "{{call .X}}", "{{- .Name}}"} {
		if plainAction.MatchString(action) {
			t.Errorf("%s is taken for a value", action)
		}
	}
}
