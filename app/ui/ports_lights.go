package ui

import (
	"slices"
	"time"

	"localhostdoctor/app/ui/parts"
)

// portLights remember which rows came and which went, for as long as that is shown.
type portLights struct {
	came map[string]time.Time
	gone []goneRow
}

// goneRow is a row whose port nobody holds any more.
type goneRow struct {
	*portRow
	at time.Time
}

const (
	glowFor   = 3 * time.Second // a new row glows,
	glowsOut  = time.Second     // the last of it fading
	fadeFor   = 1500 * time.Millisecond
	fadeFrom  = 0.35 // a row that went is paler at once
	lightStep = 100 * time.Millisecond
)

func newPortLights() *portLights { return &portLights{came: map[string]time.Time{}} }

// compare notes what became of the rows between two looks, and reports whether
// something did.
func (l *portLights) compare(before, after *portsModel, now time.Time) bool {
	changed := false
	for key, row := range before.byKey {
		if after.byKey[key] == nil {
			faded := *row
			faded.Stop = ""
			l.gone = append(l.gone, goneRow{&faded, now})
			delete(l.came, key)
			changed = true
		}
	}
	for key := range after.byKey {
		if before.byKey[key] == nil {
			l.came[key] = now
			changed = true
		}
	}
	l.gone = slices.DeleteFunc(l.gone, func(g goneRow) bool { return after.byKey[g.Key] != nil })
	slices.SortStableFunc(l.gone, func(a, b goneRow) int { return int(a.Port) - int(b.Port) })
	return changed
}

// pass forgets what has been shown long enough. It reports whether something still
// stands out, and whether a row that went is to leave the table now.
func (l *portLights) pass(now time.Time) (some, left bool) {
	for key, at := range l.came {
		if now.Sub(at) >= glowFor {
			delete(l.came, key)
		}
	}
	before := len(l.gone)
	l.gone = slices.DeleteFunc(l.gone, func(g goneRow) bool { return now.Sub(g.at) >= fadeFor })
	return len(l.came)+len(l.gone) > 0, len(l.gone) < before
}

// of is the light of a row at this moment.
func (l *portLights) of(r *portRow, now time.Time) parts.Light {
	if at, came := l.came[r.Key]; came {
		left := glowFor - now.Sub(at)
		return parts.Light{Came: min(1, float32(left)/float32(glowsOut))}
	}
	for _, g := range l.gone {
		if g.portRow == r {
			passed := float32(now.Sub(g.at)) / float32(fadeFor)
			return parts.Light{Gone: fadeFrom + (1-fadeFrom)*passed}
		}
	}
	return parts.Light{}
}

// with puts the rows that went back where they were, among rows by their ports.
func (l *portLights) with(rows []*portRow, keeps func(*portRow) bool) []*portRow {
	if len(l.gone) == 0 {
		return rows
	}
	all := make([]*portRow, 0, len(rows)+len(l.gone))
	gone := l.gone
	for _, r := range rows {
		for len(gone) > 0 && gone[0].Port < r.Port {
			all, gone = appendIf(all, gone[0].portRow, keeps), gone[1:]
		}
		all = append(all, r)
	}
	for _, g := range gone {
		all = appendIf(all, g.portRow, keeps)
	}
	return all
}

func appendIf(rows []*portRow, r *portRow, keeps func(*portRow) bool) []*portRow {
	if keeps(r) {
		return append(rows, r)
	}
	return rows
}
