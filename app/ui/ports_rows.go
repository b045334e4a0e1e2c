package ui

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// portRow is a portGroup as it is shown.
type portRow struct {
	Key       string
	Port      uint16
	PortText  string
	Program   string
	What      string
	Wide      session.Reach
	Reach     string
	ReachTone parts.Tone
	Since     string
	Started   int64 // for sorting, in Unix seconds
	Stop      string
	Search    string // everything that is searched, in small letters
	SortName  string // Program in small letters
}

// newPortsModel makes the rows of table. Rows that are as before stay the same, so
// that nothing of them has to be drawn again.
func newPortsModel(speaker *words.Speaker, table session.PortsTable, now time.Time, before *portsModel) *portsModel {
	groups := groupPorts(table)
	m := &portsModel{
		table: table, groups: make(map[string]portGroup, len(groups)),
		rows: make([]*portRow, 0, len(groups)), byKey: make(map[string]*portRow, len(groups)),
	}
	p := newPhrases(speaker)
	for _, g := range groups {
		row := p.row(g, now)
		if before != nil {
			if old := before.byKey[g.Key]; old != nil && *old == *row {
				row = old
			}
		}
		m.groups[g.Key], m.byKey[g.Key] = g, row
		m.rows = append(m.rows, row)
	}
	return m
}

// phrases says each sentence once: thousands of rows repeat the same few.
type phrases struct {
	*words.Speaker
	said   map[string]string
	lasted map[time.Duration]string
}

func newPhrases(speaker *words.Speaker) *phrases {
	return &phrases{speaker, map[string]string{}, map[time.Duration]string{}}
}

func (p *phrases) say(t words.Text) string {
	if len(t.Args) > 0 {
		return p.Say(t)
	}
	said, ok := p.said[t.Key]
	if !ok {
		said = p.Say(t)
		p.said[t.Key] = said
	}
	return said
}

// since leaves out seconds: a table that changes at each refresh cannot be read.
func (p *phrases) since(d time.Duration) string {
	if d = d.Truncate(time.Minute); d < time.Minute {
		return p.say(words.T("ui.ports.justnow"))
	}
	said, ok := p.lasted[d]
	if !ok {
		said = p.Say(words.Duration(d))
		p.lasted[d] = said
	}
	return said
}

func (p *phrases) row(g portGroup, now time.Time) *portRow {
	first := g.first()
	row := &portRow{Key: g.Key, Port: first.Port, PortText: strconv.Itoa(int(first.Port)), Wide: g.reach()}
	if first.Protocol == "udp" {
		row.PortText += " UDP"
	} else {
		row.Stop = p.say(words.T("ui.ports.stop"))
	}
	row.Program = p.say(words.T("ui.ports.hidden"))
	row.What = p.say(first.KnownAs)
	if len(g.Holders) > 0 {
		h := g.Holders[0]
		row.Program, row.What = p.program(g.Holders), p.what(h, row.What)
		if !h.Started.IsZero() {
			row.Since, row.Started = p.since(now.Sub(h.Started)), h.Started.Unix()
		}
	}
	row.ReachTone, row.Reach = viewReach(p, row.Wide)
	row.SortName = strings.ToLower(row.Program)
	row.Search = searchText(row, g)
	return row
}

func (p *phrases) program(holders []session.PortHolder) string {
	name := p.nameOf(holders[0])
	if len(holders) > 1 {
		name = p.Say(words.T("ui.ports.more", "Name", name, "Count", len(holders)-1))
	}
	return name
}

// nameOf is how the table calls a program: one that may not be seen is called as
// what runs it.
func (p *phrases) nameOf(h session.PortHolder) string {
	switch {
	case h.PID == 0 && h.ManagedBy != nil:
		return words.Visible(h.ManagedBy.Name)
	case h.PID == 0:
		return p.say(words.T("ui.ports.hidden"))
	case h.Name == "":
		return p.say(words.T("ui.ports.unnamed"))
	}
	return words.Visible(h.Called())
}

// what says what a program is and who runs it.
func (p *phrases) what(h session.PortHolder, known string) string {
	if !h.What.IsZero() {
		known = p.say(h.What)
	}
	if h.ManagedBy == nil {
		return known
	}
	by := words.T("ports-window.run-by", "Name", h.ManagedBy.Name)
	if h.PID == 0 {
		by = words.Named("ports-window.kind.", h.ManagedBy.Kind)
	}
	if known == "" {
		return p.Say(by)
	}
	return p.Say(words.T("ports-window.and-run-by", "What", known, "By", by))
}

func searchText(row *portRow, g portGroup) string {
	var b strings.Builder
	add := func(s string) { b.WriteString(s); b.WriteByte(' ') }
	add(row.PortText)
	add(row.Program)
	add(row.What)
	for _, h := range g.Holders {
		add(h.Name)
		add(h.Executable)
		add(h.User)
		for _, argument := range h.CommandLine {
			add(argument)
		}
		if h.ManagedBy != nil {
			add(h.ManagedBy.Name)
		}
	}
	return strings.ToLower(b.String())
}

// sayer says Texts: a Speaker's phrases, or the Speaker itself.
type sayer interface{ say(t words.Text) string }

func viewReach(p sayer, reach session.Reach) (parts.Tone, string) {
	switch reach {
	case session.ReachLoopback:
		return parts.Fine, p.say(words.T("ui.reach.loopback"))
	case session.ReachAll:
		return parts.Attention, p.say(words.T("ui.reach.all"))
	default:
		return parts.Attention, p.say(words.T("ui.reach.network"))
	}
}

// The room for who can reach a port and for the button that stops it, so that the other
// columns keep theirs in a narrow window.
const (
	widestReach float32 = 171
	widestStop  float32 = 89
)

func portColumns(speaker *words.Speaker, stop func(*portRow)) []parts.Column[*portRow] {
	reach := parts.PillWidth(speaker.Say(words.T("ui.reach.loopback")), speaker.Say(words.T("ui.reach.all")), speaker.Say(words.T("ui.reach.network")))
	press := parts.NewCompactButton(parts.Destructive, speaker.Say(words.T("ui.ports.stop")), nil)
	return []parts.Column[*portRow]{
		{
			Title: speaker.Say(words.T("ui.ports.column.port")), Width: 56, Face: parts.FaceStrong,
			Text: func(r *portRow) string { return r.PortText },
			Sort: func(a, b *portRow) int { return cmp.Compare(a.Port, b.Port) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.program")), Width: 80, Grow: 2,
			Text: func(r *portRow) string { return r.Program },
			Sort: func(a, b *portRow) int { return strings.Compare(a.SortName, b.SortName) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.what")), Width: 62, Grow: 3, Face: parts.FaceQuiet,
			Text: func(r *portRow) string { return r.What },
			Sort: func(a, b *portRow) int { return strings.Compare(a.What, b.What) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.reach")), Width: min(reach, widestReach), Face: parts.FacePill,
			Text: func(r *portRow) string { return r.Reach },
			Tone: func(r *portRow) parts.Tone { return r.ReachTone },
			Sort: func(a, b *portRow) int { return strings.Compare(a.Reach, b.Reach) },
		},
		{
			Title: speaker.Say(words.T("ui.ports.column.since")), Width: 58, Face: parts.FaceQuiet,
			Text: func(r *portRow) string { return r.Since },
			Sort: func(a, b *portRow) int { return cmp.Compare(b.Started, a.Started) },
		},
		{Width: min(press.MinSize().Width, widestStop), Face: parts.FaceButton, Text: func(r *portRow) string { return r.Stop }, Press: stop},
	}
}
