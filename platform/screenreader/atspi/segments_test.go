//go:build linux && !nowindow

package atspi

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"localhostdoctor/platform/screenreader"
)

func TestATextIsCutWhereReadersExpectIt(t *testing.T) {
	const (
		letter, wordStart, wordEnd, sentenceStart, sentenceEnd, lineStart, lineEnd = 0, 1, 2, 3, 4, 5, 6
	)
	for _, c := range []struct {
		name   string
		kind   int
		text   string
		pieces []string
	}{
		{"letters", letter, "aé漢", []string{"a", "é", "漢"}},
		{"words with what is behind them", wordStart, "Port 3000, node", []string{"Port ", "3000, ", "node"}},
		{"words with what is before them", wordEnd, "Port 3000, node", []string{"Port", " 3000", ", node"}},
		{"a name with dots is a word", wordStart, "to shop.test now", []string{"to ", "shop.test ", "now"}},
		{"so is an address", wordStart, "127.0.0.1:3000", []string{"127.0.0.1:", "3000"}},
		{"an apostrophe", wordStart, "can't stop", []string{"can't ", "stop"}},
		{"a dot at the end is none of a word", wordEnd, "It works. Now", []string{"It", " works", ". Now"}},
		{"spaces before the first word", wordStart, "  one", []string{"  ", "one"}},
		{"sentences", sentenceStart, "It works. Really?! Yes", []string{"It works. ", "Really?! ", "Yes"}},
		{"sentence ends", sentenceEnd, "It works. Yes", []string{"It works.", " Yes"}},
		{"a dot in a name ends none", sentenceStart, "Ask shop.test now. Yes", []string{"Ask shop.test now. ", "Yes"}},
		{"Chinese sentences", sentenceStart, "好。好！", []string{"好。", "好！"}},
		{"lines", lineStart, "127.0.0.1 localhost\n::1 localhost\n", []string{"127.0.0.1 localhost\n", "::1 localhost\n", ""}},
		{"line ends", lineEnd, "a\nb\n", []string{"a", "\nb", "\n"}},
		{"an empty line", lineStart, "a\n\nb", []string{"a\n", "\n", "b"}},
		{"nothing", lineStart, "", []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := allSegments(boundaries[c.kind], []rune(c.text)); !slices.Equal(got, c.pieces) {
				t.Errorf("%q, want %q", got, c.pieces)
			}
		})
	}
}

// allSegments goes through a text from its start.
func allSegments(c cut, text []rune) []string {
	s := c.at(text, 0)
	all := []string{piece(text, s)}
	for s.end < len(text) {
		s = c.after(text, s.start)
		all = append(all, piece(text, s))
	}
	if last := c.at(text, len(text)); last.start > s.start && piece(text, last) == "" && endsALine(text) {
		all = append(all, "")
	}
	return all
}

// The oracle is the text itself: its segments, one behind the other, are the text, each
// letter is in the segment that is said to hold it, and what is before one of them ends
// where it starts.
func FuzzSegmentsMakeUpTheText(f *testing.F) {
	for _, text := range []string{"", "a", "Port 3000. Node!\n", "127.0.0.1\n\n", "好。好", "a\xffb", "can't  \t. ?", "\n"} {
		for kind := range boundaries {
			f.Add(text, kind, int32(len(text)/2))
		}
	}
	f.Fuzz(func(t *testing.T, raw string, kind int, asked int32) {
		if kind < 0 || kind >= len(boundaries) || len(raw) > 1000 {
			return
		}
		c, text := boundaries[kind], []rune(fitting(raw))
		if got := strings.Join(allSegments(c, text), ""); got != string(text) {
			t.Fatalf("the segments make %q of %q", got, string(text))
		}
		for offset := range len(text) + 1 {
			here := c.at(text, offset)
			if here.start > offset || here.end < offset || offset < len(text) && here.end == offset {
				t.Fatalf("%v does not hold %d of %q", here, offset, text)
			}
			if before := c.before(text, offset); before.end != here.start {
				t.Fatalf("before %v comes %v in %q", here, before, text)
			}
			if after := c.after(text, offset); after.start != here.end {
				t.Fatalf("behind %v comes %v in %q", here, after, text)
			}
		}
		for _, which := range []func(cut, []rune, int) span{cut.at, cut.before, cut.after} {
			if s := which(c, text, int(asked)); (asked < 0 || int(asked) > len(text)) && s != nowhere {
				t.Fatalf("letter %d of %q is in %v", asked, text, s)
			}
		}
	})
}

// What was typed is found again: before with the edit is after.
func FuzzEditsAreFoundAgain(f *testing.F) {
	f.Add("hllo", "hello", 1, 2)
	f.Add("aaa", "aaaa", 2, 3)
	f.Add("aaa", "aa", 1, 0)
	f.Add("", "漢字", 0, 2)
	f.Fuzz(func(t *testing.T, from, to string, caretBefore, caretAfter int) {
		if !utf8.ValidString(from) || !utf8.ValidString(to) || len(from)+len(to) > 1000 {
			return
		}
		old, now := &screenreader.Node{Role: screenreader.Field, Value: from, Caret: caretBefore, Anchor: caretBefore}, &screenreader.Node{Role: screenreader.Field, Value: to, Caret: caretAfter, Anchor: caretAfter}
		before, after := []rune(from), []rune(to)
		start, deleted, inserted := edit(before, after, selectionOf(old).start, selectionOf(now).start)
		made := string(before[:start]) + string(after[start:start+inserted]) + string(before[start+deleted:])
		if made != to {
			t.Fatalf("%q with %d deleted and %d inserted at %d is %q, want %q", from, deleted, inserted, start, made, to)
		}
	})
}

func TestALetterInARowOfEqualOnesIsTypedWhereTheCaretWas(t *testing.T) {
	for _, c := range []struct {
		name                     string
		before, after            string
		caretBefore, caretAfter  int
		start, deleted, inserted int
	}{
		{"typed", "aaa", "aaaa", 1, 2, 1, 0, 1},
		{"deleted backwards", "aaa", "aa", 2, 1, 1, 1, 0},
		{"deleted forwards", "aaa", "aa", 1, 1, 1, 1, 0},
		{"replaced", "shop", "stop", 1, 2, 1, 1, 1},
		{"unchanged", "shop", "shop", 1, 3, 1, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			start, deleted, inserted := edit([]rune(c.before), []rune(c.after), c.caretBefore, c.caretAfter)
			if start != c.start || deleted != c.deleted || inserted != c.inserted {
				t.Errorf("at %d: %d deleted, %d inserted", start, deleted, inserted)
			}
		})
	}
}
