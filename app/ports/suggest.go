package ports

import (
	"errors"
	"fmt"
	"slices"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Suggestion is a free port.
type Suggestion struct {
	Asked uint16
	Port  uint16 // the nearest that is free, Asked itself if it is; 0 when there is none
	// WhyNot says of the ports that are nearer why they are not it, in the order in
	// which they were looked at.
	WhyNot []Passed
	// Unchecked says what could not be taken into account.
	Unchecked []words.Text
}

// Passed is a port that was not suggested, or several in a row for one reason.
type Passed struct {
	Port, Last uint16 // both ends included, Port the one that was looked at first
	Because    words.Text
	Held       bool // a program listens there
}

// Held are the ports that were passed over because a program listens there.
func (s Suggestion) Held() []uint16 {
	var held []uint16
	for _, passed := range s.WhyNot {
		if passed.Held {
			held = append(held, passed.Port)
		}
	}
	return held
}

// Named says of the ports that are held who does, as rows tell. The search itself
// needs no names, and they are what takes time.
func (s Suggestion) Named(rows []Row) Suggestion {
	s.WhyNot = slices.Clone(s.WhyNot)
	of := byPort(rows)
	for i, passed := range s.WhyNot {
		if row, is := of[passed.Port]; is && passed.Held {
			s.WhyNot[i].Because = row.holding()
		}
	}
	return s
}

// Suggest returns the nearest port to asked that can be used: above, or where
// there is none, below. probe takes a port on both families for a moment and lets
// it go; its ErrAddressInUse and ErrDenied pass the port over, other errors end the
// search.
func (k Knowledge) Suggest(asked uint16, rows []Row, around Surroundings, probe func(port uint16) error) (Suggestion, error) {
	rules := k.rules(asked, rows, around)
	s := Suggestion{Asked: asked, Unchecked: around.Unchecked}
	last := ""
	for port := range near(asked) {
		against := rules.against(port)
		if against.rule == ruleKnown && port == asked {
			against = ground{} // who asks for a port knows what it is for
		}
		if against.rule == "" {
			var err error
			if against, err = tried(probe(port)); err != nil {
				return Suggestion{}, fmt.Errorf("trying port %d: %w", port, err)
			}
		}
		if against.rule == "" {
			s.Port = port
			return s, nil
		}
		s.pass(port, against, against.rule == last)
		last = against.rule
	}
	return s, nil
}

// pass notes a port that is not it; with the same reason as the one beside it,
// the two become a range.
func (s *Suggestion) pass(port uint16, why ground, same bool) {
	if n := len(s.WhyNot); n > 0 && same && why.wide {
		if end := &s.WhyNot[n-1].Last; port == *end+1 || port+1 == *end {
			*end = port
			return
		}
	}
	s.WhyNot = append(s.WhyNot, Passed{Port: port, Last: port, Because: why.because, Held: why.rule == ruleHeld})
}

// tried turns what came of a probe into a reason.
func tried(err error) (ground, error) {
	switch {
	case err == nil:
		return ground{}, nil
	case errors.Is(err, platform.ErrAddressInUse):
		return ground{rule: "in-use", because: words.T("conflict.because.in-use")}, nil
	case errors.Is(err, platform.ErrDenied):
		return ground{rule: "denied", because: words.T("conflict.because.denied"), wide: true}, nil
	default:
		return ground{}, err
	}
}
