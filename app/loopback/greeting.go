package loopback

import (
	"context"
	"encoding/hex"
	"errors"
	"net"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// listening is how long a program that need not speak first is listened to.
const listening = 300 * time.Millisecond

// maxGreeting is the most of a greeting that is read, in bytes.
const maxGreeting = 4 << 10

// greeting is what a program that is no web server said first.
type greeting struct {
	asked    bool
	protocol string // what was recognised, as its makers write it; empty for nothing
	expected string // what the address promised; empty for nothing
	bytes    []byte
	silent   bool
	closed   bool
}

// greet listens to what the program behind conn says first, after the question
// that a client of its protocol begins with, and closes conn.
func (t *test) greet(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	step := t.steps[Greeting]
	step.Target = conn.RemoteAddr().String()
	expected, promised := t.protocol()
	limit := listening
	if promised && t.target.Scheme != "" {
		limit = t.timeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	stop := closeWhenDone(ctx, conn)
	defer stop()
	start := time.Now()
	t.greeted = greeting{asked: true, expected: expected.name}
	said, err := converse(ctx, conn, expected)
	step.Took = time.Since(start)
	t.greeted.bytes = said
	t.greeted.protocol, _ = recognise(expected, said)
	t.noteGreeting(ctx, step, err)
}

func (t *test) noteGreeting(ctx context.Context, step *Step, err error) {
	said := t.greeted.bytes
	err = classed(ctx, t.env.Network, err)
	switch {
	case len(said) > 0:
		step.Status = OK
		if t.otherProtocol() {
			step.Status = Failed // the way to what the address promised ends here
		}
		step.Detail = words.T("loopback.greeting-unknown", "Said", shown(said))
		if t.greeted.protocol != "" {
			step.Detail = words.T("loopback.greeting-known", "Protocol", t.greeted.protocol, "Said", shown(said))
		}
	case errors.Is(err, platform.ErrReset):
		t.greeted.closed = true
		step.Status, step.Detail = Reset, words.T("loopback.greeting-closed")
	case t.greeted.expected != "" && t.target.Scheme != "":
		t.greeted.silent = true
		step.Status, step.Detail = Timeout, words.T("loopback.greeting-silent")
	default:
		step.Detail = words.T("loopback.greeting-waits")
	}
}

// otherProtocol tells whether what speaks is not what the address said it is.
func (t *test) otherProtocol() bool {
	g := t.greeted
	return t.target.Scheme != "" && g.expected != "" && len(g.bytes) > 0 && !strings.HasPrefix(g.protocol, g.expected)
}

// converse asks and reads until the protocol is recognised, the program has
// nothing more to say, or the connection ends.
func converse(ctx context.Context, conn net.Conn, expected protocol) ([]byte, error) {
	if len(expected.ask) > 0 {
		if _, err := conn.Write(expected.ask); err != nil {
			return nil, err
		}
	}
	said := make([]byte, 0, maxGreeting)
	for len(said) < maxGreeting {
		n, err := conn.Read(said[len(said):maxGreeting])
		said = said[:len(said)+n]
		if err != nil {
			return said, err
		}
		if _, ok := recognise(expected, said); ok {
			return said, nil
		}
		if err := conn.SetReadDeadline(soonest(ctx, time.Now().Add(quietFor))); err != nil {
			return said, err
		}
	}
	return said, nil
}

// shown is the beginning of what was said: as text where it is text, in
// hexadecimal where it is not.
func shown(said []byte) string {
	const most = 120
	if IsText(said) {
		text := []rune(string(said))
		for len(text) > 0 && unicode.IsSpace(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
		if len(text) > most {
			return string(text[:most]) + "…"
		}
		return string(text)
	}
	if len(said) > most/4 {
		return hex.EncodeToString(said[:most/4]) + "…"
	}
	return hex.EncodeToString(said)
}

// IsText reports whether b can be read: UTF-8 without control characters other
// than the ends of lines and tabs.
func IsText(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for _, r := range string(b) {
		if r != '\n' && r != '\r' && r != '\t' && !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}
