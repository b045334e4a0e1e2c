package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// strayBar tells of files that somebody took for the hosts file, and offers to bring
// over what they have.
func (p *hostsPage) strayBar() fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	if len(session.HostsMerge(p.strays)) > 0 {
		buttons = append(buttons, parts.NewButton(parts.Ordinary, p.say(words.T("ui.hosts.stray.add")), p.mergeStrays))
	}
	buttons = append(buttons, parts.NewButton(parts.Ordinary, p.say(words.T("ui.hosts.stray.ignore")), p.leaveStrays))
	return parts.NewNotice(parts.Attention, p.say(words.T("ui.hosts.stray")), viewStrays(p.speaker, p.strays), buttons...)
}

// mergeStrays makes pending edits of the entries: they are saved like others.
func (p *hostsPage) mergeStrays() {
	edits := session.HostsMerge(p.strays)
	if !p.able() || len(edits) == 0 {
		return
	}
	pending := p.model.pending
	for _, e := range edits {
		pending = pending.with(e)
	}
	p.strays = nil
	p.try(pending, edits[len(edits)-1])
}

// leaveStrays is remembered as long as the window is open.
func (p *hostsPage) leaveStrays() {
	p.strays, p.straysLeft = nil, true
	p.showNotes()
}

// viewStrays is one line for each file.
func viewStrays(speaker *words.Speaker, strays []session.HostsStray) string {
	var lines []string
	for i, s := range strays {
		if i == problemsShown {
			lines = append(lines, speaker.Say(words.T("ui.hosts.more", "Count", len(strays)-i)))
			break
		}
		lines = append(lines, speaker.Say(s.Problem().Message))
	}
	return strings.Join(lines, "\n")
}
