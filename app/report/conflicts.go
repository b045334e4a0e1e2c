package report

import (
	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

type conflictJSON struct {
	Port        uint16             `json:"port"`
	Explanation string             `json:"explanation"`
	Answers     map[string]int     `json:"answers"`
	Kind        ports.ConflictKind `json:"kind"`
	Severity    ports.Severity     `json:"severity"`
}

func conflicts(speaker *words.Speaker, all []ports.Conflict) []conflictJSON {
	out := make([]conflictJSON, 0, len(all))
	for _, c := range all {
		answers := make(map[string]int, len(c.Answers))
		for address, pid := range c.Answers {
			answers[address.String()] = pid
		}
		out = append(out, conflictJSON{
			Port: c.Port, Explanation: speaker.Say(c.Explanation), Answers: answers, Kind: c.Kind, Severity: c.Severity,
		})
	}
	return out
}

// Conflicts writes what is wrong with ports, each below an empty line.
func (p *Printer) Conflicts(all []ports.Conflict) {
	for _, c := range all {
		p.Line()
		t := plain
		if c.Severity == ports.Warning {
			t = notice
		}
		p.raw(p.paint(t, p.Say(c.Explanation)))
	}
}
