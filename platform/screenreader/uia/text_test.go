package uia

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"localhostdoctor/platform/screenreader"
)

func TestTextsForWindows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []uint16
	}{
		{"letters", "aé", []uint16{'a', 0xe9}},
		{"a letter of two units", "😀", []uint16{0xd83d, 0xde00}},
		{"a NUL would end it", "a\x00b", []uint16{'a', 0xfffd, 'b'}},
		{"what is no letter", "a\xffb", []uint16{'a', 0xfffd, 'b'}},
		{"half of a letter", "\xed\xa0\x80", []uint16{0xfffd, 0xfffd, 0xfffd}},
		{"nothing", "", []uint16{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := toUTF16(c.text); !slices.Equal(got, c.want) {
				t.Errorf("%x, want %x", got, c.want)
			}
		})
	}
	if got := fromUTF16([]uint16{'a', 0xd83d, 'b', 0xde00, '\r', '\n', '\r', 'c'}); got != "a�b�\n\rc" {
		t.Errorf("%q", got)
	}
}

func FuzzTextsForWindows(f *testing.F) {
	for _, seed := range []string{"", "a", "😀\x00\xff", "a\r\nb", "\xed\xa0\x80", "e\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		units := toUTF16(text)
		if slices.Contains(units, 0) {
			t.Errorf("%q is cut at a NUL", text)
		}
		want := strings.NewReplacer("\x00", "\ufffd", "\r\n", "\n").Replace(text)
		if back := fromUTF16(units); utf8.ValidString(text) && back != want {
			t.Errorf("%q comes back as %q", text, back)
		} else if !utf8.ValidString(back) {
			t.Errorf("%q comes back as what is no text: %q", text, back)
		}
	})
}

func TestProgramsMoveThroughATextByItsUnits(t *testing.T) {
	const text = "two words, 2\nnext 😀 line"
	whole := len([]rune(text))
	for _, c := range []struct {
		name  string
		from  textSpan
		unit  uiaUnit
		count int
		want  string
		moved int
	}{
		{"the next letter", textSpan{0, 1}, byLetter, 1, "w", 1},
		{"the letter before the first", textSpan{0, 1}, byLetter, -1, "t", 0},
		{"past the last letter", textSpan{whole - 1, whole}, byLetter, 5, "e", 0},
		{"the next word", textSpan{0, 3}, byWord, 1, "words", 1},
		{"a sign is a word", textSpan{0, 3}, byWord, 2, ", ", 2},
		{"back two words", textSpan{11, 12}, byWord, -2, "words", -2},
		{"a smile is a word", textSpan{13, 18}, byWord, 1, "😀 ", 1},
		{"the next line", textSpan{0, 1}, byLine, 1, "next 😀 line", 1},
		{"the line before", textSpan{20, 21}, byParagraph, -1, "two words, 2\n", -1},
		{"there is one page", textSpan{3, 4}, 6, 1, text, 0},
		{"a caret stays a caret", textSpan{3, 3}, byWord, 1, "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := uiaPart{Node: &screenreader.Node{Value: text}}
			got, moved := c.from.move(p.typed(), c.unit, c.count)
			if p.text(got, -1) != c.want || moved != c.moved {
				t.Errorf("%q, %d; want %q, %d", p.text(got, -1), moved, c.want, c.moved)
			}
		})
	}
	p := uiaPart{Node: &screenreader.Node{Value: text, Caret: 9, Anchor: 4}}
	if got := p.text(p.selection(), -1); got != "words" {
		t.Errorf("selected is %q", got)
	}
	for _, c := range []struct {
		from  textSpan
		start bool
		count int
		want  textSpan
		moved int
	}{
		{textSpan{0, 0}, false, 1000, textSpan{0, whole}, whole},
		{textSpan{whole, whole}, true, -1000, textSpan{0, whole}, -whole},
		{textSpan{2, 5}, false, -4, textSpan{1, 1}, -4},
		{textSpan{2, 5}, true, 4, textSpan{6, 6}, 4},
		{textSpan{whole, whole}, false, 1, textSpan{whole, whole}, 0},
		{textSpan{2, 5}, true, 0, textSpan{2, 5}, 0},
	} {
		if got, moved := c.from.moveEnd(c.start, p.typed(), byLetter, c.count); got != c.want || moved != c.moved {
			t.Errorf("%+v: %v, %d", c, got, moved)
		}
	}
	if got := p.text(textSpan{17, 30}, 3); got != " 😀" {
		t.Errorf("of three units %q fit", got)
	}
	for _, c := range []struct {
		what             string
		backward, ignore bool
		want             int
	}{{"o", false, false, 2}, {"o", true, false, 5}, {"WORDS", false, true, 4}, {"WORDS", false, false, -1}, {"", false, false, -1}, {strings.Repeat("x", 99), true, true, -1}} {
		if got, found := (textSpan{0, whole}).find(p.typed(), c.what, c.backward, c.ignore); found != (c.want >= 0) || found && got.start != c.want {
			t.Errorf("%+v is found at %v, %v", c, got, found)
		}
	}
}

// Whatever a program asks, the piece stays in the text, and by going on all of it is read.
func FuzzProgramsMoveThroughAText(f *testing.F) {
	f.Add("two words, 2\n\nnext", 3, 7, int32(byWord), 2)
	f.Add("", 0, 0, int32(byLetter), -1)
	f.Add("\n", 1, 9, int32(byLine), 1)
	f.Fuzz(func(t *testing.T, value string, start, end int, unit int32, count int) {
		p := uiaPart{Node: &screenreader.Node{Value: value[:min(len(value), 300)]}}
		text, by := p.typed(), uiaUnit(unit)
		s := textSpan{start, end}.within(len(text))
		fits := func(s textSpan) {
			if s != s.within(len(text)) {
				t.Fatalf("%v is outside of %d letters", s, len(text))
			}
		}
		count = min(max(count, -1000), 1000)
		fits(s.expand(text, by))
		moved, _ := s.move(text, by, count)
		fits(moved)
		for _, first := range []bool{true, false} {
			moved, _ = s.moveEnd(first, text, by, count)
			fits(moved)
		}
		var read strings.Builder
		for s, steps := (textSpan{}).expand(text, by), 1; steps == 1; s, steps = s.move(text, by, 1) {
			if len(text) > 0 && s.start == s.end {
				t.Fatal("a piece of nothing would be read for ever")
			}
			read.WriteString(p.text(s, -1))
			if len(text) == 0 {
				break
			}
		}
		if read.String() != string(text) {
			t.Errorf("%q is read as %q by unit %d", value, read.String(), unit)
		}
	})
}
