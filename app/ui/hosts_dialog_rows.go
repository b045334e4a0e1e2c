package ui

import (
	"maps"
	"net/netip"
	"slices"
	"strings"

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
		return []failure{{Tone: parts.Fine, What: speaker.Say(words.T("ui.repair.nothing"))}}
	}
	said := words.T("ui.repair.done")
	if way == undoHosts {
		said = words.T("ui.undo.done")
	}
	if !outcome.ProofError.IsZero() {
		return []failure{{Tone: parts.Attention, What: speaker.Say(said), More: speaker.Say(outcome.ProofError)}}
	}
	return []failure{{Tone: parts.Fine, What: speaker.Say(said), More: speaker.All(proofOf(outcome)...)}}
}

// visibleDiff is a diff whose lines cannot do anything to the window.
func visibleDiff(diff string) []parts.DiffLine {
	lines := parts.DiffLines(diff)
	for i := range lines {
		lines[i].Text = words.Visible(strings.ReplaceAll(lines[i].Text, "\t", "    "))
	}
	return lines
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
