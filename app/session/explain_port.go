package session

import (
	"context"
	"slices"
	"strings"

	"localhostdoctor/app/explain"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// wantsPort are the classes of errors that say a program could not have a port.
var wantsPort = []string{
	"port-taken", "port-taken-airplay", "port-taken-dns", "port-taken-httpsys", "port-taken-container", "port-kept",
	"port-low", "port-forbidden",
}

// atPort looks who holds the port, what it is for, and what keeps it from programs.
func (e *explaining) atPort(ctx context.Context) {
	port := e.port()
	if port == 0 {
		return
	}
	if use := e.session.knowledge.Use(platform.TCP, port); use.Key != "" {
		e.Facts = append(e.Facts, words.T("explain.seen.use", "Port", int(port), "Use", use))
	}
	table, err := e.session.look(ctx, PortsQuery{Port: port, All: true})
	if err != nil {
		e.see(words.T("explain.seen.ports-failed"))
		return
	}
	e.atRange(ctx, port)
	e.held = len(table.Rows) > 0
	wanted := slices.Contains(wantsPort, e.Class)
	switch {
	case e.held && wanted:
		e.because(codeOfHolder(table), held(port, table))
	case e.held:
		e.see(held(port, table))
	case !wanted:
		e.see(words.T("explain.seen.unheld", "Port", int(port)))
	}
	for _, c := range table.Conflicts {
		if code, explains := codeOfConflict[c.Kind]; explains && wanted && !e.held {
			e.because(code, c.Explanation)
		} else if c.Severity == ports.Warning && e.Kind != explain.Error || c.Kind == ports.Unchecked {
			e.see(c.Explanation)
		}
	}
	switch taken := strings.HasPrefix(e.Class, "port-taken"); {
	case !wanted || e.held || e.Confirmed():
	case taken:
		e.over(words.T("explain.seen.unheld-cause", "Port", int(port)))
	default: // that nobody listens there was not what kept the program from it
		e.see(words.T("explain.seen.unheld", "Port", int(port)))
	}
}

// atRange tells whether the port is one that this system hands out by itself. That
// is not RFC 6335's dynamic range: Linux takes 32768 to 60999.
func (e *explaining) atRange(ctx context.Context, port uint16) {
	if e.Kind != explain.Port {
		return
	}
	around, err := e.session.stopper.Rules(ctx)
	if err != nil || around.Temporary.Last == 0 {
		return // the conflicts say what could not be found out
	}
	first, last := around.Temporary.First, around.Temporary.Last
	if first <= port && port <= last {
		e.Facts = append(e.Facts, words.T("explain.seen.temporary-in", "Port", int(port), "First", int(first), "Last", int(last)))
	} else {
		e.Facts = append(e.Facts, words.T("explain.seen.temporary-out", "Port", int(port), "First", int(first), "Last", int(last)))
	}
}

// codeOfConflict are the codes of what keeps a port that nobody holds.
var codeOfConflict = map[ports.ConflictKind]string{
	ports.Privileged: "P05", ports.Lingering: "P06", ports.Excluded: "P04",
}

// codeOfHolder is the code that fits who holds a port.
func codeOfHolder(table ports.Table) string {
	for _, h := range table.Holders() {
		switch {
		case h.Name == "ControlCenter" || h.Name == "ControlCe":
			return "P03"
		case h.ManagedBy != nil && (h.ManagedBy.Kind == "docker" || h.ManagedBy.Kind == "podman"):
			return "P13"
		case h.PID == 4 && h.Name == "System":
			return "P02"
		}
	}
	return "P01"
}

// held says who holds a port and who can reach it.
func held(port uint16, table ports.Table) words.Text {
	var programs []words.Text
	for _, h := range table.Holders() {
		if h.PID != 0 {
			programs = append(programs, words.T("conflict.program", "Name", h.Called(), "PID", h.PID))
		} else if h.ManagedBy != nil {
			programs = append(programs, words.T("conflict.program-of", "Name", h.ManagedBy.Name))
		}
	}
	if len(programs) == 0 {
		return words.T("explain.seen.held-hidden", "Port", int(port))
	}
	const mostNamed = 3
	programs = programs[:min(len(programs), mostNamed)]
	reach := table.Rows[0].Reach
	for _, row := range table.Rows {
		if row.Reach == ports.ReachAll {
			reach = row.Reach
		}
	}
	return words.T("explain.seen.held", "Port", int(port), "Programs", programs, "Reach", words.Named("explain.reach.", string(reach)))
}
