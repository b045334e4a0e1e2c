package ui

import (
	"context"

	"localhostdoctor/app/session"
)

// able reports whether edits can be made: they are counted in the lines of what is
// shown, so that none is taken while something else is about to be shown.
func (p *hostsPage) able() bool {
	return p.model != nil && !p.job.Running() && p.window.Canvas().Overlays().Top() == nil
}

// try makes other pending edits and goes to what edit e has made.
func (p *hostsPage) try(pending hostsPending, e session.HostsEdit) {
	on := p.model
	p.run(func(ctx context.Context) (*hostsModel, error) {
		return planHosts(ctx, p.doctor, p.speaker, on, pending)
	}, func() {
		p.follow(e)
	})
}

// follow selects what an edit has made. The search must not hide it.
func (p *hostsPage) follow(e session.HostsEdit) {
	row := p.model.rowOf(e)
	if row == nil {
		return
	}
	p.table.Select(row.Key)
	if chosen, ok := p.table.Selected(); ok && chosen == row || e.Kind != session.HostsAdd {
		return
	}
	p.search.SetText("")
	p.list(p.model.rows)
	p.table.Select(row.Key)
}

// toggle switches an entry on or off. An entry of another program stays, and the
// sentence below the table says why.
func (p *hostsPage) toggle(row *hostsRow) {
	if !p.able() {
		return
	}
	p.table.Select(row.Key)
	if row.fixed() {
		return
	}
	e := session.HostsEdit{Kind: session.HostsToggleLine, Line: row.Entry.Line, Address: row.Entry.Address, Names: row.Entry.Names}
	p.try(p.model.pending.with(e), e)
}

func (p *hostsPage) removeChosen() {
	if row, ok := p.table.Selected(); ok {
		p.removeRow(row)
	}
}

func (p *hostsPage) removeRow(row *hostsRow) {
	if !p.able() || row.fixed() {
		return
	}
	e := session.HostsEdit{Kind: session.HostsRemoveLine, Line: row.Entry.Line, Address: row.Entry.Address, Names: row.Entry.Names}
	p.try(p.model.pending.with(e), e)
}

func (p *hostsPage) undo() {
	if !p.able() {
		return
	}
	if before, taken, ok := p.model.pending.undo(); ok {
		p.try(before, taken)
	}
}

func (p *hostsPage) redo() {
	if !p.able() {
		return
	}
	if after, done, ok := p.model.pending.redo(); ok {
		p.try(after, done)
	}
}

// save asks whether the pending edits are to be written.
func (p *hostsPage) askSave() {
	if p.able() && p.model.changes() > 0 {
		p.change(hostsAsk{way: saveHosts, target: p.model.target(), edits: p.model.pending.edits})
	}
}

func (p *hostsPage) askAdd() {
	if p.able() {
		newEntryDialog(p.shell, p.model, nil, func(e session.HostsEdit) { p.try(p.model.pending.with(e), e) })
	}
}

func (p *hostsPage) editChosen() {
	if row, ok := p.table.Selected(); ok {
		p.askEdit(row)
	}
}

func (p *hostsPage) askEdit(row *hostsRow) {
	if p.able() && !row.fixed() {
		newEntryDialog(p.shell, p.model, row, func(e session.HostsEdit) { p.try(p.model.pending.with(e), e) })
	}
}

func (p *hostsPage) askBackups() {
	if p.able() {
		newBackupsDialog(p.shell, func(id string) { p.change(hostsAsk{way: restoreHosts, backup: id}) })
	}
}

func (p *hostsPage) askWhy() { newWhyDialog(p.shell, p.model.base.CanWrite) }

func (p *hostsPage) askDifferences() {
	newDifferencesDialog(p.shell, p.model, p.refresh)
}
