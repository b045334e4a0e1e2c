package uia

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// toUTF16 returns s as Windows writes it. What is no letter there, invalid UTF-8 and NUL, at
// which most programs would stop reading, becomes the replacement character.
func toUTF16(s string) []uint16 {
	units := make([]uint16, 0, len(s))
	for _, letter := range s {
		if letter == 0 {
			letter = utf8.RuneError
		}
		units = utf16.AppendRune(units, letter)
	}
	return units
}

// fromUTF16 is the way back. Halves of a letter, which Windows lets pass, become the
// replacement character, and line ends those of this program.
func fromUTF16(units []uint16) string {
	return strings.ReplaceAll(string(utf16.Decode(units)), "\r\n", "\n")
}

func hasLines(s string) bool { return strings.ContainsAny(s, "\r\n") }
