package ports

import (
	"strings"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// ground is why a port is not suggested; the zero ground is none.
type ground struct {
	rule    string
	because words.Text
	wide    bool // the same sentence is true of the neighbours with this rule
}

// ruleKnown is the rule that does not count for a port that was asked for.
const ruleKnown = "known"

// rules decide whether a port can be suggested.
type rules struct {
	knowledge Knowledge
	around    Surroundings
	held      map[uint16]Row
}

func (k Knowledge) rules(rows []Row, around Surroundings) rules {
	r := rules{knowledge: k, around: around, held: make(map[uint16]Row, len(rows))}
	for _, row := range tcpOnly(rows) {
		if _, known := r.held[row.Port]; !known {
			r.held[row.Port] = row
		}
	}
	return r
}

// against returns what speaks against port, the weightiest first.
func (r rules) against(port uint16) ground {
	if row, is := r.held[port]; is {
		return ground{rule: "held", because: words.T("conflict.because.held", "Program", row.program())}
	}
	first := max(firstOrdinary, r.around.FirstOpen)
	if port < first {
		return ground{rule: "system", because: words.T("conflict.because.system", "First", int(first)), wide: true}
	}
	if _, is := r.around.excluded(port); is {
		return ground{rule: "excluded", because: words.T("conflict.because.excluded"), wide: true}
	}
	if r.around.Temporary.has(port) {
		return ground{rule: "temporary", because: words.T("conflict.because.temporary"), wide: true}
	}
	if r.knowledge.BlockedByBrowsers(port) {
		return ground{rule: "unopenable", because: words.T("conflict.because.unopenable"), wide: true}
	}
	if use := r.knowledge.Use(platform.TCP, port); !use.IsZero() && !everybodys[strings.TrimPrefix(use.Key, kindPrefix)] {
		return ground{rule: ruleKnown, because: words.T("conflict.because.known", "What", use)}
	}
	return ground{}
}

// everybodys are the kinds of ports that stand for no service of their own:
// whatever a person is working on is started there.
var everybodys = map[string]bool{"web-development": true, "api": true}
