package repair

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// StarterPlan says what it means to stop starter, who starts what holds port again
// and again, and then whatever is left on the port. Its errors are those of Plan; a
// *words.Failure of code Changed when starter has ended, or another process has its
// number by now.
func (s *Stopper) StarterPlan(ctx context.Context, port uint16, starter platform.ProcessID) (Plan, error) {
	plan, err := s.Plan(ctx, port)
	if err != nil {
		return Plan{}, err
	}
	who, err := s.judgeStarter(ctx, port, starter)
	if err != nil {
		return Plan{}, err
	}
	if slices.ContainsFunc(plan.Stop.Holders, func(h ports.Holder) bool { return h.ProcessID == starter }) {
		return plan, nil // it holds the port itself, so the plan names it already
	}
	plan.Stop.Starter = &who
	plan.Title = words.T("repair.starter.title", "Starter", name(who), "Port", int(port))
	plan.Explain = words.Sentences(words.T("repair.starter.explain", "Starter", name(who), "PID", who.PID), plan.Explain)
	if !plan.Admin {
		plan.Admin, err = s.needsAdmin(ctx, []ports.Holder{who})
	}
	return plan, err
}

// judgeStarter describes the process anew: its number may have been given away.
func (s *Stopper) judgeStarter(ctx context.Context, port uint16, starter platform.ProcessID) (ports.Holder, error) {
	who := s.knowledge.Holder(starter.PID, s.describe(ctx), s.viewer(ctx, true))
	if err := ctx.Err(); err != nil {
		return ports.Holder{}, fmt.Errorf("looking at who starts it again: %w", err)
	}
	if who.ProcessID != starter {
		return ports.Holder{}, words.Fail(words.Changed, words.T("repair.starter.gone", "Port", int(port)),
			words.T("repair.starter.gone.why"), words.T("repair.stop.changed.do"), platform.ErrGone)
	}
	return who, s.refuse(port, []ports.Holder{who})
}

// stopStarter stops who starts the holders again, and returns who holds the port
// after that.
func (f *freeing) stopStarter(ctx context.Context, shown ports.Holder) ([]ports.Holder, error) {
	who, err := f.judgeStarter(ctx, f.change.Port, shown.ProcessID)
	if err != nil {
		return nil, err
	}
	handle, err := f.system.Processes.Open(ctx, who.ProcessID)
	switch {
	case errors.Is(err, platform.ErrGone):
		return f.holders(ctx, f.change.Port)
	case err != nil:
		return nil, notAllowed(who, err)
	}
	ended, polite, err := f.ask(ctx, who, handle)
	if err == nil && !ended {
		err = f.insist(ctx, who, handle, polite)
	}
	if closing := handle.Close(); closing != nil && err == nil {
		err = fmt.Errorf("letting go of process %d: %w", who.PID, closing)
	}
	if err != nil || f.outcome.Result != "" {
		return nil, err
	}
	holders, err := f.holders(ctx, f.change.Port)
	if err != nil || len(holders) == 0 {
		return holders, err
	}
	f.adopt(holders)
	return holders, f.mayStop(holders)
}

// adopt makes what the starter had started last, before it ended, part of what the
// person agreed to: the programs that were shown, under new numbers.
func (f *freeing) adopt(holders []ports.Holder) {
	for _, h := range holders {
		same := func(shown ports.Holder) bool {
			return shown.Name == h.Name && slices.Equal(shown.CommandLine, h.CommandLine)
		}
		if !f.wasShown(h) && slices.ContainsFunc(f.change.Holders, same) {
			f.change.Holders = append(f.change.Holders, h)
			f.atFirst = append(f.atFirst, h.ProcessID)
		}
	}
}
