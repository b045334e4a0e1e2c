package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// hostsPage is the screen of the hosts file.
type hostsPage struct {
	*shell
	*hostsLook
	job     *tasks.Job // reads the file and tries edits
	finding *tasks.Job // searches
	asking  *tasks.Job // looks what stands in the way of saving
	looking *tasks.Job // compares the file with what is shown
	watch   hostsWatch

	model       *hostsModel
	outside     bool  // another program changed the file
	told        error // why the last thing did not work
	obstacles   []session.HostsObstacle
	interrupted []session.HostsInterruption
	strays      []session.HostsStray // files beside it that somebody took for it
	straysLeft  bool                 // and the person lets them be
	saving      bool                 // a dialog may be changing the file
}

func newHosts(s *shell) screen {
	p := &hostsPage{shell: s, job: tasks.NewJob(s.runner), asking: tasks.NewJob(s.runner), looking: tasks.NewJob(s.runner)}
	p.watch.start, p.finding = tasks.NewJob(s.runner), tasks.NewJob(s.runner)
	p.hostsLook = newHostsLook(p)
	return p
}

func (p *hostsPage) searchField() fyne.Focusable { return p.search }

func (p *hostsPage) content() fyne.CanvasObject { return p.object }

// shown reads the file. Pending edits stay as they are until the person says what
// becomes of them.
func (p *hostsPage) shown() {
	p.startWatch()
	if p.model == nil || len(p.model.pending.edits) == 0 {
		p.refresh()
	} else {
		p.look()
	}
}

func (p *hostsPage) hidden() {
	p.stopWatch()
	p.job.Close()
	p.finding.Close()
	p.asking.Close()
	p.looking.Close()
}

// refresh reads the file anew and carries the pending edits over.
func (p *hostsPage) refresh() {
	before := p.model
	p.run(func(ctx context.Context) (*hostsModel, error) { return readHosts(ctx, p.doctor, p.speaker, before) }, func() {
		p.outside = false
		p.askObstacles()
	})
}

// run makes another model of the file and shows it, then calls done.
func (p *hostsPage) run(work func(ctx context.Context) (*hostsModel, error), done func()) {
	var model *hostsModel
	var found []*hostsRow
	var err error
	search := p.search.Text
	p.job.Run(func(ctx context.Context, _ func(func())) {
		if model, err = work(ctx); err == nil {
			found = model.find(search)
		}
	}, func() {
		p.told = err
		var failed *words.Failure
		if errors.As(err, &failed) && failed.Code == words.Changed {
			p.outside, p.told = true, nil
		}
		if err != nil {
			if p.model == nil {
				p.table.SetEmpty(p.say(words.T("state.hosts.unread")), "")
			}
			p.showNotes()
			return
		}
		p.show(model, found)
		if p.search.Text != search {
			p.find()
		}
		done()
		p.showNotes()
		if p.watch.missed {
			p.look()
		}
	})
}

// askObstacles finds out what a person should know before saving.
func (p *hostsPage) askObstacles() {
	var obstacles []session.HostsObstacle
	var interrupted []session.HostsInterruption
	var strays []session.HostsStray
	var err error
	p.asking.Run(func(ctx context.Context, _ func(func())) {
		interrupted, err = p.doctor.HostsInterrupted(ctx)
		// What could not be looked at is said by the dialog that asks again.
		obstacles, _ = p.doctor.HostsObstacles(ctx, session.HostsTarget{})
		// What could not be read beside the file does not matter to it.
		strays, _ = p.doctor.HostsBeside(ctx, session.HostsTarget{})
	}, func() {
		p.obstacles, p.interrupted, p.strays = obstacles, interrupted, nil
		if !p.straysLeft && len(p.model.pending.edits) == 0 {
			p.strays = strays
		}
		if err != nil {
			p.told = err
		}
		p.showState()
		p.showNotes()
	})
}

// settle notes that the person has read what happened to an earlier change.
func (p *hostsPage) settle() {
	var err error
	p.asking.Run(func(ctx context.Context, _ func(func())) { err = p.doctor.HostsSettle(ctx) }, func() {
		p.interrupted, p.told = nil, err
		p.showNotes()
	})
}

// find searches beside the thread that draws: in a block list it takes longer than
// one picture of the window may.
func (p *hostsPage) find() {
	if p.model == nil {
		return
	}
	model, search := p.model, p.search.Text
	var found []*hostsRow
	p.finding.Run(func(context.Context, func(func())) { found = model.find(search) }, func() {
		if p.model == model {
			p.list(found)
		}
	})
}

// list shows the rows that were found.
func (p *hostsPage) list(found []*hostsRow) {
	if len(p.model.rows) == 0 {
		p.table.SetEmpty(p.say(words.T("ui.hosts.empty")), p.say(words.T("ui.hosts.empty.why")))
	} else {
		p.table.SetEmpty(p.say(words.T("ui.hosts.none", "Search", p.search.Text)), "")
	}
	p.table.Set(found)
}

func (p *hostsPage) choose(row *hostsRow, ok bool) {
	p.showChoice()
	if p.lines.Object.Visible() {
		return // the sentence is about a line of the text
	}
	if !ok {
		p.detail.Set(p.say(words.T("ui.hosts.choose")))
		return
	}
	p.detail.Set(entryDetail(p.speaker, row.Entry))
}

// chooseLine shows the whole of a line of the text view.
func (p *hostsPage) chooseLine(number int) {
	p.detail.Set(p.say(words.T("ui.hosts.textline", "Line", number, "Text", p.lines.Shown(number))))
}

func (p *hostsPage) askRepair() { p.change(hostsAsk{way: repairHosts}) }
func (p *hostsPage) askUndo()   { p.change(hostsAsk{way: undoHosts}) }

// change opens the dialog that changes the file, and shows afterwards what came of
// it.
func (p *hostsPage) change(ask hostsAsk) {
	p.saving = true
	newHostsDialog(p.shell, ask, func(end hostsEnd) {
		p.saving = false
		switch {
		case end == hostsUntried:
			p.look()
		case end == hostsWritten && ask.way == saveHosts:
			saved := *p.model
			saved.pending = hostsPending{}
			p.model = &saved
			p.refresh()
		case end == hostsFailed && ask.way == saveHosts:
			p.look()
		default:
			p.refresh()
		}
	})
}

func (p *hostsPage) unsavedChanges() int { return p.model.changes() }

// toneOfState is the pill of the file as it would be.
func (p *hostsPage) toneOfState() (parts.Tone, string) {
	return viewLocalhost(p.speaker, p.model.view.Report)
}
