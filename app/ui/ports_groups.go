package ui

import (
	"slices"
	"strconv"

	"localhostdoctor/app/session"
)

// portGroup is one line of the table: the listeners of one program on one port, on
// whatever addresses.
type portGroup struct {
	Key       string
	Rows      []session.PortRow
	Holders   []session.PortHolder // of all rows, each once
	Conflicts []session.PortConflict
	Temporary session.PortSpan
}

func (g portGroup) first() session.PortRow { return g.Rows[0] }

// groupKey is the protocol, the port and who leads its holders: a server that
// starts and ends workers stays the same line.
func groupKey(r session.PortRow) string {
	key := string(r.Protocol) + "/" + strconv.Itoa(int(r.Port)) + "/"
	leader, hidden := 0, ""
	for _, h := range r.Holders {
		switch {
		case h.PID == 0 && h.ManagedBy != nil:
			hidden = h.ManagedBy.Name
		case h.PID != 0 && (leader == 0 || h.PID < leader):
			leader = h.PID
		}
	}
	if leader == 0 {
		return key + hidden
	}
	return key + strconv.Itoa(leader)
}

// groupPorts puts the listeners of one program on one port together, in the order
// of the table, and with them what is wrong there.
func groupPorts(table session.PortsTable) []portGroup {
	wrong := map[uint16][]session.PortConflict{}
	for _, c := range table.Conflicts {
		wrong[c.Port] = append(wrong[c.Port], c)
	}
	groups := make([]portGroup, 0, len(table.Rows))
	at := make(map[string]int, len(table.Rows))
	for _, r := range table.Rows {
		key := groupKey(r)
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			g := portGroup{Key: key, Temporary: table.Temporary}
			if r.Protocol == "tcp" {
				g.Conflicts = wrong[r.Port]
			}
			groups = append(groups, g)
		}
		groups[i].add(r)
	}
	return groups
}

func (g *portGroup) add(r session.PortRow) {
	g.Rows = append(g.Rows, r)
	if len(g.Rows) == 1 {
		g.Holders = r.Holders
		return
	}
	for _, h := range r.Holders {
		same := func(o session.PortHolder) bool { return o.ProcessID == h.ProcessID && o.Owner() == h.Owner() }
		if !slices.ContainsFunc(g.Holders, same) {
			g.Holders = append(slices.Clip(g.Holders), h)
		}
	}
}

// reach is the widest reach of the group's addresses.
func (g portGroup) reach() session.Reach {
	widest := g.first().Reach
	for _, r := range g.Rows {
		if widest == session.ReachLoopback || r.Reach == session.ReachAll {
			widest = r.Reach
		}
	}
	return widest
}

// portsModel is a table of ports as it is shown. It does not change once it is made.
type portsModel struct {
	table  session.PortsTable
	groups map[string]portGroup
	rows   []*portRow
	byKey  map[string]*portRow
}
