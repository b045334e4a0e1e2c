package session

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// MayAsk returns nil when plan needs no administrator permission, or when permission can
// be asked for; else why it cannot, a *words.Failure of code NeedsAdmin. It asks nobody.
func (s *Session) MayAsk(ctx context.Context, plan Plan) error {
	if !plan.Admin {
		return nil
	}
	what := words.T("helper.no.what")
	err := s.system.Elevation.Possible(ctx, s.prompt)
	switch {
	case errors.Is(err, platform.ErrUnsupported):
		return words.Fail(words.NeedsAdmin, what, words.T("permission.barred.no-way"), s.becomeAdmin(), err)
	case errors.Is(err, platform.ErrUnsafePlace):
		return words.Fail(words.NeedsAdmin, what, words.T("permission.barred.unsafe"), words.T("permission.unsafe.do"), err)
	}
	return s.explain(err, what)
}

// asks reports whether a file that cannot be written for lack of permission, which is
// CanWrite of its HostsView, can be written by asking for it.
func (s *Session) asks(ctx context.Context, own bool) bool {
	return own && !s.system.About.Elevated && s.system.Elevation.Possible(ctx, s.prompt) == nil
}

// ByHand are the steps by which an administrator does what plan does.
func (s *Session) ByHand(plan Plan) []words.Text {
	switch {
	case len(plan.Steps) > 0:
		return plan.Steps
	case plan.Hosts != nil:
		return []words.Text{
			words.T("fix.by-hand.open", "Path", plan.Hosts.Path), words.T("fix.by-hand.lines"), words.T("diagnose.fix.check-again"),
		}
	case plan.Stop != nil:
		return []words.Text{words.T("diagnose.fix.run", "Command", s.stopCommand(plan)), words.T("diagnose.fix.check-again")}
	default:
		return nil
	}
}

// stopCommand stops what holds the port: by the system's own command where one does it.
func (s *Session) stopCommand(plan Plan) string {
	sudo, end := "sudo ", "kill"
	if s.system.About.OS == string(hosts.Windows) {
		sudo, end = "", "taskkill"
	}
	var pids []string
	for _, h := range plan.Stop.Holders {
		switch owner := h.Owner(); {
		case owner.Kind == platform.OwnerSystemd && owner.Scope == platform.ScopeSystem:
			return sudo + "systemctl stop " + owner.ID
		case h.PID == 0 || h.StoppedByOwner():
			return sudo + "localhost-doctor free " + strconv.Itoa(int(plan.Stop.Port))
		case sudo == "":
			pids = append(pids, "/PID "+strconv.Itoa(h.PID))
		default:
			pids = append(pids, strconv.Itoa(h.PID))
		}
	}
	return sudo + end + " " + strings.Join(pids, " ")
}
