// Package report gives findings, ports, hosts files and tests as text for a
// person and as JSON for a program, from the same data. The JSON is a public
// contract: fields are added, never renamed or removed.
package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"localhostdoctor/app/words"
)

// Schema is the version of the JSON contract, the first field of every object.
const Schema = 1

// WriteJSON writes v as one JSON object. Characters that a terminal would obey
// (escape sequences of the C1 range, marks that reverse the direction of writing)
// are written as \u escapes, so the value is whole and the screen is safe.
func WriteJSON(w io.Writer, v any) error {
	var plain bytes.Buffer
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("encoding the answer: %w", err)
	}
	_, err := w.Write(escapeInvisible(plain.Bytes()))
	return err
}

func escapeInvisible(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			if b[0] == 0x7f {
				out = append(out, `\u007f`...)
			} else {
				out = append(out, b[0])
			}
			b = b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		if words.IsVisible(r) {
			out = append(out, b[:size]...)
		} else {
			out = appendEscape(out, r)
		}
		b = b[size:]
	}
	return out
}

// appendEscape writes r as RFC 8259 section 7 does: beyond the basic plane as a
// surrogate pair.
func appendEscape(out []byte, r rune) []byte {
	if r > 0xffff {
		r -= 0x10000
		return fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
	}
	return fmt.Appendf(out, `\u%04x`, r)
}

// moment is a time as the contract gives it: RFC 3339 in UTC, null when unknown.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

func milliseconds(d time.Duration) float64 {
	return float64(d.Round(10*time.Microsecond)) / float64(time.Millisecond)
}

// orNil gives null for what is not known.
func orNil[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// list makes sure that an empty list is [] and not null.
func list[T any](v []T) []T {
	if v == nil {
		return []T{}
	}
	return v
}
