package report

import (
	"strings"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

type checkUpJSON struct {
	Schema  int              `json:"schema"`
	Verdict diagnose.Verdict `json:"verdict"`
	Summary string           `json:"summary"`
	System  systemJSON       `json:"system"`
	Checks  []checkJSON      `json:"checks"`
	TookMS  float64          `json:"took_ms"`
}

type systemJSON struct {
	OS      string `json:"os"`
	Version string `json:"version"`
	App     string `json:"app"`
}

type checkJSON struct {
	Code     string            `json:"code"`
	Title    string            `json:"title"`
	Status   diagnose.Status   `json:"status"`
	Severity diagnose.Severity `json:"severity,omitempty"`
	Summary  string            `json:"summary"`
	Evidence []string          `json:"evidence"`
	CausedBy *string           `json:"caused_by"`
	Fixes    []fixJSON         `json:"fixes"`
	TookMS   float64           `json:"took_ms"`
}

type fixJSON struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Admin  bool   `json:"admin"`
	Guided bool   `json:"guided"`
}

// CheckUpJSON returns a check-up as the contract's object.
func CheckUpJSON(speaker *words.Speaker, result diagnose.Result, about platform.About, version string) any {
	out := checkUpJSON{
		Schema:  Schema,
		Verdict: result.Verdict,
		Summary: speaker.All(words.T("diagnose.headline", "Headline", result.Headline), result.Summary),
		System:  systemJSON{about.OS, about.Version, version},
		Checks:  make([]checkJSON, 0, len(result.Findings)),
		TookMS:  milliseconds(result.Took),
	}
	for _, f := range result.Findings {
		check := checkJSON{
			Code: f.Code, Title: speaker.Say(f.Title), Status: f.Status, Severity: f.Severity,
			Summary: speaker.All(f.Summary, f.Why), Evidence: speaker.Each(f.Evidence),
			CausedBy: orNil(f.CausedBy), Fixes: make([]fixJSON, 0, len(f.Fixes)), TookMS: milliseconds(f.Took),
		}
		for _, fix := range f.Fixes {
			check.Fixes = append(check.Fixes, fixJSON{fix.ID, speaker.Say(fix.Title), fix.Admin, fix.Guided})
		}
		out.Checks = append(out.Checks, check)
	}
	return out
}

// CheckUp writes a check-up: the verdict, what was found, and in one line each what
// follows from that, what is fine and what could not be checked.
func (p *Printer) CheckUp(result diagnose.Result) {
	sign, t := verdictSign(result.Verdict)
	p.raw(p.paint(t, sign+" ") + p.paint(strong, p.Say(result.Headline)))
	p.raw("  " + p.Say(result.Summary))
	groups := map[diagnose.Status][]diagnose.Finding{}
	var effects []diagnose.Finding
	var unmade []string
	for _, f := range result.Findings {
		switch {
		case f.Status == diagnose.Problem && f.CausedBy != "":
			effects = append(effects, f)
		case f.Status == diagnose.Problem:
			p.finding(f)
		case f.Status == diagnose.Unknown && f.CausedBy != "":
			unmade = append(unmade, f.Code)
		default:
			groups[f.Status] = append(groups[f.Status], f)
		}
	}
	p.effects(effects)
	if len(unmade) > 0 {
		p.raw("")
		p.raw(p.Say(words.T("report.check.unmade", "Count", len(unmade), "Codes", unmade)))
	}
	p.short(words.T("report.check.fine", "Count", len(groups[diagnose.OK])), "✓", fine, groups[diagnose.OK])
	p.short(words.T("report.check.unknown", "Count", len(groups[diagnose.Unknown])), "?", notice, groups[diagnose.Unknown])
}

func (p *Printer) finding(f diagnose.Finding) {
	p.raw("")
	sign, t := "!", bad
	if f.Severity == diagnose.Notice {
		sign, t = "i", notice
	}
	p.raw(p.paint(t, sign+" ") + p.paint(strong, p.Say(f.Title)) + "  " + p.paint(quiet, f.Code))
	p.raw("  " + p.say.All(f.Summary, f.Why))
	for _, e := range f.Evidence {
		p.raw("    " + p.paint(quiet, p.Say(e)))
	}
	automatic := false
	for _, fix := range f.Fixes {
		switch {
		case !fix.Guided:
			automatic = true
			p.raw("  → " + p.Say(fix.Title) + "  " + p.paint(quiet, "localhost-doctor fix "+f.Code))
		case automatic:
			p.raw("  → " + p.Say(words.T("report.check.by-hand")))
		default:
			p.raw("  → " + p.Say(fix.Title))
		}
		for _, step := range fix.Steps {
			p.raw("      " + p.Say(step))
		}
	}
}

// effects lists the consequences of what was found: they go when it does.
func (p *Printer) effects(findings []diagnose.Finding) {
	if len(findings) == 0 {
		return
	}
	p.raw("")
	p.raw(p.Say(words.T("report.check.effects", "Count", len(findings))))
	rows := make([][]cell, 0, len(findings))
	for _, f := range findings {
		because := p.Say(words.T("report.check.caused-by", "Code", f.CausedBy))
		rows = append(rows, []cell{{"  ·", quiet}, {p.Say(f.Title), plain}, {f.Code, quiet}, {because, quiet}})
	}
	p.table(nil, rows)
}

func (p *Printer) short(heading words.Text, sign string, t tone, findings []diagnose.Finding) {
	if len(findings) == 0 {
		return
	}
	p.raw("")
	p.raw(p.Say(heading))
	rows := make([][]cell, 0, len(findings))
	for _, f := range findings {
		rows = append(rows, []cell{{"  " + sign, t}, {p.Say(f.Title), plain}, {strings.TrimSpace(p.say.All(f.Summary, f.Why)), quiet}})
	}
	p.table(nil, rows)
}

func verdictSign(v diagnose.Verdict) (string, tone) {
	switch v {
	case diagnose.Healthy:
		return "✓", fine
	case diagnose.Sick:
		return "!", bad
	default:
		return "?", notice
	}
}
