package session

import (
	"context"
	"errors"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// FixState says what can be done about a finding.
type FixState string

// The states of a Fix.
const (
	FixReady   FixState = "ready"   // Plan can be carried out
	FixGuided  FixState = "guided"  // a person does it, by Guides
	FixNothing FixState = "nothing" // nothing is wrong, so nothing would be changed
	FixUnknown FixState = "unknown" // something is wrong, and there is no fix for it
)

// Fix is what can be done about one finding.
type Fix struct {
	Code    string
	State   FixState
	Finding Finding
	Plan    Plan       // for FixReady: prepared, so it says all that would change
	Guides  []Plan     // how a person does it
	Why     words.Text // why there is no Plan; may be zero
}

// FixPlan runs the check with that code and prepares what puts it right. Port is for
// the few codes that are about one port, 0 for the others.
//
// A code of the catalogue that no check has is guided: it is explained, and nothing is
// claimed about this computer.
//
// Its errors are a *words.Failure of code Usage for any other code, of code
// Unknown when it could not be checked, of code Failed when it follows from another
// finding.
func (s *Session) FixPlan(ctx context.Context, code string, port uint16) (Fix, error) {
	if diagnose.FixesPort(code) && port != 0 {
		return s.portFix(ctx, code, port)
	}
	if !diagnose.Known(code) {
		return s.explained(code)
	}
	snapshot, finding, err := s.examine(ctx, code)
	if err != nil {
		return Fix{}, err
	}
	fix := Fix{Code: code, Finding: finding}
	switch {
	case finding.Status == diagnose.Unknown:
		return fix, words.Fail(words.Unknown, words.T("fix.failed.unknown", "Code", code), finding.Why, words.T("fix.failed.unknown.do"), nil)
	case finding.Status == diagnose.Problem && finding.CausedBy != "":
		return fix, words.Fail(words.Failed, words.T("fix.failed.caused", "Code", code, "Cause", finding.CausedBy),
			words.Text{}, words.T("fix.failed.caused.do", "Cause", finding.CausedBy), nil)
	case finding.Status == diagnose.Problem:
		return s.offer(ctx, fix, finding.Fixes, FixUnknown)
	}
	return s.offer(ctx, fix, diagnose.OnRequest(code, snapshot), FixNothing)
}

// examine gathers the facts and judges one code.
func (s *Session) examine(ctx context.Context, code string) (diagnose.Snapshot, Finding, error) {
	snapshot := diagnose.Gather(ctx, s.system, s.gathering())
	if err := ctx.Err(); err != nil {
		return snapshot, Finding{}, s.explain(err, words.T("session.failed.check"))
	}
	return snapshot, diagnose.Judge(snapshot, []string{code}).Findings[0], nil
}

// offer prepares the first plan that the program can carry out; without one, the
// state of the fix is otherwise, or guided.
func (s *Session) offer(ctx context.Context, fix Fix, plans []Plan, otherwise FixState) (Fix, error) {
	fix.State = otherwise
	for _, p := range plans {
		if p.Guided {
			fix.Guides = append(fix.Guides, p)
		}
	}
	for _, p := range plans {
		if p.Guided {
			continue
		}
		prepared, err := s.PrepareFix(ctx, p)
		if err != nil && !errors.Is(err, platform.ErrUnsupported) {
			return fix, err
		}
		if err == nil && prepared.Prepared() {
			fix.State, fix.Plan, fix.Why = FixReady, withSteps(prepared, fix.Guides), words.Text{}
			return fix, nil
		}
		fix.Why = prepared.Explain
		if err == nil && p.Way == repair.WayFlush {
			return fix, nil // by hand there is nothing to forget either
		}
	}
	if len(fix.Guides) > 0 {
		fix.State = FixGuided
	}
	return fix, nil
}

// withSteps gives a plan the steps by which a person does the same.
func withSteps(plan Plan, guides []Plan) Plan {
	if len(plan.Steps) == 0 && len(guides) > 0 {
		plan.Steps = guides[0].Steps
	}
	return plan
}

func unknownCode(code string) error {
	return words.Fail(words.Usage, words.T("session.check.unknown-code", "Code", code),
		words.Text{}, words.T("session.check.known-codes", "Codes", diagnose.Codes()), nil)
}

// portFix prepares to keep one port from other programs.
func (s *Session) portFix(ctx context.Context, code string, port uint16) (Fix, error) {
	plan, err := s.ReservePlan(ctx, port)
	if err != nil {
		return Fix{}, err
	}
	fix := Fix{Code: code, State: FixNothing, Why: plan.Explain}
	if plan.Prepared() {
		plan.ID, plan.Code = code+"."+string(plan.Way), code
		fix.State, fix.Plan, fix.Why = FixReady, plan, words.Text{}
	}
	return fix, nil
}

// FixOutcome is what carrying out a plan came to.
type FixOutcome struct {
	Plan   Plan
	Record string // of the history; empty when nothing was changed
	Fixed  bool   // the check finds nothing wrong any more, or nothing can be seen before the next login
	Proof  words.Text
	Hosts  *repair.HostsOutcome // of a plan that changes a file
}

// Fix carries out a prepared plan, runs the check again until it finds nothing wrong
// or 8 s are over, and notes the proof in the history. onStep may be nil. The outcome
// is right even when there is an error.
//
// Its errors are a *words.Failure: of code NeedsAdmin, whose plan's Steps say how a
// person does the same; of code Changed when the computer is not what the plan was
// made for.
func (s *Session) Fix(ctx context.Context, plan Plan, onStep func(Step)) (FixOutcome, error) {
	outcome := FixOutcome{Plan: plan}
	store, err := s.store()
	if err != nil {
		return outcome, s.explain(err, words.T("fix.failed.apply", "Title", plan.Title))
	}
	if outcome, err = s.carryOut(ctx, store, plan, onStep); err != nil {
		return outcome, s.explain(err, words.T("fix.failed.apply", "Title", plan.Title))
	}
	// What was changed is changed: the proof belongs to it, also after an interrupt.
	s.verify(context.WithoutCancel(ctx), &outcome, onStep)
	if outcome.Record != "" && !outcome.Proof.IsZero() {
		if err := store.Prove(outcome.Record, plan.Code, outcome.Proof); err != nil {
			tellStep(onStep, words.T("fix.step.unnoted"), true)
		}
	}
	return outcome, nil
}

// carryOut makes the change of a plan.
func (s *Session) carryOut(ctx context.Context, store *repair.Store, plan Plan, onStep func(Step)) (FixOutcome, error) {
	outcome := FixOutcome{Plan: plan}
	switch {
	case plan.Hosts != nil:
		changed, err := s.ApplyHosts(ctx, plan, onStep)
		outcome.Hosts, outcome.Record = &changed, changed.Backup
		return outcome, err
	case len(plan.Settings) > 0:
		var err error
		outcome.Record, err = store.ApplySettings(ctx, repair.SettingsJob{
			Changes: plan.Settings, Code: plan.Code, Reason: plan.Title, Undoes: plan.Undoes,
		}, onStep)
		return outcome, err
	case plan.Flush:
		tellStep(onStep, words.T("fix.step.flush"), false)
		if err := s.flush(ctx, onStep); err != nil {
			return outcome, err
		}
		tellStep(onStep, words.T("fix.step.flush"), true)
		var err error
		outcome.Record, err = store.Note(repair.RecordFlush, plan.Code, plan.Title, words.Text{})
		return outcome, err
	default:
		return outcome, words.Fail(words.Usage, words.T("fix.failed.unprepared"), words.Text{}, words.Text{}, nil)
	}
}

func tellStep(onStep func(Step), text words.Text, done bool) {
	if onStep != nil {
		onStep(Step{Text: text, Done: done})
	}
}
