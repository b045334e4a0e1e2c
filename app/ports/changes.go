package ports

import (
	"net/netip"
	"slices"
	"time"
)

// ChangeKind says what became of a port.
type ChangeKind string

// The kinds of changes.
const (
	Taken ChangeKind = "taken" // a program listens that did not
	Freed ChangeKind = "freed" // a program does not listen any more
)

// Change is a port that was taken or freed between two looks.
type Change struct {
	Kind ChangeKind
	At   time.Time // when it was seen
	Row  Row       // as it is, or as it was
}

// Changes says what became of the ports between two tables: those that were freed
// first. A port that went from one program to another was freed and taken; one
// whose program started or ended some of its processes did not change.
func Changes(before, after Table) []Change {
	was, is := byPlace(before.Rows), byPlace(after.Rows)
	var freed, taken []Change
	for _, row := range before.Rows {
		if now, still := is[placeOf(row)]; !still || replaced(row, now) {
			freed = append(freed, Change{Kind: Freed, At: after.Taken, Row: row})
		}
	}
	for _, row := range after.Rows {
		if then, already := was[placeOf(row)]; !already || replaced(then, row) {
			taken = append(taken, Change{Kind: Taken, At: after.Taken, Row: row})
		}
	}
	return append(freed, taken...)
}

func placeOf(r Row) socketKey {
	return socketKey{r.Protocol, netip.AddrPortFrom(r.Address, r.Port)}
}

func byPlace(rows []Row) map[socketKey]Row {
	places := make(map[socketKey]Row, len(rows))
	for _, r := range rows {
		places[placeOf(r)] = r
	}
	return places
}

// replaced tells whether all that may be seen of who holds a row is new.
func replaced(then, now Row) bool {
	old, _ := visible(then.Holders)
	current, _ := visible(now.Holders)
	for _, h := range current {
		if slices.ContainsFunc(old, func(o Holder) bool { return o.ProcessID == h.ProcessID }) {
			return false
		}
	}
	return len(old) > 0 && len(current) > 0
}
