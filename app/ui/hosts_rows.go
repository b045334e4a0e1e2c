package ui

import (
	"slices"
	"strconv"
	"strings"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// hostsRow is one entry of the hosts file. What is shown of it is said only when it
// comes into sight: a block list has 170,000 of them.
type hostsRow struct {
	Key   string
	Entry session.HostsEntry
}

func hostsRows(report session.HostsReport) []*hostsRow {
	all := make([]hostsRow, len(report.Entries))
	rows := make([]*hostsRow, len(report.Entries))
	for i, e := range report.Entries {
		all[i] = hostsRow{Key: strconv.Itoa(e.Line) + " " + e.Address, Entry: e}
		rows[i] = &all[i]
	}
	return rows
}

// fixed reports whether the entry belongs to another program.
func (r *hostsRow) fixed() bool { return r.Entry.ManagedBy != "" }

func (r *hostsRow) names() string { return strings.Join(r.Entry.Names, " ") }

// longestShown is how many bytes of a line are shown in one line of a table.
const longestShown = 400

// inTable is a piece of the file so that it can be shown in a table.
func inTable(s string) string {
	if len(s) > longestShown {
		s = s[:longestShown] + "…"
	}
	return words.Visible(strings.ReplaceAll(s, "\t", "    "))
}

// entryState says on or off.
func entryState(speaker *words.Speaker, e session.HostsEntry) string {
	if e.Enabled {
		return speaker.Say(words.T("ui.hosts.on"))
	}
	return speaker.Say(words.T("ui.hosts.off"))
}

// entryTone is how what the entry does is shown: quietly when it is off, with a sign
// when something is wrong with it.
func entryTone(e session.HostsEntry) parts.Tone {
	tone := parts.Plain
	if !e.Enabled {
		tone = parts.Unknown
	}
	for _, p := range e.Problems {
		switch {
		case p.Severity == session.HostsError:
			return parts.Problem
		case p.Severity == session.HostsWarning:
			tone = parts.Attention
		}
	}
	return tone
}

// entryMeaning is what the line does, in one line of the table.
func entryMeaning(speaker *words.Speaker, e session.HostsEntry) string {
	if e.ManagedBy != "" {
		return speaker.Say(words.T("ui.hosts.owned.short", "By", e.ManagedBy, "Meaning", e.Meaning))
	}
	return speaker.Say(e.Meaning)
}

// entryDetail is everything about the line.
func entryDetail(speaker *words.Speaker, e session.HostsEntry) string {
	said := []words.Text{e.Meaning}
	for _, p := range e.Problems {
		said = append(said, p.Message)
	}
	if e.ManagedBy != "" {
		said = append(said, words.T("ui.hosts.owned", "By", e.ManagedBy))
	}
	return speaker.Say(words.T("ui.hosts.detail", "Line", e.Line, "Detail", words.Said(speaker.All(said...))))
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

// byNames compares what two entries name, without joining the names.
func byNames(a, b *hostsRow) int { return slices.Compare(a.Entry.Names, b.Entry.Names) }
