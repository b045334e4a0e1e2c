package report

import (
	"strconv"
	"strings"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Port writes everything that is known of one port's listeners.
func (p *Printer) Port(port uint16, table ports.Table) {
	if len(table.Rows) == 0 {
		p.Line(words.T("report.port.nobody", "Port", int(port)))
		if !table.Complete {
			p.Line(words.T("report.ports.incomplete"), table.IncompleteBecause)
		}
		p.Conflicts(table.Conflicts)
		p.kindOf(port, words.Text{}, table.Temporary)
		return
	}
	p.Ports(table)
	type who struct {
		pid   int
		user  string
		owner platform.Owner
	}
	told := map[who]bool{}
	for _, row := range table.Rows {
		for _, h := range row.Holders {
			this := who{h.PID, "", platform.Owner{}}
			if h.PID == 0 { // told apart by the little that is known
				this.user, this.owner = h.User, h.Owner()
			}
			if !told[this] {
				told[this] = true
				p.Line()
				p.Holder(h)
			}
		}
	}
	p.kindOf(port, table.Rows[0].KnownAs, table.Temporary)
}

// kindOf writes what a port of this number is for, whoever holds it.
func (p *Printer) kindOf(port uint16, known words.Text, temporary ports.Span) {
	p.Line()
	rows := [][]cell{{{p.Say(words.T("ui.fact.class")), quiet}, {p.Say(ports.KindOf(ports.ClassOf(port), known)), plain}}}
	if given := temporary.Told(port); !given.IsZero() {
		rows = append(rows, []cell{{p.Say(words.T("ports-window.fact.temporary")), quiet}, {p.Say(given), plain}})
	}
	p.table(nil, rows)
}

// Holder writes what is known of one program.
func (p *Printer) Holder(h ports.Holder) {
	p.raw(p.paint(strong, p.holderName(h)) + "  " + p.Say(h.Reason))
	rows := make([][]cell, 0, 6)
	add := func(label words.Text, value string) {
		if value != "" {
			rows = append(rows, []cell{{"    " + p.Say(label), quiet}, {value, plain}})
		}
	}
	add(words.T("report.port.started-by"), chain(h))
	add(words.T("report.port.command"), words.Visible(strings.Join(h.CommandLine, " ")))
	add(words.T("report.port.program"), words.Visible(h.Executable))
	add(words.T("report.port.folder"), words.Visible(h.Directory))
	add(words.T("report.port.user"), words.Visible(h.User))
	if h.ManagedBy != nil {
		add(words.T("report.port.managed-by"), words.Visible(h.ManagedBy.Name))
	}
	if h.PID != 0 {
		add(words.T("report.ports.pid"), strconv.Itoa(h.PID))
	}
	p.table(nil, rows)
}

// chain names the ancestors, the eldest first.
func chain(h ports.Holder) string {
	names := make([]string, 0, len(h.Ancestors))
	for i := len(h.Ancestors) - 1; i >= 0; i-- {
		names = append(names, words.Visible(h.Ancestors[i].Name))
	}
	return strings.Join(names, " › ")
}
