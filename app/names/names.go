// Package names asks DNS servers what they make of localhost and of names that do
// not exist. It sends only the questions of Questions and RandomQuestions, and only
// to the servers that it is given.
package names

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"time"
)

// Type is the kind of a question.
type Type string

// The types, as RFC 1035 and RFC 3596 name them.
const (
	A    Type = "A"
	AAAA Type = "AAAA"
	PTR  Type = "PTR"
)

// Question is one question to a DNS server. Name ends in a dot.
type Question struct {
	Name string
	Type Type
}

// Questions returns what is asked about localhost: its addresses, and the names of
// the two loopback addresses. None of them tells anything about the person who asks.
func Questions() []Question {
	return []Question{
		{"localhost.", A},
		{"localhost.", AAAA},
		{"1.0.0.127.in-addr.arpa.", PTR},
		{"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa.", PTR},
	}
}

// ErrNotAllowed means that a question is neither one of Questions nor one of
// RandomQuestions.
var ErrNotAllowed = errors.New("this program does not ask that")

// ErrMalformed means that what came back is no DNS message.
var ErrMalformed = errors.New("the answer is not readable")

// Answer is what a server said.
type Answer struct {
	Rcode     string // NOERROR, NXDOMAIN, SERVFAIL…
	Addresses []netip.Addr
	Names     []string // of a PTR answer, with the final dot
	Truncated bool     // it did not fit into UDP, so TCP was used
	Took      time.Duration
}

// Asker puts one question to one server. The error wraps platform's class of it:
// ErrRefused when nobody listens there, ErrTimeout when nobody answers.
type Asker interface {
	Ask(ctx context.Context, server netip.AddrPort, question Question) (Answer, error)
}

// Reply is one question with what came of it.
type Reply struct {
	Question Question
	Answer   Answer
	Err      error
}

// AskAll puts every one of Questions to server, side by side.
func AskAll(ctx context.Context, asker Asker, server netip.AddrPort) []Reply {
	return askEach(ctx, asker, server, Questions())
}

func isAllowed(q Question) bool { return slices.Contains(Questions(), q) || isRandom(q) }
