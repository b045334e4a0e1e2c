package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// hostsPage is the screen of the hosts file.
type hostsPage struct {
	*shell
	job *tasks.Job

	object fyne.CanvasObject
	head   *fyne.Container // the pill, behind the title
	search *parts.Search
	note   *fyne.Container
	table  *parts.Table[hostsRow]
	detail *parts.Text
	path   *parts.Text
	undo   *parts.Button
	repair *parts.Button
	bar    *fyne.Container // the buttons below the table
	rows   []hostsRow
}

func newHosts(s *shell) screen {
	p := &hostsPage{shell: s, job: tasks.NewJob(s.runner), head: container.NewStack(), note: container.NewVBox()}
	p.search = parts.NewSearch(s.say(words.T("ui.search")), func(string) { p.list() })
	p.table = parts.NewTable(hostsColumns(s.speaker), func(r hostsRow) string { return r.Key }, p.choose)
	p.detail = parts.NewText(parts.Style{Wrap: true, Copy: true}, s.say(words.T("ui.hosts.choose")))
	p.path = parts.NewText(parts.Style{Quiet: true, Cut: true}, "")
	p.repair = parts.NewButton(parts.Ordinary, s.say(words.T("ui.repair.title")), func() { newHostsDialog(s, repairHosts, p.refresh) })
	p.undo = parts.NewButton(parts.Ordinary, s.say(words.T("ui.undo.title")), func() { newHostsDialog(s, undoHosts, p.refresh) })
	p.undo.Disable()
	reload := parts.NewPictureButton(parts.Ordinary, parts.PictureRefresh, s.say(words.T("ui.hosts.reload")), p.refresh)
	head := parts.Row(parts.Gap, 2, parts.NewText(parts.StyleTitle, s.say(words.T("ui.screen.hosts"))), p.head,
		parts.VStack(0), parts.Width(170, p.search))
	p.bar = parts.Row(parts.GapSmall+2, 2, p.repair, p.undo, p.path, reload)
	p.object = container.NewBorder(parts.VStack(parts.Gap, head, p.note),
		parts.VStack(parts.Gap, p.bar, parts.NewCard(p.detail)), nil, nil,
		parts.Inset(0, parts.Gap, p.table.Object))
	return p
}

func (p *hostsPage) content() fyne.CanvasObject { return p.object }
func (p *hostsPage) shown()                     { p.refresh() }
func (p *hostsPage) hidden()                    { p.job.Close() }

func (p *hostsPage) refresh() {
	var view session.HostsView
	var err error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		view, err = p.doctor.Hosts(ctx, session.HostsTarget{})
	}, func() {
		if err != nil {
			p.setNote(p.notice(err))
			return
		}
		p.show(view)
	})
}

func (p *hostsPage) show(view session.HostsView) {
	p.setNote(nil)
	if told, ok := viewProblems(p.speaker, view.Report); ok {
		p.setNote(parts.NewNotice(told.Tone, told.What, told.More))
	}
	tone, status := viewLocalhost(p.speaker, view.Report)
	p.head.RemoveAll()
	p.head.Add(parts.NewPill(tone, status))
	p.repair.SetKind(parts.Ordinary)
	if tone != parts.Fine {
		p.repair.SetKind(parts.Primary)
	}
	if view.CanUndo {
		p.undo.Enable()
	} else {
		p.undo.Disable()
	}
	p.path.Set(words.Visible(view.Content.Path))
	if view.CanWrite != nil {
		p.path.Set(p.say(words.T("ui.hosts.readonly", "Path", view.Content.Path)))
	}
	p.bar.Refresh()
	p.rows = hostsRows(p.speaker, view.Report)
	p.list()
}

func (p *hostsPage) list() {
	if len(p.rows) == 0 {
		p.table.SetEmpty(p.say(words.T("ui.hosts.empty")), p.say(words.T("ui.hosts.empty.why")))
	} else {
		p.table.SetEmpty(p.say(words.T("ui.hosts.none", "Search", p.search.Text)), "")
	}
	p.table.Set(findEntries(p.rows, p.search.Text))
}

func (p *hostsPage) choose(row hostsRow, ok bool) {
	if !ok {
		p.detail.Set(p.say(words.T("ui.hosts.choose")))
		return
	}
	p.detail.Set(p.say(words.T("ui.hosts.detail", "Line", row.Line, "Detail", row.Detail)))
}

func (p *hostsPage) setNote(note fyne.CanvasObject) {
	p.note.RemoveAll()
	if note != nil {
		p.note.Add(note)
	}
}
