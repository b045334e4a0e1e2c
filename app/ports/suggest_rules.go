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

const (
	// ruleKnown is the rule that does not count for a port that was asked for.
	ruleKnown = "known"
	ruleHeld  = "held"
)

// rules decide whether a port can be suggested.
type rules struct {
	knowledge Knowledge
	around    Surroundings
	held      map[uint16]Row
	asked     uint16
}

func (k Knowledge) rules(asked uint16, rows []Row, around Surroundings) rules {
	return rules{knowledge: k, around: around, held: byPort(rows), asked: asked}
}

// byPort has the first row of TCP of each port.
func byPort(rows []Row) map[uint16]Row {
	first := make(map[uint16]Row, len(rows))
	for _, row := range tcpOnly(rows) {
		if _, known := first[row.Port]; !known {
			first[row.Port] = row
		}
	}
	return first
}

func (r Row) holding() words.Text { return words.T("conflict.because.held", "Program", r.program()) }

// against returns what speaks against port, the weightiest first.
func (r rules) against(port uint16) ground {
	// Who wants a port of their own is not given one of these, held or not: one
	// sentence for all of them, and nobody's name is needed for it.
	temporary := ground{rule: "temporary", because: words.T("conflict.because.temporary"), wide: true}
	if r.around.Temporary.has(port) && port != r.asked {
		return temporary
	}
	if row, is := r.held[port]; is {
		return ground{rule: ruleHeld, because: row.holding()}
	}
	first := max(firstOrdinary, r.around.FirstOpen)
	if port < first {
		return ground{rule: "system", because: words.T("conflict.because.system", "First", int(first)), wide: true}
	}
	if _, is := r.around.excluded(port); is {
		return ground{rule: "excluded", because: words.T("conflict.because.excluded"), wide: true}
	}
	if r.around.Temporary.has(port) {
		return temporary
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
