package ui

import (
	"context"

	"fyne.io/fyne/v2"

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

	object  fyne.CanvasObject
	lists   *fyne.Container // the table and the pane below it
	count   *parts.Text
	search  *parts.Search
	reach   *parts.Select
	udp     *parts.Box
	watched *parts.Button
	notes   *portNotes
	table   *parts.Table[*portRow]
	detail  *portPane

	filter portFilter
	model  *portsModel
	asked  session.PortsQuery // what model is the answer to
	lights *portLights
	fading func() // ends the fading of lights
	watch  *portWatch
	listed func() // draws the list of watched ports again while it is open
}

// restFor is how seldom the table is read again while the person works in another
// window: every fifth time.
const restFor = 5

func newPorts(s *shell) screen {
	p := &portsPage{shell: s, job: tasks.NewJob(s.runner), lights: newPortLights()}
	p.watch = newPortWatch(s, p.watchChanged)
	p.notes = newPortNotes(s, p.showPort)
	p.count = parts.NewText(parts.Style{Quiet: true, Cut: true}, s.say(words.T("ui.ports.reading")))
	p.search = parts.NewSearch(s.say(words.T("ui.search")), func(string) { p.list() })
	p.udp = parts.NewBox(s.say(words.T("ports-window.udp")), func(bool) { p.refresh() })
	p.reach = parts.NewSelect(s.say(words.T("ui.ports.column.reach")), portFilters(s.speaker))
	p.reach.SetSelectedIndex(int(onLocalhost))
	p.reach.OnChanged = func(string) { p.narrow(portFilter(p.reach.SelectedIndex())) }
	p.table = parts.NewLitTable(portColumns(s.speaker, p.stopRow), func(r *portRow) string { return r.Key }, p.choose,
		func(r *portRow) parts.Light { return p.lights.of(r, p.now()) })
	p.table.SetEmpty(p.say(words.T("ui.ports.reading")), "")
	p.table.OnKey(fyne.KeyReturn, p.enterPane)
	p.table.OnKey(fyne.KeyEnter, p.enterPane)
	p.table.OnKey(fyne.KeyDelete, p.stopRow)
	p.table.OnCopy(func(r *portRow) { p.copyText(r.copied()) })
	p.detail = newPortPane(s, p)
	p.detail.object.Hide()
	p.lists = parts.Shares(parts.Gap, p.table.Object, p.detail.object)
	p.object = parts.Tower(
		parts.VStack(parts.GapSmall, p.head(), p.tools(), p.notes.object),
		parts.Inset(0, parts.GapSmall, p.lists), nil)
	return p
}

func (p *portsPage) head() fyne.CanvasObject {
	title := parts.NewText(parts.StyleTitle, p.say(words.T("ui.screen.ports")))
	free := parts.NewButton(parts.Ordinary, p.say(words.T("ports-window.free.title")), func() { newFreePort(p.shell, usualPort) })
	return parts.Spread(parts.Gap, parts.Row(parts.Gap, 1, title, p.count), parts.Row(parts.Gap, -1, parts.Width(150, p.search), free))
}

func (p *portsPage) tools() fyne.CanvasObject {
	p.watched = parts.NewCompactButton(parts.Ordinary, p.say(words.T("ports-window.watched.none")), func() { newWatchDialog(p) })
	save := parts.NewCompactButton(parts.Ordinary, p.say(words.T("ports-window.export")), p.askExport)
	reach := parts.Width(210, parts.NewSurface(parts.Look{Stroke: parts.ColorBorder, Radius: parts.Corner, PadX: 1, PadY: 1}, p.reach))
	return parts.Spread(parts.Gap, parts.Row(parts.Gap, -1, reach, p.udp), parts.Row(parts.Gap, -1, p.watched, save))
}

func (p *portsPage) searchField() fyne.Focusable { return p.search }

func (p *portsPage) content() fyne.CanvasObject { return p.object }

func (p *portsPage) shown() {
	p.refresh()
	if every := p.settings.Interval(); every > 0 {
		p.stop = p.runner.Every(every, p.tick)
	}
}

func (p *portsPage) hidden() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.job.Close()
	p.lights = newPortLights()
	p.endFading()
}

// tick refreshes, but not while a refresh is under way or the window is minimised, and
// seldom while the person works in another one.
func (p *portsPage) tick() {
	if p.job.Running() || p.unseen() {
		return
	}
	if p.missed++; p.away() && p.missed < restFor {
		return
	}
	p.missed = 0
	p.refresh()
}

func (p *portsPage) refresh() {
	query, before, now := p.filter.query(p.udp.Checked), p.model, p.now()
	var model *portsModel
	var err error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		var table session.PortsTable
		if table, err = p.doctor.Ports(ctx, query); err == nil {
			model = newPortsModel(p.speaker, table, now, before)
		}
	}, func() { p.show(model, query, err) })
}

func (p *portsPage) show(model *portsModel, query session.PortsQuery, err error) {
	p.notes.showTable(model, err)
	if err != nil {
		if p.model == nil {
			p.count.Set("")
			p.table.SetEmpty(p.say(words.T("state.ports.unread")), "")
		}
		return
	}
	before := p.model
	p.model = model
	switch {
	case before != nil && query == p.asked:
		if p.lights.compare(before, model, p.now()) {
			p.fade()
		}
	default:
		p.lights = newPortLights()
	}
	p.asked = query
	p.list()
	if rows := p.table.Rows(); before == nil && len(rows) > 0 {
		p.table.Select(rows[0].Key)
	}
}

// list shows the rows that the filter and the search keep.
func (p *portsPage) list() {
	if p.model == nil {
		return
	}
	found := findPorts(p.model.rows, p.filter, p.search.Text)
	p.count.Set(p.say(words.T("ui.ports.count", "Count", len(found))))
	switch {
	case len(p.model.rows) == 0:
		p.table.SetEmpty(p.say(words.T("ui.ports.empty")), p.say(words.T("ui.ports.empty.why")))
	case p.search.Text == "":
		p.table.SetEmpty(p.say(words.T("ports-window.filter.none")), "")
	default:
		p.table.SetEmpty(p.say(words.T("ui.ports.none", "Search", p.search.Text)), "")
	}
	keeps := func(r *portRow) bool { return len(findPorts([]*portRow{r}, p.filter, p.search.Text)) > 0 }
	p.table.Set(p.lights.with(found, keeps))
	p.leaveRoom()
}

// leaveRoom gives the table the whole height while there is no row to say more of.
func (p *portsPage) leaveRoom() {
	some := len(p.table.Rows()) > 0
	if some == p.detail.object.Visible() {
		return
	}
	if some {
		p.detail.object.Show()
	} else {
		p.detail.object.Hide()
	}
	p.lists.Refresh()
}

// narrow shows other rows; some filters need a look that sees more.
func (p *portsPage) narrow(filter portFilter) {
	p.filter = filter
	if filter.query(p.udp.Checked) != p.asked {
		p.refresh()
		return
	}
	p.list()
}
