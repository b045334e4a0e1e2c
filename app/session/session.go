// Package session is the one set of commands behind every face of the program:
// the window and the terminal call the same methods and get the same data.
// Every method is a plain function that may take long and obeys its context. The
// errors of all methods are *words.Failure.
package session

import (
	"context"
	"fmt"
	"io/fs"
	"sync"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/explain"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Session works on one computer. It is safe for concurrent use.
type Session struct {
	system    platform.System
	knowledge ports.Knowledge
	faults    []diagnose.Regression
	stopper   *repair.Stopper
	prompt    platform.Asking                   // how permission is asked for
	inWindow  bool                              // no command was typed
	meanings  func() (explain.Knowledge, error) // read when first asked for: few commands need it
	changing  *sync.Mutex                       // of the settings
}

// New makes a session. knowledge has the data files of assets/knowledge in its
// folder knowledge, as assets.Knowledge does.
func New(system platform.System, knowledge fs.FS) (*Session, error) {
	known, err := ports.ReadKnowledge(knowledge)
	if err != nil {
		return nil, fmt.Errorf("starting a session: %w", err)
	}
	faults, err := diagnose.ReadRegressions(knowledge)
	if err != nil {
		return nil, fmt.Errorf("starting a session: %w", err)
	}
	return &Session{
		system: system, knowledge: known, faults: faults, stopper: repair.NewStopper(system, known), prompt: platform.AskByWindow,
		changing: new(sync.Mutex),
		meanings: sync.OnceValues(func() (explain.Knowledge, error) { return explain.Read(knowledge) }),
	}, nil
}

// gathering is what a check-up has to know beside the computer.
func (s *Session) gathering() diagnose.Options {
	return diagnose.Options{Ports: s.knowledge, Regressions: s.faults, Asking: s.asking()}
}

// About tells which computer this is.
func (s *Session) About() platform.About { return s.system.About }

// CheckUp runs the check-up. A *words.Failure of code Usage names a code that no
// check has.
func (s *Session) CheckUp(ctx context.Context, options CheckOptions) (diagnose.Result, error) {
	for _, code := range options.Only {
		if !diagnose.Known(code) {
			return diagnose.Result{}, unknownCode(code)
		}
	}
	gather := s.gathering()
	gather.OnFact = options.OnProgress
	snapshot := diagnose.Gather(ctx, s.system, gather)
	if err := ctx.Err(); err != nil {
		return diagnose.Result{}, s.explain(err, words.T("session.failed.check"))
	}
	return diagnose.Judge(snapshot, options.Only), nil
}

// FreePlan says what would have to be stopped to free port. A plan without
// holders means that the port is free already. A *words.Failure of code Refused
// says which program must not be stopped.
func (s *Session) FreePlan(ctx context.Context, port uint16) (repair.Plan, error) {
	plan, err := s.stopper.Plan(ctx, port)
	return plan, s.explain(err, words.T("session.failed.free", "Port", int(port)))
}

// Free carries out a plan of FreePlan and proves what came of it. onStep, if not
// nil, is called with each step as it happens. The outcome is right even when
// there is an error: what was stopped stays stopped.
func (s *Session) Free(ctx context.Context, plan repair.Plan, options FreeOptions, onStep func(repair.Step)) (repair.FreeOutcome, error) {
	if plan.Stop == nil {
		return repair.FreeOutcome{}, words.Fail(words.Usage, words.T("session.not-a-stop"), words.Text{}, words.Text{}, nil)
	}
	how := repair.StopOptions{Force: options.Force, Wait: options.Wait}
	outcome, err := s.free(ctx, plan, how, onStep)
	s.noteStopped(outcome, onStep)
	return outcome, s.explain(err, words.T("session.failed.free", "Port", int(plan.Stop.Port)))
}
