package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// portsPage is the screen of who uses which port.
type portsPage struct {
	*shell
	job    *tasks.Job
	stop   func() // ends the refreshing
	missed int    // refreshes left out while the person works in another window

	object fyne.CanvasObject
	count  *parts.Text
	search *parts.Search
	more   *widget.Check
	note   *fyne.Container
	told   failure // what the note says
	table  *parts.Table[portRow]
	detail *portPane

	groups map[string]portGroup
	rows   []portRow
	first  bool // nothing was listed yet
}

// refreshEvery is how often the table is read again. While the person works in
// another window it is every fifth time.
const (
	refreshEvery = 2 * time.Second
	restFor      = 5
)

func newPorts(s *shell) screen {
	p := &portsPage{shell: s, job: tasks.NewJob(s.runner), first: true, note: container.NewVBox()}
	p.count = parts.NewText(parts.Style{Quiet: true, Cut: true}, s.say(words.T("ui.ports.reading")))
	p.search = parts.NewSearch(s.say(words.T("ui.search")), func(string) { p.list() })
	p.more = widget.NewCheck(s.say(words.T("ui.ports.all")), func(bool) { p.refresh() })
	p.table = parts.NewTable(portColumns(s.speaker, p.stopRow), func(r portRow) string { return r.Key }, p.choose)
	p.detail = newPortPane(s, p.stopPort)
	title := parts.NewText(parts.StyleTitle, s.say(words.T("ui.screen.ports")))
	head := parts.Row(parts.Gap, 1, title, p.count, p.more, parts.Width(170, p.search))
	p.object = container.NewBorder(
		parts.VStack(parts.Gap, head, p.note), nil, nil, nil,
		parts.Inset(0, parts.Gap, parts.Shares(parts.Gap, p.table.Object, p.detail.object)))
	return p
}

func (p *portsPage) content() fyne.CanvasObject { return p.object }

func (p *portsPage) shown() {
	p.refresh()
	p.stop = p.runner.Every(refreshEvery, p.tick)
}

func (p *portsPage) hidden() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.job.Close()
}

// tick refreshes, but not while a refresh is under way, and seldom while nobody
// looks.
func (p *portsPage) tick() {
	if p.job.Running() {
		return
	}
	if p.missed++; p.away() && p.missed < restFor {
		return
	}
	p.missed = 0
	p.refresh()
}

func (p *portsPage) refresh() {
	query := session.PortsQuery{All: p.more.Checked, UDP: p.more.Checked}
	var table session.PortsTable
	var err error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		table, err = p.doctor.Ports(ctx, query)
	}, func() { p.show(table, err) })
}

func (p *portsPage) show(table session.PortsTable, err error) {
	p.setNote(table, err)
	if err != nil {
		return
	}
	groups := groupPorts(table)
	p.groups = map[string]portGroup{}
	for _, g := range groups {
		p.groups[g.key()] = g
	}
	p.rows = portRows(p.speaker, groups, p.now())
	p.list()
	if p.first && len(p.table.Rows()) > 0 {
		p.first = false
		p.table.Select(p.table.Rows()[0].Key)
	}
}

// list shows the rows that the search finds.
func (p *portsPage) list() {
	found := findPorts(p.rows, p.search.Text)
	p.count.Set(p.say(words.T("ui.ports.count", "Count", len(found))))
	if len(p.rows) == 0 {
		p.table.SetEmpty(p.say(words.T("ui.ports.empty")), p.say(words.T("ui.ports.empty.why")))
	} else {
		p.table.SetEmpty(p.say(words.T("ui.ports.none", "Search", p.search.Text)), "")
	}
	p.table.Set(found)
}

// setNote says what could not be seen. It draws only what is new: each change
// makes Fyne draw the whole window, and this comes with every refresh.
func (p *portsPage) setNote(table session.PortsTable, err error) {
	told := failure{}
	switch {
	case err != nil:
		told = p.failure(err)
	case !table.Complete:
		told.What = p.say(table.IncompleteBecause)
	}
	if told == p.told {
		return
	}
	p.told = told
	switch {
	case err != nil:
		parts.Fill(p.note, parts.NewNotice(told.Tone, told.What, told.More))
	case told.What != "":
		parts.Fill(p.note, parts.NewHint(told.What))
	default:
		parts.Fill(p.note)
	}
}

func (p *portsPage) choose(row portRow, ok bool) {
	group, known := p.groups[row.Key]
	if !ok || !known {
		p.detail.clear()
		return
	}
	p.detail.show(viewPortDetail(p.speaker, group, p.now()))
}

func (p *portsPage) stopRow(row portRow) {
	p.table.Select(row.Key)
	p.stopPort(row.Port)
}

func (p *portsPage) stopPort(port uint16) { newStopDialog(p.shell, port, p.refresh) }
