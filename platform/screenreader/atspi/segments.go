//go:build linux && !nowindow

package atspi

import "unicode"

// cut is a way to cut a text into segments: words with the spaces behind them, sentences,
// lines.
type cut struct {
	// starts reports whether a segment starts at i, which is neither the start of text
	// nor its end.
	starts func(text []rune, i int) bool
	// opens reports whether an empty segment stands at the end of text, as behind the
	// end of a line there is another line.
	opens func(text []rune) bool
}

// span is from a letter (0 is the first) up to another that is not in it.
type span struct{ start, end int }

// nowhere is the answer for a letter that the text does not have.
var nowhere = span{-1, -1}

func (c cut) startsAt(text []rune, i int) bool {
	if i == len(text) {
		return c.opens(text)
	}
	return c.starts(text, i)
}

// at is the segment in which a letter is; for the place behind the last letter, the last
// segment.
func (c cut) at(text []rune, offset int) span {
	if offset < 0 || offset > len(text) {
		return nowhere
	}
	s := span{offset, min(offset+1, len(text))}
	for s.start > 0 && !c.startsAt(text, s.start) {
		s.start--
	}
	for s.end < len(text) && !c.starts(text, s.end) {
		s.end++
	}
	return s
}

// before is the segment before the one in which a letter is; empty before the first.
func (c cut) before(text []rune, offset int) span {
	here := c.at(text, offset)
	if here.start <= 0 {
		return span{here.start, here.start}
	}
	return c.at(text, here.start-1)
}

// after is the segment behind the one in which a letter is; empty behind the last.
func (c cut) after(text []rune, offset int) span {
	here := c.at(text, offset)
	if here.end < 0 || here.end == len(text) {
		return span{here.end, here.end}
	}
	return c.at(text, here.end)
}

func whatever([]rune) bool { return true }

func never([]rune) bool { return false }

func endsALine(text []rune) bool { return len(text) > 0 && text[len(text)-1] == '\n' }

func atLetter([]rune, int) bool { return true }

func atWordStart(text []rune, i int) bool { return inWord(text, i) && !inWord(text, i-1) }

func atWordEnd(text []rune, i int) bool { return !inWord(text, i) && inWord(text, i-1) }

// inWord reports whether a letter belongs to a word. A dot between two letters does, so
// that shop.test and 127.0.0.1 are words (after Unicode Standard Annex 29, WB6 and WB11).
func inWord(text []rune, i int) bool {
	if wordLetter(text[i]) {
		return true
	}
	switch text[i] {
	case '.', '\'', '\u2019':
		return i > 0 && i+1 < len(text) && wordLetter(text[i-1]) && wordLetter(text[i+1])
	}
	return false
}

func wordLetter(r rune) bool {
	return r == '_' || unicode.In(r, unicode.Letter, unicode.Number, unicode.Mark)
}

func atLineStart(text []rune, i int) bool { return text[i-1] == '\n' }

func atLineEnd(text []rune, i int) bool { return text[i] == '\n' }

// atSentenceStart is behind a line, and behind a mark that ends sentences with the spaces
// that follow it.
func atSentenceStart(text []rune, i int) bool {
	if atLineStart(text, i) {
		return true
	}
	if unicode.IsSpace(text[i]) || endsSentence(text[i]) {
		return false
	}
	end := i
	for end > 0 && unicode.IsSpace(text[end-1]) {
		end--
	}
	if end == 0 || !endsSentence(text[end-1]) {
		return false
	}
	return end < i || wide(text[end-1]) // a dot without a space may stand in a name
}

func atSentenceEnd(text []rune, i int) bool {
	if atLineEnd(text, i) {
		return true
	}
	if !endsSentence(text[i-1]) || endsSentence(text[i]) {
		return false
	}
	return unicode.IsSpace(text[i]) || wide(text[i-1])
}

func endsSentence(r rune) bool {
	switch r {
	case '.', '!', '?':
		return true
	}
	return wide(r)
}

// wide marks end a sentence without a space behind them.
func wide(r rune) bool {
	switch r {
	case '\u3002', '\uFF01', '\uFF1F':
		return true
	}
	return false
}

// boundaries are the old way to ask for a segment (AtspiTextBoundaryType), by number.
var boundaries = [...]cut{
	{atLetter, whatever},
	{atWordStart, never},
	{atWordEnd, never},
	{atSentenceStart, endsALine},
	{atSentenceEnd, never},
	{atLineStart, endsALine},
	{atLineEnd, never},
}

// granularities are the new way (AtspiTextGranularity), by number: letter, word, sentence,
// line, paragraph. Where a long line is broken on the screen is not known here.
var granularities = [...]cut{boundaries[0], boundaries[1], boundaries[3], boundaries[5], boundaries[5]}
