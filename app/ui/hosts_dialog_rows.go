package ui

import (
	"maps"
	"net/netip"
	"slices"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// viewHostsOutcome says what a change of the hosts file came to, and the proof.
func viewHostsOutcome(speaker *words.Speaker, way hostsWay, outcome session.HostsOutcome) []failure {
	if outcome.RolledBack {
		return []failure{{
			Tone: parts.Problem,
			What: speaker.Say(words.T("ui.repair.rolledback")),
			More: speaker.All(outcome.ProofError, words.T("ui.repair.rolledback.why")),
		}}
	}
	if !outcome.Changed {
		return []failure{{Tone: parts.Fine, What: speaker.Say(nothingOf(way))}}
	}
	said := doneOf(way)
	if !outcome.ProofError.IsZero() {
		return []failure{{Tone: parts.Attention, What: speaker.Say(said), More: speaker.Say(outcome.ProofError)}}
	}
	return []failure{{Tone: parts.Fine, What: speaker.Say(said), More: speaker.All(proofOf(outcome)...)}}
}

func nothingOf(way hostsWay) words.Text {
	if way == repairHosts {
		return words.T("ui.repair.nothing")
	}
	return words.T("ui.save.nothing")
}

func doneOf(way hostsWay) words.Text {
	switch way {
	case undoHosts:
		return words.T("ui.undo.done")
	case saveHosts:
		return words.T("ui.save.done")
	case restoreHosts:
		return words.T("ui.restore.done")
	default:
		return words.T("ui.repair.done")
	}
}

// diffShown is how many lines of a change are shown. Each is drawn at once, and a
// block list that goes has 170,000.
const diffShown = 300

// visibleDiff is a diff whose lines cannot do anything to the window.
func visibleDiff(speaker *words.Speaker, diff string) []parts.DiffLine {
	lines := parts.DiffLines(diff)
	more := len(lines) - diffShown
	lines = lines[:min(len(lines), diffShown)]
	for i := range lines {
		lines[i].Text = inTable(lines[i].Text)
	}
	if more > 0 {
		lines = append(lines, parts.DiffLine{Text: speaker.Say(words.T("ui.hosts.diff.more", "Count", more))})
	}
	return lines
}

// viewProtection says what protects the file and can be lifted for the moment of
// the write; ok is false when there is nothing to ask.
func viewProtection(speaker *words.Speaker, obstacles []session.HostsObstacle) (told failure, ok bool) {
	for _, o := range obstacles {
		if o.Blocks && o.CanClear {
			return failure{Tone: parts.Attention, What: speaker.Say(o.Title), More: speaker.Say(o.Explain)}, true
		}
	}
	return failure{}, false
}

// proofOf says where names lead to now, as the operating system answered.
func proofOf(outcome session.HostsOutcome) []words.Text {
	var said []words.Text
	for _, name := range slices.Sorted(maps.Keys(outcome.Proof)) {
		addresses := outcome.Proof[name]
		if len(addresses) == 0 {
			said = append(said, words.T("ui.repair.proof.none", "Name", name))
			continue
		}
		said = append(said, words.T("ui.repair.proof.leads", "Name", name, "Addresses", addressNames(addresses)))
	}
	return said
}

func addressNames(addresses []netip.Addr) []string {
	names := make([]string, 0, len(addresses))
	for _, a := range addresses {
		names = append(names, a.String())
	}
	return names
}

func notices(said ...failure) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, f := range said {
		all = append(all, parts.NewNotice(f.Tone, f.What, f.More))
	}
	return all
}

// showStep adds a step to the story of a dialog.
func showStep(speaker *words.Speaker, steps *parts.Steps, dialog *parts.Dialog, step session.Step) {
	if step.Done {
		steps.Done(speaker.Say(step.Text))
	} else {
		steps.Going(speaker.Say(step.Text))
	}
	dialog.Refresh()
}
