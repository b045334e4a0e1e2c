package ui

import (
	"strconv"
)

// choose shows everything about the selected row. One that went keeps its pane until
// it has faded away.
func (p *portsPage) choose(row *portRow, ok bool) {
	if !ok {
		p.detail.clear()
		return
	}
	if group, known := p.model.groups[row.Key]; known {
		p.detail.show(viewPortDetail(p.speaker, group, p.now()))
	}
}

// usualPort is where the search for a free port begins when nothing is said.
const usualPort = 3000

// showPort selects the first row of a port.
func (p *portsPage) showPort(port uint16) {
	for _, r := range p.table.Rows() {
		if r.Port == port {
			p.table.Select(r.Key)
			return
		}
	}
	p.search.SetText(strconv.Itoa(int(port)))
}

// stopRow asks about stopping what holds a port. Nothing is asked of a row without a
// button for it: one of UDP, or one that fades.
func (p *portsPage) stopRow(row *portRow) {
	if row.Stop == "" {
		return
	}
	p.table.Select(row.Key)
	p.stopPort(row.Port)
}

// enterPane puts the keyboard to what can be done with the chosen port: to Tab there leads
// past a button in every row.
func (p *portsPage) enterPane(*portRow) {
	if p.detail.first != nil {
		p.window.Canvas().Focus(p.detail.first)
	}
}

func (p *portsPage) stopPort(port uint16) { newStopDialog(p.shell, port, p.refresh) }

// browse opens the page of a port in the person's browser.
func (p *portsPage) browse(d portDetail) {
	if err := p.app.OpenURL(page(d)); err != nil {
		p.notes.tell(p.failure(err))
	}
}

func (p *portsPage) copyRow() {
	if row, ok := p.table.Selected(); ok {
		p.copyText(row.copied())
	}
}

// fade lets the lights go out, step by step, until there is none left.
func (p *portsPage) fade() {
	if p.fading == nil {
		p.fading = p.runner.Every(lightStep, p.fadeOn)
	}
}

func (p *portsPage) fadeOn() {
	some, left := p.lights.pass(p.now())
	if left {
		p.list()
	}
	p.table.Relight()
	if !some {
		p.endFading()
	}
}

func (p *portsPage) endFading() {
	if p.fading != nil {
		p.fading()
		p.fading = nil
	}
}
