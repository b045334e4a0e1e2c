//go:build test

package ui

import (
	"strings"
	"testing"
)

// A space that keeps words together is one of ours where it stands in a sentence, and is
// shown by its number only in what comes from elsewhere.
func TestOurOwnSpacesAreNotShownByTheirNumbers(t *testing.T) {
	for _, language := range []string{"de", "fr"} {
		w := openInLanguage(t, language, AlwaysLight, 1100, 720)
		for _, s := range states() {
			again(w)
			s.prepare(t, w)
			settle(w)
			for line := range strings.Lines(said(w)) {
				if strings.Contains(line, "<U+00A0>") || strings.Contains(line, "<U+202F>") {
					t.Errorf("%s: %s: %s", language, s.name, line)
				}
			}
		}
	}
}
