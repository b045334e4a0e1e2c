package session

import (
	"context"
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

const (
	// verifyPatience is how long a change may take to be seen: Go remembers a hosts
	// file for 5 s, macOS waits 1 s after a rename (field notes, rule 4).
	verifyPatience = 8 * time.Second
	verifyPause    = 200 * time.Millisecond
)

// verify runs the check of a plan again and fills in what it shows.
func (s *Session) verify(ctx context.Context, outcome *FixOutcome, onStep func(Step)) {
	plan := outcome.Plan
	switch {
	case plan.Later:
		outcome.Fixed, outcome.Proof = true, words.T("fix.proof.later")
		return
	case plan.Code == "" || plan.Way == repair.WayReservePort || !diagnose.Known(plan.Code):
		outcome.Fixed, outcome.Proof = true, words.T("fix.proof.set")
		return
	}
	tellStep(onStep, words.T("fix.step.verify"), false)
	finding := s.lookUntilFine(ctx, plan)
	switch finding.Status {
	case diagnose.OK, diagnose.NotApplicable:
		outcome.Fixed, outcome.Proof = true, finding.Summary
	case diagnose.Problem:
		if plan.Backwards() {
			outcome.Proof = finding.Summary
			break
		}
		outcome.Proof = words.T("fix.proof.still", "Summary", finding.Summary)
	default:
		outcome.Proof = words.T("fix.proof.unknown", "Why", finding.Why)
	}
	tellStep(onStep, words.T("fix.step.verified", "Proof", outcome.Proof), true)
}

// lookUntilFine runs the check until it finds nothing wrong or time is up. After an
// undo the illness is what is expected, so it is run once.
func (s *Session) lookUntilFine(ctx context.Context, plan Plan) Finding {
	ctx, cancel := context.WithTimeout(ctx, verifyPatience)
	defer cancel()
	var last Finding
	for {
		_, now, err := s.examine(ctx, plan.Code)
		if err == nil || last.Code == "" {
			last = now
		}
		if err != nil || last.Status == diagnose.OK || last.Status == diagnose.NotApplicable || plan.Backwards() {
			return last
		}
		select {
		case <-ctx.Done():
			return last
		case <-time.After(verifyPause):
		}
	}
}
