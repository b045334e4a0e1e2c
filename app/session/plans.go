package session

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// HostsRepairPlan says what would make localhost right in that file. The plan of
// a file that needs nothing has Hosts nil. Where this system's own file is missing,
// the plan makes a new one.
func (s *Session) HostsRepairPlan(ctx context.Context, target HostsTarget) (repair.Plan, error) {
	what := words.T("session.failed.repair")
	f, err := s.read(ctx, target)
	if f.own && errors.Is(err, platform.ErrNotFound) {
		return s.createPlan(ctx, target, f, err)
	}
	if err != nil {
		return repair.Plan{}, err
	}
	s.lookFor6(ctx, &f)
	change, err := s.repaired(ctx, f)
	if err != nil {
		return repair.Plan{}, s.explain(err, what)
	}
	if !change.Changed() {
		return repair.Plan{ID: "hosts.repair", Title: words.T("session.repair.nothing", "Path", f.path)}, nil
	}
	plan := repair.Plan{
		ID: "hosts.repair", Title: words.T("session.repair.title", "Path", f.path),
		Explain: words.Sentences(append([]words.Text{change.Reason()}, change.Notes...)...), Undoable: true,
		Hosts: &repair.HostsChange{Path: f.path, Base: f.content.SHA256, After: change.After.Bytes(), Reason: change.Reason()},
	}
	if len(change.Codes) > 0 {
		plan.ID = change.Codes[0] + ".repair"
	}
	f.complete(plan.Hosts)
	plan.Admin, err = s.needsAdmin(ctx, target, f.path)
	return plan, s.explain(err, what)
}

// repaired repairs the file in memory. That ::1 has no line is no illness by
// itself (Ubuntu comes so), so it is added only on the way or where a program can
// only be reached by it, and only where this computer has ::1.
func (s *Session) repaired(ctx context.Context, f hostsFile) (hosts.Change, error) {
	options := hosts.RepairOptions{Today: time.Now()}
	change, err := f.parsed.Repair(f.rules, options)
	wanted := change.Changed() || f.rules.IPv6Wanted
	if err != nil || !wanted || !s.hasIPv6Loopback(ctx) {
		return change, err
	}
	options.IPv6 = true
	return f.parsed.Repair(f.rules, options)
}

func (s *Session) hasIPv6Loopback(ctx context.Context) bool {
	l, err := s.system.Network.Listen(ctx, "tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	return l.Close() == nil
}

// complete fills in what a change of f leads to.
func (f hostsFile) complete(change *repair.HostsChange) {
	change.Diff = hosts.Diff(f.path, f.content.Bytes, change.After)
	change.Expect = f.after(change.After)
}

// after returns what localhost leads to when the file is content.
func (f hostsFile) after(content []byte) []netip.Addr {
	return hosts.Parse(content).JudgeLocalhost(f.rules).Localhost.Addresses
}

// needsAdmin tells whether writing takes a permission that the program could ask
// for. A file that the person named is only ever written as that person.
func (s *Session) needsAdmin(ctx context.Context, target HostsTarget, path string) (bool, error) {
	err := s.system.Hosts.Writable(ctx, path)
	if err != nil && ctx.Err() != nil {
		return false, ctx.Err()
	}
	return target.Path == "" && errors.Is(err, platform.ErrNeedsAdmin), nil
}

// HostsUndoPlan says what would undo the program's last change of that file. A
// *words.Failure of code NotFound when there is nothing to undo, of code Changed
// when somebody else changed the file since.
func (s *Session) HostsUndoPlan(ctx context.Context, target HostsTarget) (repair.Plan, error) {
	what := words.T("session.failed.undo")
	f, err := s.read(ctx, target)
	if err != nil {
		return repair.Plan{}, err
	}
	store, err := s.store()
	if err != nil {
		return repair.Plan{}, s.explain(err, what)
	}
	change, err := store.Undo(ctx, f.path)
	if err != nil {
		return repair.Plan{}, s.explain(err, what)
	}
	if change.Base != f.content.SHA256 {
		return repair.Plan{}, s.explain(platform.ErrChanged, what)
	}
	f.complete(&change)
	plan := repair.Plan{
		ID: "hosts.undo", Title: words.T("session.undo.title", "Path", f.path),
		Explain: words.T("session.undo.explain"), Hosts: &change,
	}
	if change.Removes {
		plan.Explain = words.T("session.undo.removes")
	}
	if f.own && allLoopback(f.after(f.content.Bytes)) && !allLoopback(change.Expect) && !f.rules.LocalhostBuiltIn {
		plan.Explain = words.Sentences(plan.Explain, words.T("session.undo.worse"))
	}
	plan.Admin, err = s.needsAdmin(ctx, target, f.path)
	return plan, s.explain(err, what)
}

// ApplyHosts carries out a plan that changes a hosts file: backup, write, prove, and
// back again when localhost stopped resolving. The outcome is
// right even when there is an error.
func (s *Session) ApplyHosts(ctx context.Context, plan repair.Plan, onStep func(repair.Step)) (repair.HostsOutcome, error) {
	if plan.Hosts == nil {
		return repair.HostsOutcome{}, words.Fail(words.Usage, words.T("session.not-an-edit"), words.Text{}, words.Text{}, nil)
	}
	what := words.T("session.failed.hosts-write", "Path", plan.Hosts.Path)
	store, err := s.store()
	if err != nil {
		return repair.HostsOutcome{Path: plan.Hosts.Path}, s.explain(err, what)
	}
	outcome, err := store.Apply(ctx, *plan.Hosts, onStep)
	return outcome, s.unwritable(ctx, plan.Hosts.Path, err)
}
