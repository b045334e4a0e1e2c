package uia

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// textSpan is a piece of what is typed into a Field, in letters (runes) from its beginning.
type textSpan struct{ start, end int }

// uiaUnit is by what programs move through a text; the numbers are those of UI
// Automation's TextUnit.
type uiaUnit int32

const (
	byLetter    uiaUnit = iota
	byFormat            // all of it looks the same: the whole
	byWord              // with the spaces after it
	byLine              // where lines are broken to fit is not known here: as paragraphs
	byParagraph         // with the line end
)

// typed returns what is typed into a Field, as letters.
func (p uiaPart) typed() []rune { return []rune(p.Value) }

// selection returns what is selected in a Field, nothing of it at the caret if nothing is.
func (p uiaPart) selection() textSpan {
	return textSpan{min(p.Caret, p.Anchor), max(p.Caret, p.Anchor)}.within(len(p.typed()))
}

// text returns what stands in s, at most so many of Windows' letters (UTF-16 units) and
// none of them halved; a negative number is no limit.
func (p uiaPart) text(s textSpan, most int) string {
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
func (s textSpan) within(length int) textSpan {
	s.start = min(max(s.start, 0), length)
	s.end = min(max(s.end, s.start), length)
	return s
}

// unitStarts returns where units begin, and where the text ends.
func unitStarts(text []rune, unit uiaUnit) []int {
	found := []int{0}
	for i := 1; i < len(text); i++ {
		if unitBegins(text[i-1], text[i], unit) {
			found = append(found, i)
		}
	}
	if len(text) > 0 {
		found = append(found, len(text))
	}
	return found
}

// unitBegins reports whether a unit begins between two letters.
func unitBegins(before, after rune, unit uiaUnit) bool {
	switch unit {
	case byLetter:
		return true
	case byWord:
		return !unicode.IsSpace(after) && letterKind(before) != letterKind(after)
	case byLine, byParagraph:
		return before == '\n'
	}
	return false
}

// letterKind tells letters of words from signs, and both from spaces.
func letterKind(letter rune) int {
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
func (s textSpan) expand(text []rune, unit uiaUnit) textSpan {
	bounds := unitStarts(text, unit)
	if len(bounds) == 1 {
		return textSpan{}
	}
	at := unitAt(bounds, s.start)
	return textSpan{bounds[at], bounds[at+1]}
}

// move moves s by units, and returns how many it were. A span that has letters becomes one
// whole unit ("ITextRangeProvider::Move").
func (s textSpan) move(text []rune, unit uiaUnit, count int) (textSpan, int) {
	if s.start == s.end {
		place, moved := movePlace(text, unit, s.start, count)
		return textSpan{place, place}, moved
	}
	bounds := unitStarts(text, unit)
	from := unitAt(bounds, s.start)
	to := min(max(from+count, 0), max(len(bounds)-2, 0))
	return textSpan{bounds[to], bounds[to]}.expand(text, unit), to - from
}

// moveEnd moves one end by units; the other goes along where they would cross.
func (s textSpan) moveEnd(start bool, text []rune, unit uiaUnit, count int) (textSpan, int) {
	if start {
		place, moved := movePlace(text, unit, s.start, count)
		return textSpan{place, max(place, s.end)}, moved
	}
	place, moved := movePlace(text, unit, s.end, count)
	return textSpan{min(s.start, place), place}, moved
}

// movePlace moves a place to the boundaries after it, or before it.
func movePlace(text []rune, unit uiaUnit, place, count int) (to, moved int) {
	bounds := unitStarts(text, unit)
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
func (s textSpan) find(text []rune, wanted string, backward, ignoreCase bool) (textSpan, bool) {
	sought := []rune(wanted)
	if len(sought) == 0 {
		return textSpan{}, false
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
			return textSpan{at, at + len(sought)}, true
		}
	}
	return textSpan{}, false
}
