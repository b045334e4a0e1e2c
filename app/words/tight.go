package words

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chinese and Japanese have a space beside letters of other scripts and none between
// their own. A sentence with a place for a name cannot know which of the two will stand
// there: "localhost" or "that name". So it is written with the spaces, and those beside
// a value that is itself such text are taken away.

// edge marks where a value begins or ends with a letter of these scripts. Values of
// strangers cannot hold it: Visible shows it as its number.
const edge = "\u2060" // WORD JOINER

func eastern(r rune) bool {
	const first = 0x2E80 // CJK Radicals: most values are far below
	return r >= first && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// These match a space between a letter of a value and one of the sentence.
var (
	behind = regexp.MustCompile(edge + ` ([\p{Han}\p{Hiragana}\p{Katakana}])`)
	before = regexp.MustCompile(`([\p{Han}\p{Hiragana}\p{Katakana}ー]) ` + edge)
)

func marked(value string) string {
	if first, _ := utf8.DecodeRuneInString(value); eastern(first) {
		value = edge + value
	}
	if last, _ := utf8.DecodeLastRuneInString(value); eastern(last) || last == 'ー' {
		value += edge
	}
	return value
}

// tight takes away the needless spaces and the marks.
func tight(said string) string {
	if !strings.Contains(said, edge) {
		return said
	}
	said = before.ReplaceAllString(behind.ReplaceAllString(said, "$1"), "$1")
	return strings.ReplaceAll(said, edge, "")
}
