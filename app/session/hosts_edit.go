package session

import (
	"context"
	"net/netip"
	"slices"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// HostsEditKind says what an edit does.
type HostsEditKind string

// The kinds of edits. Those of a line are about the entry on HostsEdit.Line.
const (
	HostsAdd        HostsEditKind = "add"
	HostsRemove     HostsEditKind = "remove"
	HostsEnable     HostsEditKind = "enable"
	HostsDisable    HostsEditKind = "disable"
	HostsToggleLine HostsEditKind = "toggle-line"
	HostsRemoveLine HostsEditKind = "remove-line"
	HostsEditLine   HostsEditKind = "edit-line"
)

// HostsEdit is one edit of a hosts file, as data: pending edits are a list of them,
// each made on what the earlier ones have left.
type HostsEdit struct {
	Kind HostsEditKind
	// Address is what HostsAdd and HostsEditLine write. For HostsRemove, HostsEnable
	// and HostsDisable it chooses the lines; empty for every address.
	Address string
	Names   []string
	Comment string // for HostsAdd and HostsEditLine: without "#"; empty for none
	Line    int    // from 1, counted in the file as the earlier edits have left it
}

// ofLine reports whether the edit is about the entry on one line.
func (e HostsEdit) ofLine() bool {
	return slices.Contains([]HostsEditKind{HostsToggleLine, HostsRemoveLine, HostsEditLine}, e.Kind)
}

// on makes the edit.
func (e HostsEdit) on(f *hosts.File, rules hosts.Rules) (hosts.Change, error) {
	switch e.Kind {
	case HostsAdd:
		return f.Add(rules, e.Address, e.Names, e.Comment)
	case HostsRemove:
		return e.each(f, func(f *hosts.File, name string) (hosts.Change, error) { return f.Remove(rules, name, e.Address) })
	case HostsEnable:
		return e.each(f, func(f *hosts.File, name string) (hosts.Change, error) { return f.Enable(rules, name, e.Address) })
	case HostsDisable:
		return e.each(f, func(f *hosts.File, name string) (hosts.Change, error) { return f.Disable(rules, name, e.Address) })
	case HostsToggleLine:
		return f.Toggle(rules, e.Line)
	case HostsRemoveLine:
		return f.RemoveLine(rules, e.Line)
	case HostsEditLine:
		return f.EditLine(rules, e.Line, e.Address, e.Names, e.Comment)
	default:
		return hosts.Change{}, words.Fail(words.Usage, words.T("session.edit.unknown", "Kind", string(e.Kind)),
			words.Text{}, words.Text{}, nil)
	}
}

// each makes the edit for one name after another.
func (e HostsEdit) each(f *hosts.File, edit func(*hosts.File, string) (hosts.Change, error)) (hosts.Change, error) {
	if len(e.Names) == 0 {
		return hosts.Change{}, words.Fail(words.Usage, words.T("session.edit.nameless"), words.Text{}, words.Text{}, nil)
	}
	whole := hosts.Change{Before: f, After: f}
	for _, name := range e.Names {
		change, err := edit(whole.After, name)
		if err != nil {
			return hosts.Change{}, err
		}
		whole = joined(whole, change)
	}
	return whole, nil
}

// joined is one change followed by another.
func joined(first, second hosts.Change) hosts.Change {
	first.After = second.After
	first.Steps = append(first.Steps, second.Steps...)
	first.Notes = append(first.Notes, second.Notes...)
	return first
}

// HostsEditError says which of several edits could not be made; its cause is a
// *words.Failure.
type HostsEditError struct {
	Index int // in the list of edits
	Err   error
}

// Error implements error.
func (e *HostsEditError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *HostsEditError) Unwrap() error { return e.Err }

// edited makes edits in memory, one on top of the other.
func edited(f *hosts.File, rules hosts.Rules, edits []HostsEdit) (hosts.Change, error) {
	whole := hosts.Change{Before: f, After: f}
	for i, e := range edits {
		change, err := e.on(whole.After, rules)
		if err != nil {
			return hosts.Change{}, &HostsEditError{Index: i, Err: err}
		}
		whole = joined(whole, change)
	}
	return whole, nil
}

// HostsEditPlan says what edits, made one after another, would change in that file.
// A plan that changes nothing has Hosts nil. Its errors are a *words.Failure that
// says what is wrong with an edit, in a *HostsEditError that says with which; and
// one of code Changed when the file is not target.Base.
func (s *Session) HostsEditPlan(ctx context.Context, target HostsTarget, edits []HostsEdit) (repair.Plan, error) {
	_, plan, err := s.editPlan(ctx, target, edits)
	return plan, err
}

// HostsPreview is HostsEditPlan together with the file as it would be: the bytes,
// their SHA-256 and the report of the view are those after the edits.
func (s *Session) HostsPreview(ctx context.Context, target HostsTarget, edits []HostsEdit) (HostsView, repair.Plan, error) {
	after, plan, err := s.editPlan(ctx, target, edits)
	if err != nil {
		return HostsView{}, repair.Plan{}, err
	}
	before := after.content.SHA256
	if s.lookFor6(ctx, &after); plan.Hosts != nil {
		after.content.Bytes, after.content.SHA256 = plan.Hosts.After, platform.Sum(plan.Hosts.After)
	}
	return s.view(ctx, after, before), plan, nil
}

// editPlan is HostsEditPlan and the file after the edits, with the content of now. It
// judges no more of a big file than the plan depends on.
func (s *Session) editPlan(ctx context.Context, target HostsTarget, edits []HostsEdit) (hostsFile, repair.Plan, error) {
	f, err := s.read(ctx, target)
	if err != nil {
		return f, repair.Plan{}, err
	}
	if target.Base != (platform.SHA256{}) && target.Base != f.content.SHA256 {
		return f, repair.Plan{}, words.Fail(words.Changed, words.T("session.edit.changed", "Path", f.path),
			words.T("session.why.changed"), words.T("session.edit.changed.do"), platform.ErrChanged)
	}
	change, err := edited(f.parsed, f.rules, edits)
	if err != nil {
		return f, repair.Plan{}, err
	}
	plan := repair.Plan{
		ID: "hosts.edit", Title: words.T("session.edit.nothing", "Path", f.path), Explain: words.Sentences(change.Notes...),
	}
	if !change.Changed() {
		return f, plan, nil
	}
	plan.Title = words.T("session.edit.title", "Path", f.path, "Count", len(edits))
	plan.Explain = words.Sentences(append(slices.Clone(change.Steps), change.Notes...)...)
	plan.Undoable = true
	plan.Hosts = &repair.HostsChange{
		Path: f.path, Base: f.content.SHA256, After: change.After.Bytes(), Reason: change.Reason(),
		Names: added(change.After, f.rules, edits),
	}
	f.complete(plan.Hosts)
	plan.Admin, err = s.needsAdmin(ctx, target, f.path)
	f.parsed = change.After
	f.judge()
	return f, plan, s.explain(err, words.T("session.failed.edit"))
}

// added are the names that edits write and that the file then answers.
func added(after *hosts.File, rules hosts.Rules, edits []HostsEdit) []repair.Mapping {
	var names []repair.Mapping
	for _, e := range edits {
		address, err := netip.ParseAddr(e.Address)
		if err != nil || e.Kind != HostsAdd && e.Kind != HostsEditLine {
			continue // an edit that writes no address, or one that only this system reads
		}
		family := hosts.IPv6
		if address.Is4() {
			family = hosts.IPv4
		}
		for _, name := range e.Names {
			m := repair.Mapping{Name: name, Address: address}
			if slices.Contains(after.Lookup(rules, name, family), address) && !slices.Contains(names, m) {
				names = append(names, m)
			}
		}
	}
	return names
}

// isFine reports whether localhost is as it should be.
func isFine(report hosts.Report) bool {
	return report.Localhost.Status == hosts.OK || report.Localhost.Status == hosts.NotNeeded
}
