//go:build linux && !nowindow

package atspi

import (
	"unicode/utf8"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// editableOffer is typing into a field (org.a11y.atspi.EditableText). The clipboard is the
// person's: what a program copies would push out what they have put there.
var editableOffer = offer{
	name: "EditableText",
	has: func(o object) bool {
		return isPart(o) && o.part.Role == screenreader.Field && o.part.State.Has(screenreader.Editable)
	},
	methods: map[string]method{
		"SetTextContents": {"s", "b", func(o object, values []any) ([]any, *dbus.Error) {
			return o.write(values[0].(string))
		}},
		"InsertText": {"isi", "b", insertText},
		"DeleteText": {"ii", "b", deleteText},
		"CopyText": {"ii", "", func(object, []any) ([]any, *dbus.Error) {
			return nil, failed("NotSupported", "the clipboard is the person's")
		}},
		"CutText":   {"ii", "b", refuse},
		"PasteText": {"i", "b", refuse},
	},
}

func (o object) write(text string) ([]any, *dbus.Error) {
	can := !o.part.State.Has(screenreader.Disabled)
	if can {
		o.options.Handler.Write(o.part.ID, text)
	}
	return give(can)
}

// insertText takes where, what, and how many bytes of it.
func insertText(o object, values []any) ([]any, *dbus.Error) {
	text, at, more := []rune(o.part.Value), int(values[0].(int32)), values[1].(string)
	if length := int(values[2].(int32)); length >= 0 && length < len(more) {
		for length > 0 && !utf8.RuneStart(more[length]) {
			length--
		}
		more = more[:length]
	}
	if at < 0 || at > len(text) {
		at = len(text) // as toolkits do
	}
	return o.write(string(text[:at]) + more + string(text[at:]))
}

func deleteText(o object, values []any) ([]any, *dbus.Error) {
	text, start, end := []rune(o.part.Value), int(values[0].(int32)), int(values[1].(int32))
	if end < 0 || end > len(text) {
		end = len(text)
	}
	if start < 0 || start > end {
		return give(false)
	}
	return o.write(string(text[:start]) + string(text[end:]))
}
