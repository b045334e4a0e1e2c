package hosts

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The encodings of Report.Encoding. ASCII counts as UTF-8; a file that is not
// valid UTF-8 may be Latin-1, GBK or anything else that has 8-bit units.
const (
	encodingUTF8    = "utf-8"
	encodingUTF8BOM = "utf-8-bom"
	encodingUTF16LE = "utf-16le"
	encodingUTF16BE = "utf-16be"
	encoding8Bit    = "unknown-8bit"
)

// bom is the byte order mark in UTF-8.
const bom = "\xef\xbb\xbf"

// sniffed is how many bytes decide whether a file without mark is UTF-16.
const sniffed = 64

func encodingOf(raw string) string {
	switch {
	case strings.HasPrefix(raw, "\xff\xfe"):
		return encodingUTF16LE
	case strings.HasPrefix(raw, "\xfe\xff"):
		return encodingUTF16BE
	case strings.HasPrefix(raw, bom):
		return encodingUTF8BOM
	}
	if encoding := unmarkedUTF16(raw); encoding != "" {
		return encoding
	}
	if utf8.ValidString(raw) {
		return encodingUTF8
	}
	return encoding8Bit
}

// unmarkedUTF16 recognises UTF-16 without a mark: text of hosts files is nearly
// all ASCII, so every second byte is NUL.
func unmarkedUTF16(raw string) string {
	head := raw[:min(len(raw), sniffed)&^1]
	var even, odd int
	for i := range len(head) {
		if head[i] != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	units := len(head) / 2
	switch {
	case units < 2:
		return ""
	case even == 0 && odd*10 >= units*9:
		return encodingUTF16LE
	case odd == 0 && even*10 >= units*9:
		return encodingUTF16BE
	}
	return ""
}

// decodeUTF16 returns the text of raw in UTF-8, without the mark.
func decodeUTF16(raw, encoding string) string {
	b := []byte(raw)
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		if encoding == encodingUTF16LE {
			units = append(units, binary.LittleEndian.Uint16(b))
		} else {
			units = append(units, binary.BigEndian.Uint16(b))
		}
	}
	if len(units) > 0 && units[0] == 0xfeff {
		units = units[1:]
	}
	return string(utf16.Decode(units))
}

// isWide reports whether the file is UTF-16, which no system reads as a hosts file.
func (f *File) isWide() bool {
	return f.encoding == encodingUTF16LE || f.encoding == encodingUTF16BE
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
