package report

import (
	"strconv"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

type changeJSON struct {
	Schema   int              `json:"schema"`
	Time     *string          `json:"time"`
	Change   ports.ChangeKind `json:"change"`
	Listener listenerJSON     `json:"listener"`
}

// PortChangeJSON returns one change of a port: one line of --watch.
func PortChangeJSON(speaker *words.Speaker, c ports.Change) any {
	return changeJSON{Schema: Schema, Time: moment(c.At), Change: c.Kind, Listener: listener(speaker, c.Row)}
}

// PortChange writes one change of a port as one line.
func (p *Printer) PortChange(c ports.Change) {
	port := strconv.Itoa(int(c.Row.Port))
	if c.Row.Protocol == platform.UDP {
		port += "/udp"
	}
	program, _, _, pids := p.holderCells(c.Row, c.At)
	what := words.T("report.watch.taken", "Port", port, "Address", c.Row.Address.String(), "Program", program)
	if pids != "" {
		what = words.T("report.watch.taken-by", "Port", port, "Address", c.Row.Address.String(), "Program", program, "PID", pids)
	}
	t := notice
	if c.Kind == ports.Freed {
		t = fine
		what = words.T("report.watch.freed", "Port", port, "Address", c.Row.Address.String(), "Program", program)
	}
	p.raw(p.paint(quiet, p.Say(words.Second(c.At.Local()))) + "  " + p.paint(t, p.Say(what)))
}
