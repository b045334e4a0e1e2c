package parts

import (
	"sort"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Chinese and Japanese write no spaces, and Fyne breaks lines at spaces only: it would
// push a whole clause into the next line, or cut it anywhere and begin a line with a
// full stop. The marks that may not begin or end a line are those of JIS X 4051 and of
// the Unicode Line Breaking Algorithm (UAX #14, classes CL, NS and OP).
const (
	neverFirst = "、。，．・·：；？！‥…ー～〜々〻ヽヾゝゞ」』）］｝】〕〉》〗〙”’,.:;?!)]}%％°" +
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
	neverLast = "「『（［｛【〔〈《〖〘“‘([{"
)

// wide reports whether r belongs to a script that is written without spaces.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60
}

// helped reports whether a text with r in it needs lines of our own: French joins its
// marks to their word with a no-break space, at which Fyne breaks lines too.
func helped(r rune) bool { return wide(r) || r == '\u00a0' }

// mayBreak reports whether a line may end with before and the next one begin with after.
func mayBreak(before, after rune) bool {
	if before == ' ' {
		return after != ' '
	}
	return (wide(before) || wide(after)) && after != ' ' &&
		!strings.ContainsRune(neverFirst, after) && !strings.ContainsRune(neverLast, before)
}

// wrapWide breaks a paragraph in such a script, or with no-break spaces, into lines no
// wider than width, as measure says. What needs no such help comes back as it is.
func wrapWide(s string, width float32, measure func(string) float32) string {
	if width <= 0 || !strings.ContainsFunc(s, helped) {
		return s
	}
	return strings.Join(wideLines([]rune(s), width, measure), "\n")
}

func wideLines(letters []rune, width float32, measure func(string) float32) []string {
	line := func(end int) string { return strings.TrimRight(string(letters[:end]), " ") }
	var lines []string
	for measure(string(letters)) > width {
		var ends []int
		for i := 1; i < len(letters); i++ {
			if mayBreak(letters[i-1], letters[i]) {
				ends = append(ends, i)
			}
		}
		if len(ends) == 0 {
			break // one word: Fyne cuts it
		}
		fit := sort.Search(len(ends), func(i int) bool { return measure(line(ends[i])) > width })
		end := ends[max(fit-1, 0)]
		lines = append(lines, line(end))
		letters = letters[end:]
	}
	return append(lines, string(letters))
}

// wrapTo puts the text into lines of that width where Fyne does not do it well itself.
// What is written as code can be copied, line ends and all: only sentences get some
// there, never a command.
func (t *Text) wrapTo(width float32) {
	if t.label.Wrapping != fyne.TextWrapWord {
		return
	}
	paragraphs := strings.Split(t.said, "\n")
	for i, p := range paragraphs {
		if !t.label.TextStyle.Monospace || strings.HasSuffix(p, "。") {
			paragraphs[i] = wrapWide(p, width, t.natural)
		}
	}
	if wrapped := strings.Join(paragraphs, "\n"); wrapped != t.label.Text {
		t.label.SetText(wrapped)
	}
}

// natural is how wide s is in one line of this text.
func (t *Text) natural(s string) float32 {
	size := t.label.SizeName
	if size == "" {
		size = theme.SizeNameText
	}
	return fyne.MeasureText(s, t.Theme().Size(size), t.label.TextStyle).Width
}
