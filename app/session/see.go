package session

import (
	"context"
	"errors"

	"localhostdoctor/app/helper"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

// MaySee reports whether err, of FreePlan, comes from a holder that only an
// administrator sees, and permission could be asked for: then SeePlan is the way on.
func (s *Session) MaySee(ctx context.Context, err error) bool {
	return errors.Is(err, repair.ErrUnseen) && s.system.Elevation.Possible(ctx, s.prompt) == nil
}

// SeePlan is FreePlan of a port whose holder only an administrator sees: with
// permission, for which the person is asked, it looks who that is, and changes nothing.
// Carrying the plan out takes permission once more: what is stopped has been shown
// before. onStep may be nil. Its errors are those of FreePlan, and a *words.Failure of
// code NeedsAdmin when permission was not given, of code Unknown when it is hidden even
// so.
func (s *Session) SeePlan(ctx context.Context, port uint16, onStep func(Step)) (Plan, error) {
	what := words.T("session.failed.free", "Port", int(port))
	result, err := permission{s}.have(ctx, helper.SeeJob(port), onStep)
	if err != nil {
		return Plan{}, s.explain(err, what)
	}
	plan, err := s.stopper.SeenBy(result.Seen).Plan(ctx, port)
	if errors.Is(err, repair.ErrUnseen) {
		return Plan{}, words.Fail(words.Unknown, words.T("repair.stop.hidden", "Port", int(port)),
			words.T("ports.reason.hidden-from-all"), words.T("repair.stop.other-port"), nil)
	}
	plan.Admin = plan.Stop != nil && len(plan.Stop.Holders) > 0
	return plan, s.explain(err, what)
}
