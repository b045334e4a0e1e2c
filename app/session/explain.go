package session

import (
	"cmp"
	"context"
	"slices"
	"time"

	"localhostdoctor/app/explain"
	"localhostdoctor/app/words"
)

// Explained is what a text means, and what was seen of it on this computer.
type Explained struct {
	explain.Meaning
	explain.Found
	Advice []CodeAdvice // one for each of Codes
	Offers []Offer
}

// CodeAdvice is what a code of the catalogue means and what to do.
type CodeAdvice struct {
	Code  string
	What  words.Text
	Steps []words.Text // empty when there is nothing beyond What
}

// OfferKind is something that can help.
type OfferKind string

// The offers.
const (
	OfferStop    OfferKind = "stop"    // stop what holds Port
	OfferSuggest OfferKind = "suggest" // find a free port near Port
	OfferTest    OfferKind = "test"    // test Address step by step
	OfferHosts   OfferKind = "hosts"   // look at the hosts file
	OfferCheckUp OfferKind = "checkup" // look at everything
)

// Offer is one thing that can help, for a face to make a button of.
type Offer struct {
	Kind    OfferKind
	Port    uint16
	Address string
}

// explainTimeout is how long looking at this computer may take.
const explainTimeout = 3 * time.Second

// Meaning says what text means without looking at anything. The error is a
// *words.Failure of code Usage when there is no text.
func (s *Session) Meaning(text string) (explain.Meaning, error) {
	known, err := s.meanings()
	if err != nil {
		return explain.Meaning{}, s.explain(err, words.T("explain.failed"))
	}
	m, err := known.Explain(text)
	return m, s.explain(err, words.T("explain.failed"))
}

// Explain says what text means, a pasted error message or an address, and looks
// whether that is so on this computer: who holds the port, whether the address
// answers, what the hosts file and the check-up say. Only this computer is asked,
// and nothing is changed. Errors as for Meaning; what could not be found out is
// said in Seen.
func (s *Session) Explain(ctx context.Context, text string) (Explained, error) {
	m, err := s.Meaning(text)
	if err != nil {
		return Explained{}, err
	}
	looking, cancel := context.WithTimeout(ctx, explainTimeout)
	defer cancel()
	look := &explaining{session: s, Explained: Explained{Meaning: m}}
	look.atTarget(looking)
	look.atPort(looking)
	look.atAddress(looking)
	look.atHosts(looking)
	look.atChecks(looking)
	if ctx.Err() != nil {
		return Explained{}, s.explain(ctx.Err(), words.T("explain.failed"))
	}
	look.offer()
	look.ownFirst()
	for _, code := range look.Codes {
		look.Advice = append(look.Advice, CodeAdvice{Code: code, What: explain.Advice(code), Steps: s.steps(code)})
	}
	return look.Explained, nil
}

// ownFirst puts the codes that this system cannot have behind the others: a text may
// come from another computer, but is mostly of this one.
func (e *explaining) ownFirst() {
	slices.SortStableFunc(e.Codes, func(a, b string) int {
		return cmp.Compare(e.session.foreign(a), e.session.foreign(b))
	})
}

// foreign is 1 for a code that this system does not have, else 0.
func (s *Session) foreign(code string) int {
	if _, here := s.Guide(code); here {
		return 0
	}
	return 1
}

// steps lead out of a code of the catalogue on this system. None for a code that
// this system does not have.
func (s *Session) steps(code string) []words.Text {
	help, _ := s.Guide(code)
	return help.Steps
}

// explaining is one explanation under way.
type explaining struct {
	Explained
	session *Session
	held    bool // something holds the port
}

// port is the first port that the text names, 0 when it names none.
func (e *explaining) port() uint16 {
	for _, t := range e.Targets {
		if t.Port != 0 && (t.IsHere() || t.Wildcard) {
			return t.Port
		}
	}
	return 0
}

// here is the first target that is this computer.
func (e *explaining) here() (explain.Target, bool) {
	for _, t := range e.Targets {
		if t.IsHere() || t.Wildcard {
			return t, true
		}
	}
	return explain.Target{}, false
}

// because makes what was seen the cause, under a code that comes first from now on.
func (e *explaining) because(code string, cause ...words.Text) {
	if e.Confirmed() {
		e.Seen = append(e.Seen, cause...)
		return
	}
	e.Cause = words.Sentences(cause...)
	if code == "" {
		return
	}
	e.Codes = slices.DeleteFunc(slices.Clone(e.Codes), func(c string) bool { return c == code })
	e.Codes = slices.Insert(e.Codes, 0, code)
}

// over says that the trouble has passed.
func (e *explaining) over(what words.Text) {
	e.Over = what
	e.see(what)
}

func (e *explaining) see(what ...words.Text) { e.Seen = append(e.Seen, what...) }
