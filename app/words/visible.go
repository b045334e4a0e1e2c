package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShown is how many bytes of one foreign value are shown; a command line can
// have megabytes. The full value is in --json.
const maxShown = 4096

// Visible returns s so that it can be shown in a terminal or a window without
// doing anything there: control characters, escape sequences, line breaks and
// the marks that reverse the direction of writing (Unicode TR 36) become their
// code in angle brackets, bytes that are not UTF-8 too, and what is too long is
// cut with an ellipsis.
func Visible(s string) string {
	cut := false
	if len(s) > maxShown {
		s, cut = s[:maxShown], true
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if len(s) > 0 && s[len(s)-1] >= utf8.RuneSelf {
			s = s[:len(s)-1]
		}
	}
	if !cut && isPlain(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && isBroken(s[i:]):
			fmt.Fprintf(&b, "<x%02X>", s[i])
		case IsVisible(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "<%U>", r)
		}
	}
	if cut {
		b.WriteRune('…')
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

func isBroken(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size == 1
}

// IsVisible reports whether r is shown as itself: graphic, and neither one of the
// format characters (Cf) that hide or reorder their neighbours nor a space that
// only looks like one.
func IsVisible(r rune) bool {
	return r == ' ' || unicode.IsGraphic(r) && !unicode.In(r, unicode.Cf, unicode.Zs)
}
