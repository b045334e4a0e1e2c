package report

import (
	"localhostdoctor/app/explain"
	"localhostdoctor/app/words"
)

type explainJSON struct {
	Schema  int          `json:"schema"`
	Input   string       `json:"input"`
	Kind    explain.Kind `json:"kind"`
	Summary string       `json:"summary"`
	Facts   []string     `json:"facts"`
	Codes   []string     `json:"codes"`
	Targets []string     `json:"targets"`
	Next    string       `json:"next"`
	Cause   *string      `json:"cause"` // what on this computer explains it; null when nothing does
	Over    *string      `json:"over"`  // that what the text complains of is so no more; null when it may be
	Seen    []string     `json:"seen"`
}

// ExplainJSON returns what a text means, and what was seen of it on this computer,
// as the contract's object.
func ExplainJSON(speaker *words.Speaker, m explain.Meaning, found explain.Found) any {
	out := explainJSON{
		Schema: Schema, Input: m.Input, Kind: m.Kind, Summary: speaker.Say(m.Summary), Facts: speaker.Each(m.Facts),
		Codes: list(m.Codes), Targets: make([]string, 0, len(m.Targets)), Next: speaker.Say(m.Next),
		Cause: orNil(speaker.Say(found.Cause)), Over: orNil(speaker.Say(found.Over)), Seen: speaker.Each(found.Seen),
	}
	for _, t := range m.Targets {
		out.Targets = append(out.Targets, t.String())
	}
	return out
}

// Explain writes what a text means, what is so on this computer, and what each code
// of the catalogue says to do.
func (p *Printer) Explain(m explain.Meaning, found explain.Found) {
	if over := p.Say(found.Over); over != "" {
		p.raw(p.paint(fine, "✓ ") + p.paint(strong, over))
		p.raw("  " + p.paint(quiet, p.Say(words.T("explain.meant", "What", m.Summary))))
	} else {
		p.raw(p.paint(strong, p.Say(m.Summary)))
	}
	if said := p.Say(found.Cause); said != "" {
		p.raw(p.paint(bad, "! ") + said)
	}
	for _, t := range found.Seen {
		if said := p.Say(t); said != p.Say(found.Over) {
			p.raw("  " + said)
		}
	}
	if next := p.Say(m.Next); next != "" && found.Over.Key == "" {
		p.raw("  " + next)
	}
	if len(m.Facts) > 0 {
		p.raw("")
	}
	for _, t := range m.Facts {
		p.raw("  " + p.paint(quiet, p.Say(t)))
	}
	if len(m.Codes) == 0 {
		return
	}
	p.raw("")
	rows := make([][]cell, 0, len(m.Codes))
	for _, code := range m.Codes {
		rows = append(rows, []cell{{"  " + code, quiet}, {p.Say(explain.Advice(code)), plain}})
	}
	p.table(nil, rows)
}
