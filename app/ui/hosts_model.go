package ui

import (
	"context"
	"slices"
	"strings"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// hostsModel is the hosts file with the pending edits made on it, made ready to be
// shown. It is made away from the thread that draws, and not changed afterwards.
type hostsModel struct {
	base    session.HostsView // the file as it is
	pending hostsPending
	view    session.HostsView // the file as it would be
	plan    session.Plan      // how it becomes so
	rows    []*hostsRow
	finder  *hostsFinder
	lost    []session.HostsLostEdit
}

// changes is how many edits would change something when they are saved.
func (m *hostsModel) changes() int {
	if m == nil || m.plan.Hosts == nil {
		return 0
	}
	return len(m.pending.edits)
}

// target is the file, as long as it is what the edits were made for.
func (m *hostsModel) target() session.HostsTarget {
	return session.HostsTarget{Base: m.base.Content.SHA256}
}

// readHosts reads the file and carries edits over that were made for what was read
// before; before may be nil.
func readHosts(ctx context.Context, doctor *session.Session, speaker *words.Speaker, before *hostsModel) (*hostsModel, error) {
	if before == nil || len(before.pending.edits) == 0 {
		view, err := doctor.Hosts(ctx, session.HostsTarget{})
		if err != nil {
			return nil, err
		}
		return newHostsModel(speaker, view), nil
	}
	conflict, err := doctor.HostsConflict(ctx, session.HostsTarget{}, before.base.Content.Bytes, before.pending.edits)
	if err != nil {
		return nil, err
	}
	now := newHostsModel(speaker, conflict.Current)
	now.lost = conflict.Lost
	if len(conflict.Edits) == 0 {
		return now, nil
	}
	pending := hostsPending{edits: conflict.Edits}
	if !conflict.Changed {
		pending.undone = before.pending.undone
	}
	return planHosts(ctx, doctor, speaker, now, pending)
}

// planHosts makes other edits on the same file.
func planHosts(ctx context.Context, doctor *session.Session, speaker *words.Speaker, on *hostsModel, pending hostsPending) (*hostsModel, error) {
	view, plan, err := doctor.HostsPreview(ctx, on.target(), pending.edits)
	if err != nil {
		return nil, err
	}
	now := newHostsModel(speaker, view)
	now.base, now.plan, now.pending, now.lost = on.base, plan, pending, on.lost
	return now, nil
}

func newHostsModel(speaker *words.Speaker, view session.HostsView) *hostsModel {
	return &hostsModel{
		base: view, view: view,
		rows: hostsRows(view.Report), finder: newHostsFinder(speaker, view.Report),
	}
}

// find returns the rows that a search finds.
func (m *hostsModel) find(search string) []*hostsRow {
	if strings.TrimSpace(search) == "" {
		return m.rows
	}
	at := m.finder.find(search)
	found := make([]*hostsRow, len(at))
	for i, n := range at {
		found[i] = m.rows[n]
	}
	return found
}

// rowOf is the row that an edit has made or changed, nil when it is gone.
func (m *hostsModel) rowOf(e session.HostsEdit) *hostsRow {
	for _, row := range slices.Backward(m.rows) {
		if e.Kind != session.HostsAdd && row.Entry.Line == e.Line {
			return row
		}
		if e.Kind == session.HostsAdd && row.Entry.Address == e.Address && row.Entry.Enabled && slices.Contains(row.Entry.Names, e.Names[0]) {
			return row
		}
	}
	return nil
}

// sentenceOfEdit names an edit that could not be kept.
func sentenceOfEdit(e session.HostsEdit) words.Text {
	names := words.Visible(strings.Join(e.Names, " "))
	switch e.Kind {
	case session.HostsAdd:
		return words.T("ui.hosts.edit.add", "Names", names, "Address", e.Address)
	case session.HostsToggleLine:
		return words.T("ui.hosts.edit.toggle", "Names", names)
	case session.HostsRemoveLine:
		return words.T("ui.hosts.edit.remove", "Names", names)
	default:
		return words.T("ui.hosts.edit.change", "Names", names, "Address", e.Address)
	}
}

// viewLost says which edits no longer fit.
func viewLost(speaker *words.Speaker, lost []session.HostsLostEdit) failure {
	var lines []string
	for i, l := range lost {
		if i == problemsShown {
			lines = append(lines, speaker.Say(words.T("ui.hosts.more", "Count", len(lost)-i)))
			break
		}
		why := speaker.Say(words.T("ui.hosts.edit.gone"))
		if l.Why != nil {
			told := tellFailure(speaker, l.Why)
			why = told.whole()
		}
		edit := speaker.Say(sentenceOfEdit(l.Edit))
		lines = append(lines, edit+words.Gap(edit)+why)
	}
	return failure{
		Tone: parts.Attention, What: speaker.Say(words.T("ui.hosts.lost", "Count", len(lost))), More: strings.Join(lines, "\n"),
	}
}
