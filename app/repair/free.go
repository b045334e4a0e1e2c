package repair

import (
	"context"
	"errors"
	"slices"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// StopOptions says how far freeing a port may go.
type StopOptions struct {
	Force bool          // end a program that did not end when asked
	Wait  time.Duration // how long it may take to end when asked; 0 means 5 s
}

const (
	// politeWait is long enough for a database to write what it holds.
	politeWait = 5 * time.Second
	forcedWait = 3 * time.Second
	// maxRounds bounds how often the port is looked at again for programs that
	// inherited it from one that was stopped.
	maxRounds = 3
)

// Free carries out change and proves what came of it. onStep may be nil. The
// outcome is right even when there is an error: what was stopped stays stopped.
//
// A ctx that is cancelled gives the result Cancelled and no error. The errors are
// a *words.Failure of code Refused, before anything is stopped, when a holder must
// not be stopped; of code NeedsAdmin; of code Changed when other programs than
// those of change hold the port; or what the platform returned.
func (s *Stopper) Free(ctx context.Context, change StopChange, options StopOptions, onStep func(Step)) (FreeOutcome, error) {
	if options.Wait <= 0 {
		options.Wait = politeWait
	}
	f := &freeing{
		Stopper: s, change: change, options: options, tell: teller(onStep),
		began: time.Now(), tried: map[platform.Owner]bool{}, outcome: FreeOutcome{Port: change.Port},
	}
	err := f.run(ctx)
	if errors.Is(ctx.Err(), context.Canceled) {
		f.outcome.Result, f.outcome.Why = Cancelled, words.T("repair.free.cancelled")
		return f.outcome, nil
	}
	switch f.outcome.Result {
	case StillHeld, Refused, Respawned:
		f.outcome.Suggestion = s.instead(ctx, change.Port)
	}
	return f.outcome, err
}

// freeing is one port on its way to being free.
type freeing struct {
	*Stopper
	change  StopChange
	options StopOptions
	tell    func(text words.Text, done bool)
	began   time.Time
	atFirst []platform.ProcessID // who held the port before anything was stopped
	tried   map[platform.Owner]bool
	outcome FreeOutcome
}

// run sets the outcome's Result.
func (f *freeing) run(ctx context.Context) error {
	holders, err := f.holders(ctx, f.change.Port)
	if err != nil {
		return f.failed(err)
	}
	if len(holders) == 0 {
		return f.prove(ctx, AlreadyFree)
	}
	for _, h := range holders {
		f.atFirst = append(f.atFirst, h.ProcessID)
	}
	if err := f.mayStop(holders); err != nil {
		return f.failed(err)
	}
	if f.change.Starter != nil {
		if holders, err = f.stopStarter(ctx, *f.change.Starter); err != nil || f.outcome.Result != "" {
			return f.failed(err)
		}
		if len(holders) == 0 {
			return f.prove(ctx, Freed)
		}
	}
	for range maxRounds {
		if err := f.stopHolders(ctx, holders); err != nil || f.outcome.Result != "" {
			return f.failed(err)
		}
		if holders, err = f.holders(ctx, f.change.Port); err != nil {
			return f.failed(err)
		}
		if len(holders) == 0 {
			return f.prove(ctx, Freed)
		}
		if again, ok := f.startedAgain(holders); ok {
			f.respawned(again)
			return nil
		}
		if f.refuse(f.change.Port, holders) != nil || slices.ContainsFunc(holders, f.needsAnotherLook) {
			break
		}
	}
	f.stillHeld(holders, words.T("repair.free.others", "Names", names(holders), "Port", int(f.change.Port)))
	return nil
}

// failed notes that the port is not free when err ended the work.
func (f *freeing) failed(err error) error {
	if err == nil {
		return nil
	}
	f.outcome.Result = StillHeld
	var failure *words.Failure
	if errors.As(err, &failure) {
		f.outcome.Why = failure.What
		if failure.Code == words.Refused {
			f.outcome.Result, f.outcome.Why = Refused, failure.Why
		}
	}
	return err
}

// mayStop decides, before anything is touched, whether these are the programs
// that the person was shown.
func (f *freeing) mayStop(holders []ports.Holder) error {
	if err := f.refuse(f.change.Port, holders); err != nil {
		return err
	}
	if !slices.ContainsFunc(holders, f.wasShown) || slices.ContainsFunc(holders, f.needsAnotherLook) {
		return words.Fail(words.Changed, words.T("repair.stop.changed", "Names", names(holders), "Port", int(f.change.Port)),
			words.T("repair.stop.changed.why"), words.T("repair.stop.changed.do"), platform.ErrChanged)
	}
	return nil
}

// wasShown reports whether the person agreed to stop h. Who agreed to stop an owner
// agreed to whatever it runs by now, and to nothing else that the same front holds.
func (f *freeing) wasShown(h ports.Holder) bool {
	return slices.ContainsFunc(f.change.Holders, func(shown ports.Holder) bool {
		if h.StoppedByOwner() && shown.Owner() == h.Owner() {
			return true
		}
		return shown.ProcessID == h.ProcessID && !h.IsFront()
	})
}

// needsAnotherLook reports whether h was not among the programs that the person
// agreed to stop, and is not one that is safe to stop: children that inherited
// the port are stopped with their parents only when they are.
func (f *freeing) needsAnotherLook(h ports.Holder) bool {
	return !f.wasShown(h) && h.Verdict != ports.Safe
}

// startedAgain finds a holder that is one of the stopped programs anew, rather
// than a child that inherited the port.
func (f *freeing) startedAgain(holders []ports.Holder) (ports.Holder, bool) {
	for _, h := range holders {
		if slices.Contains(f.atFirst, h.ProcessID) {
			continue
		}
		young := h.Started.After(f.began)
		same := slices.ContainsFunc(f.outcome.Stopped, func(s Stopped) bool {
			return s.Name == h.Name && slices.Equal(s.CommandLine, h.CommandLine)
		})
		if young || same || f.tried[h.Owner()] {
			return h, true
		}
	}
	return ports.Holder{}, false
}

func (f *freeing) stillHeld(holders []ports.Holder, why words.Text) {
	f.outcome.Result, f.outcome.StillHeld, f.outcome.Why = StillHeld, holders, why
}
