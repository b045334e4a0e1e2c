package ports

import (
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

// ReachOf says who can reach a listener on address.
func ReachOf(address netip.Addr) Reach {
	switch address = address.Unmap(); {
	case address.IsLoopback():
		return ReachLoopback
	case address.IsUnspecified():
		return ReachAll
	default:
		return ReachNetwork
	}
}

// ClassOf returns the class of port, RFC 6335 section 6.
func ClassOf(port uint16) Class {
	switch {
	case port < 1024:
		return ClassSystem
	case port < 49152:
		return ClassRegistered
	default:
		return ClassDynamic
	}
}

// LoopbackOnly keeps the rows that answer on loopback: those on a loopback
// address and those on a wildcard.
func (t Table) LoopbackOnly() Table {
	return t.filtered(func(r Row) bool { return r.Reach != ReachNetwork })
}

// OnPort keeps the rows of one port.
func (t Table) OnPort(port uint16) Table {
	return t.filtered(func(r Row) bool { return r.Port == port })
}

func (t Table) filtered(keep func(Row) bool) Table {
	rows := make([]Row, 0, len(t.Rows))
	for _, r := range t.Rows {
		if keep(r) {
			rows = append(rows, r)
		}
	}
	t.Rows = rows
	return t
}

// hold tells holders apart: one process may hold sockets for several owners.
type hold struct {
	pid   int
	owner platform.Owner
}

// Holders returns every process that holds a row of t, each once for each of its
// owners, parents before their children. Holders that may not be seen come first.
func (t Table) Holders() []Holder {
	var all []Holder
	seen := map[hold]bool{}
	for _, row := range t.Rows {
		for _, h := range row.Holders {
			this := hold{h.PID, h.Owner()}
			if !seen[this] {
				seen[this] = true
				all = append(all, h)
			}
		}
	}
	parentsFirst(all)
	return all
}

// parentsFirst relies on a child having all of its parent's ancestors and one
// more.
func parentsFirst(holders []Holder) {
	slices.SortStableFunc(holders, func(a, b Holder) int {
		if d := len(a.Ancestors) - len(b.Ancestors); d != 0 {
			return d
		}
		return a.PID - b.PID
	})
}
