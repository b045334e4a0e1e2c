package ui

import (
	"cmp"
	"strings"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// hostsColumns are those of the table; toggle switches an entry on or off.
func hostsColumns(speaker *words.Speaker, toggle func(*hostsRow)) []parts.Column[*hostsRow] {
	return []parts.Column[*hostsRow]{
		{
			Title: speaker.Say(words.T("ui.hosts.column.state")), Width: 40, Face: parts.FaceSwitch, Press: toggle,
			Text: func(r *hostsRow) string { return entryState(speaker, r.Entry) },
			On:   func(r *hostsRow) (bool, bool) { return r.Entry.Enabled, r.fixed() },
			Sort: func(a, b *hostsRow) int { return cmp.Compare(onFirst(a), onFirst(b)) },
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.address")), Width: 104, Grow: 1, Face: parts.FaceCode,
			Text: func(r *hostsRow) string { return inTable(r.Entry.Address) },
			Sort: func(a, b *hostsRow) int { return strings.Compare(a.Entry.Address, b.Entry.Address) },
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.names")), Width: 110, Grow: 3, Face: parts.FaceCode,
			Text: func(r *hostsRow) string { return inTable(r.names()) },
			Sort: byNames,
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.comment")), Width: 64, Grow: 1, Face: parts.FaceQuiet,
			Text: func(r *hostsRow) string { return inTable(r.Entry.Comment) },
			Sort: func(a, b *hostsRow) int { return strings.Compare(a.Entry.Comment, b.Entry.Comment) },
		},
		{
			Title: speaker.Say(words.T("ui.hosts.column.meaning")), Width: 130, Grow: 5, Face: parts.FaceNote,
			Text: func(r *hostsRow) string { return inTable(entryMeaning(speaker, r.Entry)) },
			Tone: func(r *hostsRow) parts.Tone { return entryTone(r.Entry) },
			Sort: func(a, b *hostsRow) int { return cmp.Compare(a.Entry.Line, b.Entry.Line) },
		},
	}
}

func onFirst(r *hostsRow) int {
	if r.Entry.Enabled {
		return 0
	}
	return 1
}
