package ui

import (
	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// checkupView is a check-up as it is shown.
type checkupView struct {
	Tone     parts.Tone
	Headline string
	Summary  string
	Cards    []findingView
	Fine     []checkLine
	Unknown  []checkLine
}

// fixKind is what the button of a finding does.
type fixKind int

const (
	fixNone fixKind = iota
	fixHosts
	fixStop
	fixPlan
)

// findingView is one finding as it is shown.
type findingView struct {
	Code    string
	Tone    parts.Tone
	Title   string
	Text    string
	Note    string
	Details []string
	Fix     fixKind
	FixName string
	Plan    session.Plan // for fixPlan
	Port    uint16
	// Steps are how a person does it; empty when there is nothing to show.
	Steps []string
	What  string // what this is about; may be empty
}

// checkLine is a check in a collapsed list.
type checkLine struct {
	Title string
	Text  string
}

// viewCheckup says what a check-up found: problems and what is worth knowing as
// cards, consequences inside the card of their cause, the rest as lines.
func viewCheckup(speaker *words.Speaker, guide guide, result session.CheckResult) checkupView {
	view := checkupView{
		Tone:     toneOfVerdict(result),
		Headline: speaker.Say(result.Headline),
		Summary:  speaker.Say(result.Summary),
	}
	for _, f := range result.Findings {
		switch {
		case f.Status == session.CheckProblem && f.CausedBy != "":
			// shown in the card of its cause
		case f.Status == session.CheckProblem:
			card := viewFinding(speaker, guide, f)
			card.Details = append(card.Details, consequences(speaker, result, f.Code)...)
			view.Cards = append(view.Cards, card)
		case f.Status == session.CheckOK:
			view.Fine = append(view.Fine, checkLine{speaker.Say(f.Title), speaker.Say(f.Summary)})
		case f.Status == session.CheckUnknown:
			view.Unknown = append(view.Unknown, checkLine{speaker.Say(f.Title), speaker.All(f.Summary, f.Why)})
		}
	}
	return view
}

func toneOfVerdict(result session.CheckResult) parts.Tone {
	switch result.Verdict {
	case session.VerdictHealthy:
		return parts.Fine
	case session.VerdictSick:
		return parts.Problem
	default:
		return parts.Unknown
	}
}

func viewFinding(speaker *words.Speaker, guide guide, f session.Finding) findingView {
	view := findingView{
		Code:    f.Code,
		Tone:    parts.Attention,
		Title:   speaker.Say(f.Title),
		Text:    speaker.All(f.Summary, f.Why),
		Details: speaker.Each(f.Evidence),
	}
	if f.Severity == session.FindingBroken {
		view.Tone = parts.Problem
	}
	view.What = whatIsThis(speaker, guide, f.Code)
	for _, plan := range f.Fixes {
		switch {
		case plan.Guided && len(view.Steps) == 0:
			view.Steps = speaker.Each(plan.Steps)
		case !plan.Guided && view.Fix == fixNone:
			view.offer(speaker, plan)
		}
	}
	return view
}

// offer takes plan, the first that the program can carry out, as what the card's button
// does.
func (v *findingView) offer(speaker *words.Speaker, plan session.Plan) {
	switch {
	case plan.Way != session.WayHosts && plan.Way != "":
		v.Fix, v.FixName, v.Plan = fixPlan, speaker.Say(words.T("ui-fix.button")), plan
	case plan.Stop != nil:
		v.Fix, v.FixName = fixStop, speaker.Say(plan.Title)
		v.Port = plan.Stop.Port
	default: // a change of the hosts file, whose bytes are made when it is asked for
		v.Fix, v.FixName = fixHosts, speaker.Say(plan.Title)
	}
	v.Note = noteOf(speaker, plan)
}

func noteOf(speaker *words.Speaker, plan session.Plan) string {
	admin, undo := speaker.Say(words.T("ui.note.admin")), speaker.Say(words.T("ui.note.undo"))
	switch {
	case plan.Admin && plan.Undoable:
		return admin + " · " + undo
	case plan.Admin:
		return admin
	case plan.Undoable:
		return undo
	default:
		return ""
	}
}

// consequences are the titles of what the finding with that code explains.
func consequences(speaker *words.Speaker, result session.CheckResult, code string) []string {
	var lines []string
	for _, f := range result.Findings {
		if f.Status == session.CheckProblem && f.CausedBy == code {
			lines = append(lines, speaker.Say(words.T("ui.checkup.also", "Title", f.Title)))
		}
	}
	return lines
}
