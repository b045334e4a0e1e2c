package report

import (
	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

type suggestJSON struct {
	Schema    int          `json:"schema"`
	Port      *uint16      `json:"port"`
	Asked     uint16       `json:"asked"`
	WhyNot    []passedJSON `json:"why_not"`
	Unchecked []string     `json:"unchecked,omitempty"`
}

type passedJSON struct {
	Port    uint16 `json:"port"`
	Last    uint16 `json:"last,omitempty"` // of several in a row
	Because string `json:"because"`
}

// SuggestJSON returns a free port as the contract's object; its port is null when
// there is none.
func SuggestJSON(speaker *words.Speaker, s ports.Suggestion) any {
	out := suggestJSON{
		Schema: Schema, Port: orNil(s.Port), Asked: s.Asked,
		WhyNot: make([]passedJSON, 0, len(s.WhyNot)), Unchecked: speaker.Each(s.Unchecked),
	}
	for _, passed := range s.WhyNot {
		one := passedJSON{Port: passed.Port, Because: speaker.Say(passed.Because)}
		if passed.Last != passed.Port {
			one.Last = passed.Last
		}
		out.WhyNot = append(out.WhyNot, one)
	}
	return out
}

// mostReasons is how many ports are explained as text; --json has all.
const mostReasons = 10

// Suggestion writes a free port and why it is not a nearer one.
func (p *Printer) Suggestion(s ports.Suggestion) {
	if s.Port == 0 {
		p.Line(words.T("report.suggest.none", "Port", int(s.Asked)))
	} else {
		p.Line(words.T("report.suggest.free", "Port", int(s.Port)))
	}
	for i, passed := range s.WhyNot {
		if i == mostReasons {
			p.Indented(words.T("report.suggest.more", "Count", len(s.WhyNot)-i))
			break
		}
		if passed.Last == passed.Port {
			p.Indented(words.T("report.suggest.not", "Port", int(passed.Port), "Because", passed.Because))
			continue
		}
		p.Indented(words.T("report.suggest.not-these", "First", int(min(passed.Port, passed.Last)),
			"Last", int(max(passed.Port, passed.Last)), "Because", passed.Because))
	}
	for _, what := range s.Unchecked {
		p.Line(what)
	}
}
