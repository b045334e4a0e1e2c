package report

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

type portsJSON struct {
	Schema            int            `json:"schema"`
	Complete          bool           `json:"complete"`
	IncompleteBecause string         `json:"incomplete_because,omitempty"`
	Listeners         []listenerJSON `json:"listeners"`
	Conflicts         []conflictJSON `json:"conflicts"`
	Temporary         *spanJSON      `json:"temporary"`
}

type spanJSON struct {
	First uint16 `json:"first"`
	Last  uint16 `json:"last"`
}

type listenerJSON struct {
	Protocol platform.Protocol `json:"protocol"`
	Port     uint16            `json:"port"`
	Address  string            `json:"address"`
	Reach    ports.Reach       `json:"reach"`
	Class    ports.Class       `json:"class"`
	KnownAs  *string           `json:"known_as"`
	Holders  []holderJSON      `json:"holders"`
}

type holderJSON struct {
	PID         int            `json:"pid"`
	Name        string         `json:"name"`
	Tool        string         `json:"tool,omitempty"`
	Executable  string         `json:"executable"`
	CommandLine []string       `json:"command_line"`
	User        string         `json:"user"`
	Started     *string        `json:"started"`
	Directory   string         `json:"directory"`
	Ancestors   []ancestorJSON `json:"ancestors"`
	ManagedBy   *managerJSON   `json:"managed_by"`
	What        *string        `json:"what"`
	Verdict     ports.Verdict  `json:"verdict"`
	Reason      string         `json:"reason"`
	Instead     string         `json:"instead,omitempty"`
}

type ancestorJSON struct {
	PID  int    `json:"pid"`
	Name string `json:"name"`
}

type managerJSON struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Scope string `json:"scope,omitempty"`
}

// PortsJSON returns table as the contract's object.
func PortsJSON(speaker *words.Speaker, table ports.Table) any {
	out := portsJSON{
		Schema:            Schema,
		Complete:          table.Complete,
		IncompleteBecause: speaker.Say(table.IncompleteBecause),
		Listeners:         make([]listenerJSON, 0, len(table.Rows)),
		Conflicts:         conflicts(speaker, table.Conflicts),
	}
	if span := table.Temporary; span.Last != 0 {
		out.Temporary = &spanJSON{span.First, span.Last}
	}
	for _, row := range table.Rows {
		out.Listeners = append(out.Listeners, listener(speaker, row))
	}
	return out
}

func listener(speaker *words.Speaker, row ports.Row) listenerJSON {
	out := listenerJSON{
		Protocol: row.Protocol,
		Port:     row.Port,
		Address:  row.Address.String(),
		Reach:    row.Reach,
		Class:    row.Class,
		KnownAs:  orNil(speaker.Say(row.KnownAs)),
		Holders:  make([]holderJSON, 0, len(row.Holders)),
	}
	for _, h := range row.Holders {
		out.Holders = append(out.Holders, holder(speaker, h))
	}
	return out
}

func holder(speaker *words.Speaker, h ports.Holder) holderJSON {
	out := holderJSON{
		PID: h.PID, Name: h.Name, Tool: h.Tool, Executable: h.Executable, CommandLine: list(h.CommandLine),
		User: h.User, Started: moment(h.Started), Directory: h.Directory,
		Ancestors: make([]ancestorJSON, 0, len(h.Ancestors)),
		What:      orNil(speaker.Say(h.What)), Verdict: h.Verdict, Reason: speaker.Say(h.Reason), Instead: speaker.Say(h.Instead),
	}
	for _, a := range h.Ancestors {
		out.Ancestors = append(out.Ancestors, ancestorJSON{a.PID, a.Name})
	}
	if h.ManagedBy != nil {
		out.ManagedBy = &managerJSON{h.ManagedBy.Kind, h.ManagedBy.Name, h.ManagedBy.Scope}
	}
	return out
}

// Ports writes table as lines, one a listener.
func (p *Printer) Ports(table ports.Table) {
	if len(table.Rows) == 0 {
		p.Line(words.T("report.ports.none"))
	} else {
		p.table([]words.Text{
			words.T("report.ports.port"), words.T("report.ports.program"), words.T("report.ports.what"),
			words.T("report.ports.reach"), words.T("report.ports.address"), words.T("report.ports.since"),
			words.T("report.ports.pid"),
		}, p.portRows(table))
	}
	if !table.Complete {
		p.Line(words.T("report.ports.incomplete"), table.IncompleteBecause)
	}
	p.Conflicts(table.Conflicts)
}

func (p *Printer) portRows(table ports.Table) [][]cell {
	rows := make([][]cell, 0, len(table.Rows))
	for _, r := range table.Rows {
		port := strconv.Itoa(int(r.Port))
		if r.Protocol == platform.UDP {
			port += "/udp"
		}
		program, what, since, pids := p.holderCells(r, table.Taken)
		rows = append(rows, []cell{
			{port, strong},
			{program, plain},
			{what, plain},
			p.reach(r.Reach),
			{bracketed(r.Address), quiet},
			{since, quiet},
			{pids, quiet},
		})
	}
	return rows
}

func (p *Printer) holderCells(r ports.Row, now time.Time) (program, what, since, pids string) {
	what = p.Say(r.KnownAs)
	if len(r.Holders) == 0 {
		return p.Say(words.T("report.ports.hidden")), what, "", ""
	}
	first := r.Holders[0]
	program = p.holderName(first)
	if !first.What.IsZero() {
		what = p.Say(first.What)
	}
	if !first.Started.IsZero() {
		since = p.Say(words.Duration(now.Sub(first.Started)))
	}
	for _, h := range r.Holders {
		if h.PID != 0 {
			pids = strings.TrimPrefix(pids+","+strconv.Itoa(h.PID), ",")
		}
	}
	return program, what, since, pids
}

// holderName is the program's name; where it is hidden, the name of what runs it.
func (p *Printer) holderName(h ports.Holder) string {
	switch {
	case h.PID != 0:
		return words.Visible(h.Called())
	case h.ManagedBy != nil:
		return words.Visible(h.ManagedBy.Name)
	default:
		return p.Say(words.T("report.ports.hidden"))
	}
}

func (p *Printer) reach(r ports.Reach) cell {
	switch r {
	case ports.ReachLoopback:
		return cell{p.Say(words.T("report.reach.loopback")), fine}
	case ports.ReachAll:
		return cell{p.Say(words.T("report.reach.all")), notice}
	default:
		return cell{p.Say(words.T("report.reach.network")), notice}
	}
}

func bracketed(a netip.Addr) string {
	if a.Is6() {
		return "[" + a.String() + "]"
	}
	return a.String()
}
