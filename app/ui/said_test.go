//go:build test

package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/ui/parts"
)

// TestNoSentenceIsTakenForAStrangersWord walks over every state in French, whose marks
// stand behind no-break spaces: these are shown by their code in what strangers write.
func TestNoSentenceIsTakenForAStrangersWord(t *testing.T) {
	w := openInLanguage(t, "fr", AlwaysLight, 1280, 900)
	texts := 0
	for _, s := range states() {
		again(w)
		s.prepare(t, w)
		settle(w)
		walk(front(w), func(o fyne.CanvasObject) {
			text, is := o.(*parts.Text)
			if !is {
				return
			}
			texts++
			if strings.Contains(text.Said(), "<U+00A0>") {
				t.Errorf("%s: %s", s.name, text.Said())
			}
		})
	}
	if texts < 100 {
		t.Errorf("only %d texts were looked at", texts)
	}
}
