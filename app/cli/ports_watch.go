package cli

import (
	"context"
	"time"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// watchEvery is how often the ports are looked at; a look takes about 1 ms of an
// ordinary desktop's time.
const watchEvery = time.Second

// watchPorts writes a line for each change until it is interrupted, or until
// nobody reads the lines any more.
func (r *run) watchPorts(ctx context.Context, query session.PortsQuery) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var unwritten error
	start := func(table session.PortsTable) { r.aside().Line(watching(query, table)) }
	change := func(c session.PortChange) {
		if unwritten != nil {
			return
		}
		unwritten = r.output(report.PortChangeJSON(r.Speaker, c), func(p *report.Printer) { p.PortChange(c) })
		if unwritten != nil {
			stop()
		}
	}
	err := r.Doctor.WatchPorts(ctx, query, watchEvery, start, change)
	if unwritten != nil {
		return unwritten
	}
	return err
}

func watching(query session.PortsQuery, table session.PortsTable) words.Text {
	switch {
	case query.Port == 0:
		return words.T("cli.watch.start", "Count", len(table.Rows))
	case len(table.Rows) == 0:
		return words.T("cli.watch.start-port", "Port", int(query.Port))
	default:
		return words.T("cli.watch.start-port-held", "Port", int(query.Port))
	}
}
