package session

import (
	"context"
	"errors"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// absent makes f, this system's file that does not exist, an empty one.
func (f *hostsFile) absent(ctx context.Context, s *Session, target HostsTarget) {
	f.parsed = hosts.Parse(nil)
	f.content = platform.HostsContent{Path: f.path, SHA256: platform.Sum(nil)}
	s.judge(ctx, target, f)
}

// createPlan says how f, this system's file that is missing, is made anew. missing
// is what reading it came to.
func (s *Session) createPlan(ctx context.Context, target HostsTarget, f hostsFile, missing error) (repair.Plan, error) {
	if err := s.system.Hosts.Writable(ctx, f.path); errors.Is(err, platform.ErrNotRegular) {
		return repair.Plan{}, missing // a link that leads nowhere
	}
	f.absent(ctx, s, target)
	change := hosts.Fresh(f.rules, s.hasIPv6Loopback(ctx))
	plan := repair.Plan{
		ID: "H11.repair", Title: words.T("session.create.title", "Path", f.path),
		Explain: words.T("session.create.explain"), Undoable: true,
		Hosts: &repair.HostsChange{
			Path: f.path, Base: f.content.SHA256, After: change.After.Bytes(), Creates: true, Reason: change.Reason(),
		},
	}
	f.complete(plan.Hosts)
	var err error
	plan.Admin, err = s.needsAdmin(ctx, target, f.path)
	return plan, s.explain(err, words.T("session.failed.repair"))
}
