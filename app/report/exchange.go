package report

import (
	"encoding/hex"
	"strings"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/words"
)

type exchangeJSON struct {
	Schema   int     `json:"schema"`
	Input    string  `json:"input"`
	Address  string  `json:"address"`
	Sent     string  `json:"sent"`
	Received *string `json:"received"` // null when it is not text
	Hex      string  `json:"hex"`
	TookUS   int64   `json:"took_us"`
	Closed   bool    `json:"closed"` // by the program
	Cut      bool    `json:"cut"`    // it said more
}

// ExchangeJSON returns a line that was sent by hand and what came back.
func ExchangeJSON(input string, e loopback.Exchange) any {
	out := exchangeJSON{
		Schema: Schema, Input: input, Address: e.Address.String(), Sent: string(e.Sent),
		Hex: hex.EncodeToString(e.Received), TookUS: e.Took.Microseconds(), Closed: e.Closed, Cut: e.Cut,
	}
	if loopback.IsText(e.Received) {
		text := string(e.Received)
		out.Received = &text
	}
	return out
}

// Exchange writes the same for a person: what was sent, then what came back, as
// bytes where it is not text.
func (p *Printer) Exchange(e loopback.Exchange) {
	p.raw(p.paint(quiet, "→ "+p.Say(words.Literal(strings.TrimRight(string(e.Sent), "\r\n")))))
	for _, line := range e.Lines() {
		p.raw(p.paint(fine, "← ") + p.Say(words.Literal(line)))
	}
	p.Line(e.End())
}
