package screenreader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// span is a piece of what is typed into a Field, in letters (runes) from its beginning.
type span struct{ start, end int }

// textUnit is by what programs move through a text; the numbers are those of UI
// Automation's TextUnit.
type textUnit int32

const (
	byLetter    textUnit = iota
	byFormat             // all of it looks the same: the whole
	byWord               // with the spaces after it
	byLine               // where lines are broken to fit is not known here: as paragraphs
	byParagraph          // with the line end
)

// typed returns what is typed into a Field, as letters.
func (p part) typed() []rune { return []rune(p.Value) }

// selection returns what is selected in a Field, nothing of it at the caret if nothing is.
func (p part) selection() span {
	return span{min(p.Caret, p.Anchor), max(p.Caret, p.Anchor)}.within(len(p.typed()))
}

// text returns what stands in s, at most so many of Windows' letters (UTF-16 units) and
// none of them halved; a negative number is no limit.
func (p part) text(s span, most int) string {
	letters := p.typed()
	s = s.within(len(letters))
	letters = letters[s.start:s.end]
	if most >= 0 {
		units := 0
		for i, letter := range letters {
			if units += utf16.RuneLen(letter); units > most {
				letters = letters[:i]
				break
			}
		}
	}
	return string(letters)
}

// within moves the ends into a text of that length, in which letters may have been
// removed since.
func (s span) within(length int) span {
	s.start = min(max(s.start, 0), length)
	s.end = min(max(s.end, s.start), length)
	return s
}

// boundaries returns where units begin, and where the text ends.
func boundaries(text []rune, unit textUnit) []int {
	found := []int{0}
	for i := 1; i < len(text); i++ {
		if begins(text[i-1], text[i], unit) {
			found = append(found, i)
		}
	}
	if len(text) > 0 {
		found = append(found, len(text))
	}
	return found
}

// begins reports whether a unit begins between two letters.
func begins(before, after rune, unit textUnit) bool {
	switch unit {
	case byLetter:
		return true
	case byWord:
		return !unicode.IsSpace(after) && kind(before) != kind(after)
	case byLine, byParagraph:
		return before == '\n'
	}
	return false
}

// kind tells letters of words from signs, and both from spaces.
func kind(letter rune) int {
	switch {
	case unicode.IsSpace(letter):
		return 0
	case unicode.IsLetter(letter) || unicode.IsDigit(letter) || unicode.IsMark(letter) || letter == '_':
		return 1
	}
	return 2
}

// unitAt returns the unit that a place is in; at the very end the last.
func unitAt(bounds []int, place int) int {
	at, exact := slices.BinarySearch(bounds, place)
	if !exact {
		at--
	}
	return min(at, max(len(bounds)-2, 0))
}

// expand makes s the whole unit that it begins in.
func (s span) expand(text []rune, unit textUnit) span {
	bounds := boundaries(text, unit)
	if len(bounds) == 1 {
		return span{}
	}
	at := unitAt(bounds, s.start)
	return span{bounds[at], bounds[at+1]}
}

// move moves s by units, and returns how many it were. A span that has letters becomes one
// whole unit ("ITextRangeProvider::Move").
func (s span) move(text []rune, unit textUnit, count int) (span, int) {
	if s.start == s.end {
		place, moved := movePlace(text, unit, s.start, count)
		return span{place, place}, moved
	}
	bounds := boundaries(text, unit)
	from := unitAt(bounds, s.start)
	to := min(max(from+count, 0), max(len(bounds)-2, 0))
	return span{bounds[to], bounds[to]}.expand(text, unit), to - from
}

// moveEnd moves one end by units; the other goes along where they would cross.
func (s span) moveEnd(start bool, text []rune, unit textUnit, count int) (span, int) {
	if start {
		place, moved := movePlace(text, unit, s.start, count)
		return span{place, max(place, s.end)}, moved
	}
	place, moved := movePlace(text, unit, s.end, count)
	return span{min(s.start, place), place}, moved
}

// movePlace moves a place to the boundaries after it, or before it.
func movePlace(text []rune, unit textUnit, place, count int) (to, moved int) {
	bounds := boundaries(text, unit)
	at, exact := slices.BinarySearch(bounds, place)
	if count > 0 {
		if exact {
			at++
		}
		count = min(count, len(bounds)-at)
		at += count - 1
	} else {
		count = max(count, -at)
		at += count
	}
	if count == 0 {
		return place, 0
	}
	return bounds[at], count
}

// find returns where a text stands in s.
func (s span) find(text []rune, wanted string, backward, ignoreCase bool) (span, bool) {
	sought := []rune(wanted)
	if len(sought) == 0 {
		return span{}, false
	}
	same := func(at int) bool {
		piece := string(text[at : at+len(sought)])
		return piece == wanted || ignoreCase && strings.EqualFold(piece, wanted)
	}
	last := s.end - len(sought)
	for i := 0; i <= last-s.start; i++ {
		at := s.start + i
		if backward {
			at = last - i
		}
		if same(at) {
			return span{at, at + len(sought)}, true
		}
	}
	return span{}, false
}
