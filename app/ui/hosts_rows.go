package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// hostsRow is one entry of the hosts file as it is shown.
type hostsRow struct {
	Key       string
	Line      int
	State     string
	StateTone parts.Tone
	Address   string
	Names     string
	Comment   string
	Meaning   string
	Detail    string // everything about the line, for the pane below
	Search    string
}

func hostsRows(speaker *words.Speaker, report session.HostsReport) []hostsRow {
	rows := make([]hostsRow, 0, len(report.Entries))
	for _, e := range report.Entries {
		rows = append(rows, viewEntry(speaker, e))
	}
	return rows
}

func viewEntry(speaker *words.Speaker, e session.HostsEntry) hostsRow {
	row := hostsRow{
		Key:     fmt.Sprint(e.Line, e.Address, e.Names),
		Line:    e.Line,
		Address: words.Visible(e.Address),
		Names:   words.Visible(strings.Join(e.Names, " ")),
		Comment: words.Visible(e.Comment),
		Meaning: speaker.Say(e.Meaning),
	}
	row.StateTone, row.State = entryState(speaker, e)
	said := []words.Text{e.Meaning}
	for _, p := range e.Problems {
		said = append(said, p.Message)
	}
	if e.ManagedBy != "" {
		said = append(said, words.T("ui.hosts.managed", "By", e.ManagedBy))
	}
	row.Detail = speaker.All(said...)
	row.Search = strings.ToLower(strings.Join([]string{row.Address, row.Names, row.Comment, row.Detail}, " "))
	return row
}

// entryState is on, off, or on with something wrong.
func entryState(speaker *words.Speaker, e session.HostsEntry) (parts.Tone, string) {
	if !e.Enabled {
		return parts.Unknown, speaker.Say(words.T("ui.hosts.off"))
	}
	tone := parts.Fine
	for _, p := range e.Problems {
		switch {
		case p.Severity == session.HostsError:
			tone = parts.Problem
		case p.Severity == session.HostsWarning && tone != parts.Problem:
			tone = parts.Attention
		}
	}
	return tone, speaker.Say(words.T("ui.hosts.on"))
}

func findEntries(rows []hostsRow, search string) []hostsRow {
	wanted := strings.Fields(strings.ToLower(search))
	return slices.DeleteFunc(slices.Clone(rows), func(r hostsRow) bool {
		return slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(r.Search, w) })
	})
}

// viewLocalhost is the pill that says what the file makes of localhost.
func viewLocalhost(speaker *words.Speaker, report session.HostsReport) (parts.Tone, string) {
	tone := parts.Problem
	switch report.Localhost.Status {
	case session.HostsOK, session.HostsNotNeeded:
		tone = parts.Fine
	}
	return tone, speaker.Say(words.Named("ui.localhost.", string(report.Localhost.Status)))
}

// problemsShown is how many problems of a file are listed at once.
const problemsShown = 3

// viewProblems sums up what is wrong with the file; ok is false when nothing is.
func viewProblems(speaker *words.Speaker, report session.HostsReport) (told failure, ok bool) {
	var lines []string
	told.Tone = parts.Attention
	count := 0
	for _, p := range report.Problems {
		switch p.Severity {
		case session.HostsError:
			told.Tone = parts.Problem
		case session.HostsWarning:
		default:
			continue
		}
		if count++; count > problemsShown {
			continue
		}
		line := speaker.Say(p.Message)
		if p.Line > 0 {
			line = speaker.Say(words.T("ui.hosts.line", "Line", p.Line, "Message", p.Message))
		}
		lines = append(lines, line)
	}
	if count > problemsShown {
		lines = append(lines, speaker.Say(words.T("ui.hosts.more", "Count", count-problemsShown)))
	}
	told.What = speaker.Say(words.T("ui.hosts.problems", "Count", count))
	told.More = strings.Join(lines, "\n")
	return told, count > 0
}

func hostsColumns(speaker *words.Speaker) []parts.Column[hostsRow] {
	return []parts.Column[hostsRow]{
		{
			Title: speaker.Say(words.T("ui.hosts.column.state")), Width: 52, Face: parts.FaceStatus,
			Text: func(r hostsRow) string { return r.State },
			Tone: func(r hostsRow) parts.Tone { return r.StateTone },
			Sort: func(a, b hostsRow) int { return strings.Compare(a.State, b.State) },
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.address")), Width: 104, Grow: 1, Face: parts.FaceCode,
			Text: func(r hostsRow) string { return r.Address },
			Sort: func(a, b hostsRow) int { return strings.Compare(a.Address, b.Address) },
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.names")), Width: 118, Grow: 3, Face: parts.FaceCode,
			Text: func(r hostsRow) string { return r.Names },
			Sort: func(a, b hostsRow) int { return strings.Compare(a.Names, b.Names) },
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.comment")), Width: 64, Grow: 1, Face: parts.FaceQuiet,
			Text: func(r hostsRow) string { return r.Comment },
			Sort: func(a, b hostsRow) int { return strings.Compare(a.Comment, b.Comment) },
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.meaning")), Width: 150, Grow: 5,
			Text: func(r hostsRow) string { return r.Meaning },
			Sort: func(a, b hostsRow) int { return cmp.Compare(a.Line, b.Line) },
		},
	}
}
