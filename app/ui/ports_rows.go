package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// portGroup is one line of the table: the listeners of the same programs on one
// port, on whatever addresses.
type portGroup struct {
	Rows []session.PortRow
}

// portRow is a portGroup as it is shown.
type portRow struct {
	Key       string
	Port      uint16
	PortText  string
	Program   string
	What      string
	Reach     string
	ReachTone parts.Tone
	Since     string
	Started   int64 // for sorting, in Unix seconds
	Stop      string
	Search    string
}

func (g portGroup) first() session.PortRow { return g.Rows[0] }

// key tells groups apart: by protocol, port and holders.
func (g portGroup) key() string { return groupKey(g.first()) }

func groupKey(r session.PortRow) string {
	pids := make([]int, 0, len(r.Holders))
	for _, h := range r.Holders {
		pids = append(pids, h.PID)
	}
	slices.Sort(pids)
	return fmt.Sprint(r.Protocol, r.Port, pids)
}

// groupPorts puts the listeners of the same programs on one port together, in
// the order of the table.
func groupPorts(table session.PortsTable) []portGroup {
	var groups []portGroup
	at := map[string]int{}
	for _, r := range table.Rows {
		key := groupKey(r)
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, portGroup{})
		}
		groups[i].Rows = append(groups[i].Rows, r)
	}
	return groups
}

func portRows(speaker *words.Speaker, groups []portGroup, now time.Time) []portRow {
	rows := make([]portRow, 0, len(groups))
	for _, g := range groups {
		rows = append(rows, viewPort(speaker, g, now))
	}
	return rows
}

func viewPort(speaker *words.Speaker, g portGroup, now time.Time) portRow {
	first := g.first()
	row := portRow{Key: g.key(), Port: first.Port, PortText: strconv.Itoa(int(first.Port))}
	if first.Protocol == "udp" {
		row.PortText += " UDP"
	} else {
		row.Stop = speaker.Say(words.T("ui.ports.stop"))
	}
	row.Program = speaker.Say(words.T("ui.ports.hidden"))
	row.What = speaker.Say(first.KnownAs)
	if len(first.Holders) > 0 {
		h := first.Holders[0]
		row.Program = nameOf(speaker, h)
		if len(first.Holders) > 1 {
			row.Program = speaker.Say(words.T("ui.ports.more", "Name", nameOf(speaker, h), "Count", len(first.Holders)-1))
		}
		if !h.What.IsZero() {
			row.What = speaker.Say(h.What)
		}
		if !h.Started.IsZero() {
			row.Since, row.Started = since(speaker, now.Sub(h.Started)), h.Started.Unix()
		}
	}
	row.ReachTone, row.Reach = viewReach(speaker, g.reach())
	row.Search = searchText(row, g)
	return row
}

// since leaves out seconds: a table that changes at each refresh cannot be read.
func since(speaker *words.Speaker, d time.Duration) string {
	if d < time.Minute {
		return speaker.Say(words.T("ui.ports.justnow"))
	}
	return speaker.Say(words.Duration(d))
}

func searchText(row portRow, g portGroup) string {
	found := []string{row.PortText, row.Program, row.What}
	for _, h := range g.first().Holders {
		found = append(found, h.Name, h.Executable, h.User, strings.Join(h.CommandLine, " "))
		if h.ManagedBy != nil {
			found = append(found, h.ManagedBy.Name)
		}
	}
	return strings.ToLower(strings.Join(found, " "))
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

func viewReach(speaker *words.Speaker, reach session.Reach) (parts.Tone, string) {
	switch reach {
	case session.ReachLoopback:
		return parts.Fine, speaker.Say(words.T("ui.reach.loopback"))
	case session.ReachAll:
		return parts.Attention, speaker.Say(words.T("ui.reach.all"))
	default:
		return parts.Attention, speaker.Say(words.T("ui.reach.network"))
	}
}

// findPorts keeps the rows in which every word of search is found.
func findPorts(rows []portRow, search string) []portRow {
	wanted := strings.Fields(strings.ToLower(search))
	return slices.DeleteFunc(slices.Clone(rows), func(r portRow) bool {
		return slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(r.Search, w) })
	})
}

func portColumns(speaker *words.Speaker, stop func(portRow)) []parts.Column[portRow] {
	return []parts.Column[portRow]{
		{
			Title: speaker.Say(words.T("ui.ports.column.port")), Width: 56, Face: parts.FaceStrong,
			Text: func(r portRow) string { return r.PortText },
			Sort: func(a, b portRow) int { return cmp.Compare(a.Port, b.Port) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.program")), Width: 88, Grow: 2,
			Text: func(r portRow) string { return r.Program },
			Sort: func(a, b portRow) int { return strings.Compare(strings.ToLower(a.Program), strings.ToLower(b.Program)) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.what")), Width: 76, Grow: 3, Face: parts.FaceQuiet,
			Text: func(r portRow) string { return r.What },
			Sort: func(a, b portRow) int { return strings.Compare(a.What, b.What) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.reach")), Width: 176, Face: parts.FacePill,
			Text: func(r portRow) string { return r.Reach },
			Tone: func(r portRow) parts.Tone { return r.ReachTone },
			Sort: func(a, b portRow) int { return strings.Compare(a.Reach, b.Reach) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.since")), Width: 58, Face: parts.FaceQuiet,
			Text: func(r portRow) string { return r.Since },
			Sort: func(a, b portRow) int { return cmp.Compare(b.Started, a.Started) },
		},
		{Width: 60, Face: parts.FaceButton, Text: func(r portRow) string { return r.Stop }, Press: stop},
	}
}
