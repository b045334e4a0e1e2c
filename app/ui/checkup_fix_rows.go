package ui

import (
	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// fixView is a plan as its dialog shows it.
type fixView struct {
	Title    string
	Explain  string
	Path     string // of the file that changes
	Diff     []parts.DiffLine
	Settings []settingView
	Promise  string
}

// settingView is a setting that gets another value.
type settingView struct{ Name, Before, After string }

func viewFix(speaker *words.Speaker, plan session.Plan) fixView {
	view := fixView{Title: speaker.Say(plan.Title), Explain: speaker.Say(plan.Explain), Promise: promiseOf(speaker, plan)}
	if plan.Hosts != nil {
		view.Path = speaker.Say(words.T("ui.repair.file", "Path", plan.Hosts.Path))
		view.Diff = visibleDiff(speaker, plan.Hosts.Diff)
	}
	for _, c := range plan.Settings {
		view.Settings = append(view.Settings, settingView{
			Name:   speaker.Say(c.Named()),
			Before: speaker.Say(session.ValueText(c.Before)), After: speaker.Say(session.ValueText(c.After)),
		})
	}
	return view
}

// promiseOf says what happens beside the change itself.
func promiseOf(speaker *words.Speaker, plan session.Plan) string {
	var said []words.Text
	if plan.Hosts != nil {
		said = append(said, words.T("ui.repair.backup"))
	} else if plan.Undoable {
		said = append(said, words.T("fix.can-undo"))
	}
	if plan.Admin {
		said = append(said, words.T("permission.ask.promise"))
	}
	if !plan.Later {
		said = append(said, words.T("ui-fix.proof"))
	}
	return speaker.All(said...)
}

// viewFixOutcome says what came of a plan, with what the check shows now.
func viewFixOutcome(speaker *words.Speaker, plan session.Plan, outcome session.FixOutcome) failure {
	switch {
	case plan.Backwards():
		return failure{Tone: parts.Fine, What: speaker.Say(words.T("fix.said.undone")), More: speaker.Say(outcome.Proof)}
	case outcome.Fixed && plan.Later:
		return failure{Tone: parts.Fine, What: speaker.Say(words.T("ui-fix.set")), More: speaker.Say(outcome.Proof)}
	case outcome.Fixed:
		return failure{Tone: parts.Fine, What: speaker.Say(words.T("ui-fix.fixed")), More: speaker.Say(outcome.Proof)}
	default:
		return failure{Tone: parts.Attention, What: speaker.Say(words.T("ui-fix.not-fixed")), More: speaker.Say(outcome.Proof)}
	}
}
