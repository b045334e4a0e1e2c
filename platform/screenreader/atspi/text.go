//go:build linux && !nowindow

package atspi

import (
	"unicode/utf8"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// textOffer is a text letter by letter (org.a11y.atspi.Text). Where on the screen each
// letter is, and how it looks, is not known: a place is that of the whole text. The caret
// is moved by the person who types.
var textOffer = offer{
	name: "Text",
	has:  func(o object) bool { return isPart(o) && hasText(o.part.Role) },
	properties: map[string]property{
		"CharacterCount": {signature: "i", value: func(o object) any { return small(letters(textOf(o.part.Node))) }},
		"CaretOffset":    {signature: "i", value: func(o object) any { caret, _ := caretOf(o.part.Node); return small(caret) }},
	},
	methods: map[string]method{
		"GetText":              {"ii", "s", getText},
		"GetCharacterAtOffset": {"i", "i", getCharacter},
		"GetStringAtOffset":    {"iu", "sii", segment(granularities[:], cut.at)},
		"GetTextAtOffset":      {"iu", "sii", segment(boundaries[:], cut.at)},
		"GetTextBeforeOffset":  {"iu", "sii", segment(boundaries[:], cut.before)},
		"GetTextAfterOffset":   {"iu", "sii", segment(boundaries[:], cut.after)},

		"GetNSelections": {"", "i", func(o object, _ []any) ([]any, *dbus.Error) {
			if s := selectionOf(o.part.Node); s.start == s.end {
				return give(int32(0))
			}
			return give(int32(1))
		}},
		"GetSelection":    {"i", "ii", getSelection},
		"SetCaretOffset":  {"i", "b", refuse},
		"AddSelection":    {"ii", "b", refuse},
		"RemoveSelection": {"i", "b", refuse},
		"SetSelection":    {"iii", "b", refuse},

		"GetAttributes":   {"i", "a{ss}ii", func(o object, _ []any) ([]any, *dbus.Error) { return plainRun(o) }},
		"GetAttributeRun": {"ib", "a{ss}ii", func(o object, _ []any) ([]any, *dbus.Error) { return plainRun(o) }},
		"GetAttributeValue": {"is", "s", func(object, []any) ([]any, *dbus.Error) {
			return give("")
		}},
		"GetDefaultAttributes":   {"", "a{ss}", func(object, []any) ([]any, *dbus.Error) { return give(map[string]string{}) }},
		"GetDefaultAttributeSet": {"", "a{ss}", func(object, []any) ([]any, *dbus.Error) { return give(map[string]string{}) }},

		"GetCharacterExtents": {"iu", "iiii", func(o object, values []any) ([]any, *dbus.Error) { return textExtents(o, values[1]) }},
		"GetRangeExtents":     {"iiu", "iiii", func(o object, values []any) ([]any, *dbus.Error) { return textExtents(o, values[2]) }},
		"GetOffsetAtPoint":    {"iiu", "i", func(object, []any) ([]any, *dbus.Error) { return give(int32(-1)) }},
		"GetBoundedRanges":    {"iiiiuuu", "a(iisv)", func(object, []any) ([]any, *dbus.Error) { return give([]textRange{}) }},

		"ScrollSubstringTo":      {"iiu", "b", refuse},
		"ScrollSubstringToPoint": {"iiuii", "b", refuse},
	},
}

// textRange is a piece of text: (iisv).
type textRange struct {
	Start, End int32
	Text       string
	Data       dbus.Variant
}

// hasText reports whether a part is read letter by letter: what is typed or
// chosen, and what is there to be read. All else has just a name.
func hasText(r screenreader.Role) bool {
	switch r {
	case screenreader.Field, screenreader.Choices, screenreader.Text, screenreader.Heading, screenreader.Link, screenreader.Note:
		return true
	}
	return false
}

func textOf(n *screenreader.Node) string {
	if n.Role == screenreader.Field || n.Role == screenreader.Choices {
		return n.Value
	}
	return n.Name
}

// letters is how long a text is for AT-SPI.
func letters(text string) int { return utf8.RuneCountInString(text) }

// caretOf is where the next letter goes and where the selection starts, both in the text.
func caretOf(n *screenreader.Node) (caret, anchor int) {
	length := letters(textOf(n))
	return max(0, min(n.Caret, length)), max(0, min(n.Anchor, length))
}

func selectionOf(n *screenreader.Node) span {
	caret, anchor := caretOf(n)
	return span{min(caret, anchor), max(caret, anchor)}
}

// piece is what stands in a span of text; an end of -1 is the end of the text.
func piece(text []rune, s span) string {
	if s.end < 0 {
		s.end = len(text)
	}
	s.start, s.end = max(0, min(s.start, len(text))), min(s.end, len(text))
	if s.start >= s.end {
		return ""
	}
	return string(text[s.start:s.end])
}

func getText(o object, values []any) ([]any, *dbus.Error) {
	return give(piece([]rune(textOf(o.part.Node)), span{int(values[0].(int32)), int(values[1].(int32))}))
}

func getCharacter(o object, values []any) ([]any, *dbus.Error) {
	text, i := []rune(textOf(o.part.Node)), int(values[0].(int32))
	if i < 0 || i >= len(text) {
		return give(int32(0))
	}
	return give(text[i])
}

// segment answers with one of the segments into which text is cut.
func segment(cuts []cut, which func(c cut, text []rune, offset int) span) func(object, []any) ([]any, *dbus.Error) {
	return func(o object, values []any) ([]any, *dbus.Error) {
		kind := values[1].(uint32)
		if int64(kind) >= int64(len(cuts)) {
			return nil, badValue("no such boundary")
		}
		text := []rune(textOf(o.part.Node))
		s := which(cuts[kind], text, int(values[0].(int32)))
		if s.start < 0 {
			return give("", small(s.start), small(s.end))
		}
		return give(piece(text, s), small(s.start), small(s.end))
	}
}

func getSelection(o object, values []any) ([]any, *dbus.Error) {
	s := selectionOf(o.part.Node)
	if values[0].(int32) != 0 || s.start == s.end {
		return give(int32(-1), int32(-1))
	}
	return give(small(s.start), small(s.end))
}

// plainRun says that all letters look the same.
func plainRun(o object) ([]any, *dbus.Error) {
	return give(map[string]string{}, int32(0), small(letters(textOf(o.part.Node))))
}

func textExtents(o object, kind any) ([]any, *dbus.Error) {
	at, err := o.extents(kind.(uint32))
	if err != nil {
		return nil, err
	}
	return give(at.X, at.Y, at.Width, at.Height)
}
