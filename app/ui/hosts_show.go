package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// show draws another model, with the rows of it that the search finds.
func (p *hostsPage) show(model *hostsModel, found []*hostsRow) {
	if p.model == nil {
		p.detail.Set(p.say(words.T("ui.hosts.choose")))
	}
	p.model = model
	p.list(found)
	if p.lines.Object.Visible() {
		p.lines.Set(session.HostsLines(model.view))
	}
	p.showState()
}

// showState draws what is around the table.
func (p *hostsPage) showState() {
	if p.model == nil {
		return
	}
	tone, status := p.toneOfState()
	p.pill.RemoveAll()
	p.pill.Add(parts.NewPill(tone, status))
	p.head.Refresh()
	changes := p.model.changes()
	p.unsaved.Set("")
	p.undoSaved.Hidden = changes > 0
	if changes > 0 {
		p.unsaved.Set(p.say(words.T("ui.hosts.unsaved", "Count", changes)))
	}
	p.save.SetKind(parts.Ordinary)
	p.repair.SetKind(parts.Ordinary)
	switch { // one calls for attention at most
	case changes > 0:
		p.save.SetKind(parts.Primary)
	case tone != parts.Fine:
		p.repair.SetKind(parts.Primary)
	}
	allow(p.save, changes > 0)
	allow(p.undoEdit, len(p.model.pending.edits) > 0)
	allow(p.redoEdit, len(p.model.pending.undone) > 0)
	allow(p.undoSaved, p.model.base.CanUndo)
	allow(p.add, true)
	p.showChoice()
	p.showWritable()
	p.bar.Refresh()
}

// showChoice enables what can be done with the selected entry.
func (p *hostsPage) showChoice() {
	row, ok := p.table.Selected()
	mine := ok && !row.fixed() && p.table.Object.Visible()
	allow(p.edit, mine)
	allow(p.remove, mine)
}

func (p *hostsPage) showWritable() {
	content := p.model.base.Content
	p.path.Set(words.Visible(content.Path))
	if content.Resolved != "" && content.Resolved != content.Path {
		p.path.Set(p.say(words.T("ui.hosts.link", "Path", content.Path, "File", content.Resolved)))
	}
	canSave := p.model.base.CanWrite == nil || p.model.base.Asks
	p.why.Hidden = canSave && !slices.ContainsFunc(p.obstacles, func(o session.HostsObstacle) bool { return !o.Asks })
	p.why.SetLabel(p.say(words.T("ui.hosts.why")))
	if canSave {
		p.why.SetLabel(p.say(words.T("ui.hosts.why.later")))
	}
	p.status.Refresh()
}

// showNotes draws the bars above the table, the most urgent first. What is wrong
// with the file waits while there is something to decide.
func (p *hostsPage) showNotes() {
	p.note.RemoveAll()
	for _, i := range p.interrupted {
		read := parts.NewButton(parts.Ordinary, p.say(words.T("ui.hosts.interrupted.read")), p.settle)
		p.note.Add(parts.NewNotice(parts.Attention, p.say(words.T("ui.hosts.interrupted")), p.say(i.Story), read))
	}
	if p.outside {
		p.note.Add(p.outsideBar())
	}
	if p.told != nil {
		p.note.Add(p.notice(p.told))
	}
	if p.model != nil && len(p.model.lost) > 0 {
		told := viewLost(p.speaker, p.model.lost)
		p.note.Add(parts.NewNotice(told.Tone, told.What, told.More,
			parts.NewButton(parts.Ordinary, p.say(words.T("ui.hosts.interrupted.read")), p.forgetLost)))
	}
	if p.model != nil && len(p.note.Objects) == 0 {
		if told, ok := viewProblems(p.speaker, p.model.view.Report); ok {
			p.note.Add(parts.NewNotice(told.Tone, told.What, told.More))
		}
	}
	if len(p.strays) > 0 && len(p.note.Objects) == 0 {
		p.note.Add(p.strayBar())
	}
	p.note.Hidden = len(p.note.Objects) == 0
	p.object.Refresh()
}

func (p *hostsPage) outsideBar() fyne.CanvasObject {
	more := words.Text{}
	if len(p.model.pending.edits) > 0 {
		more = words.T("ui.hosts.outside.kept")
	}
	return parts.NewNotice(parts.Attention, p.say(words.T("ui.hosts.outside")), p.say(more),
		parts.NewButton(parts.Ordinary, p.say(words.T("ui.hosts.outside.show")), p.askDifferences),
		parts.NewButton(parts.Ordinary, p.say(words.T("ui.hosts.reload")), p.refresh))
}

func (p *hostsPage) forgetLost() {
	model := *p.model
	model.lost = nil
	p.model = &model
	p.showNotes()
}

// showAsText changes between the table and the text of the file.
func (p *hostsPage) showAsText(text bool) {
	if p.model == nil {
		return
	}
	p.asTable.SetChosen(!text)
	p.asText.SetChosen(text)
	p.detail.Set(p.say(words.T("ui.hosts.choose")))
	if text {
		p.search.Disable()
		p.lines.Set(session.HostsLines(p.model.view))
		p.table.Object.Hide()
		p.lines.Object.Show()
	} else {
		p.search.Enable()
		p.lines.Set(nil)
		p.lines.Object.Hide()
		p.table.Object.Show()
		row, ok := p.table.Selected()
		p.choose(row, ok)
	}
	p.showChoice()
	p.object.Refresh()
}
