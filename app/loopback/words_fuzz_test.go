package loopback

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFirstWords takes whatever a program may say first: it is recognised as one
// thing or none, and what is shown of it is short, valid text.
func FuzzFirstWords(f *testing.F) {
	for _, seed := range []string{
		"", "N", "+PONG\r\n", "-NOAUTH x", "SSH-2.0-x\r\n", "220 x ESMTP", "\x4a\x00\x00\x00\x0a8.0.36\x00", "\x03\x00\x00\x00\xff", "RFB 003.008\n",
		"\xff\xff\xff\x00\x0a", "AMQP\x00", "\x1b]0;x\x07", strings.Repeat("é", 4000), "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\xdd\x07\x00\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		for _, expected := range append([]protocol{{}}, protocols...) {
			name, ok := recognise(expected, said)
			if ok != (name != "") || !utf8.ValidString(name) {
				t.Errorf("%s: %q, %v", expected.name, name, ok)
			}
		}
		if text := shown(said); !utf8.ValidString(text) || utf8.RuneCountInString(text) > 121 {
			t.Errorf("shown as %q", text)
		}
		lines := Exchange{Received: said}.Lines()
		if (len(said) == 0) != (lines == nil) {
			t.Errorf("%q has the lines %q", said, lines)
		}
	})
}
