package session

import (
	"context"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

// StarterOf is who started again what was stopped, when it is a program that can be
// stopped itself: see FreeStarterPlan.
func StarterOf(outcome FreeOutcome) (PortHolder, bool) {
	by := outcome.RespawnedBy
	if outcome.Result != FreeRespawned || by == nil || by.PID <= 1 {
		return PortHolder{}, false
	}
	if back := outcome.CameBack; back != nil && back.ProcessID == by.ProcessID {
		return PortHolder{}, false // nobody is known: it is the program itself
	}
	return *by, true
}

// FreeStarterPlan says what would have to be stopped so that port stays free:
// starter first, who starts what holds it again, then that. Its errors are those of
// FreePlan; also a *words.Failure of code Changed when starter has ended.
func (s *Session) FreeStarterPlan(ctx context.Context, port uint16, starter PortHolder) (repair.Plan, error) {
	plan, err := s.stopper.StarterPlan(ctx, port, starter.ProcessID)
	return plan, s.explain(err, words.T("session.failed.free", "Port", int(port)))
}
