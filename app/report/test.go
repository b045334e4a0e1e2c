package report

import (
	"strings"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/words"
)

type testJSON struct {
	Schema     int            `json:"schema"`
	Input      string         `json:"input"`
	Steps      []stepJSON     `json:"steps"`
	Verdict    verdictJSON    `json:"verdict"`
	AnsweredBy []answererJSON `json:"answered_by"`
	Notes      []noteJSON     `json:"notes,omitempty"`
}

type stepJSON struct {
	Stage  loopback.Stage  `json:"stage"`
	Target string          `json:"target"`
	Status loopback.Status `json:"status"`
	TookUS int64           `json:"took_us"`
	Detail string          `json:"detail"`
}

type verdictJSON struct {
	Code    string `json:"code"`
	Summary string `json:"summary"`
	Next    string `json:"next"`
	Try     string `json:"try,omitempty"` // an address that would work
}

type noteJSON struct {
	Code string `json:"code,omitempty"`
	Text string `json:"text"`
}

type answererJSON struct {
	Address string `json:"address"`
	PID     int    `json:"pid"`
	Name    string `json:"name"`
}

// TestJSON returns a test as the contract's object.
func TestJSON(speaker *words.Speaker, result loopback.Result) any {
	out := testJSON{
		Schema: Schema, Input: result.Target.Input,
		Steps: make([]stepJSON, 0, len(result.Steps)),
		Verdict: verdictJSON{
			result.Verdict.Code, speaker.Say(result.Verdict.Summary), speaker.Say(result.Verdict.Next), result.Verdict.Try,
		},
		AnsweredBy: make([]answererJSON, 0, len(result.AnsweredBy)),
	}
	for _, s := range result.Steps {
		out.Steps = append(out.Steps, stepJSON{s.Stage, s.Target, s.Status, s.Took.Microseconds(), speaker.Say(s.Detail)})
	}
	for _, a := range result.AnsweredBy {
		out.AnsweredBy = append(out.AnsweredBy, answererJSON{a.Address.String(), a.PID, a.Name})
	}
	for _, n := range result.Notes {
		out.Notes = append(out.Notes, noteJSON{n.Code, speaker.Say(n.Text)})
	}
	return out
}

// Test writes a test: its verdict, then each step.
func (p *Printer) Test(result loopback.Result) {
	sign, t := "!", bad
	if result.Verdict.Code == "OK" {
		sign, t = "✓", fine
	}
	line := p.paint(t, sign+" ") + p.paint(strong, p.Say(result.Verdict.Summary))
	if result.Verdict.Code != "OK" {
		line += "  " + p.paint(quiet, result.Verdict.Code)
	}
	p.raw(line)
	if next := p.Say(result.Verdict.Next); next != "" {
		p.raw("  " + next)
	}
	for _, n := range result.Notes {
		p.raw(p.paint(notice, "i ") + p.Say(n.Text) + p.paint(quiet, strings.TrimRight("  "+n.Code, " ")))
	}
	p.raw("")
	rows := make([][]cell, 0, len(result.Steps))
	for _, s := range result.Steps {
		if s.Status == loopback.Skipped {
			continue
		}
		sign, t := stepSign(s.Status)
		rows = append(rows, []cell{
			{"  " + sign, t},
			{p.Say(words.Named("report.stage.", string(s.Stage))), plain},
			{words.Visible(s.Target), plain},
			{p.Say(words.Named("report.status.", string(s.Status))), t},
			{p.stepTime(s), quiet},
			{p.Say(s.Detail), quiet},
		})
	}
	p.table(nil, rows)
	for _, a := range result.AnsweredBy {
		p.Line(words.T("report.test.answered-by", "Address", a.Address, "Name", a.Called, "PID", a.PID))
	}
}

// stepTime is empty for what takes no time to find out.
func (p *Printer) stepTime(s loopback.Step) string {
	if s.Took == 0 {
		return ""
	}
	return p.Say(words.Duration(s.Took))
}

func stepSign(s loopback.Status) (string, tone) {
	switch s {
	case loopback.OK:
		return "✓", fine
	case loopback.Denied, loopback.Skipped:
		return "?", notice
	default:
		return "!", bad
	}
}
