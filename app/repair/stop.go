package repair

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// stopAll stops holders in their order, parents first. All handles are taken
// before the first program is asked, so that a missing permission stops nothing.
func (f *freeing) stopAll(ctx context.Context, holders []ports.Holder) (err error) {
	handles := make(map[int]platform.Handle, len(holders))
	defer func() {
		for pid, h := range handles {
			if closeErr := h.Close(); closeErr != nil && err == nil {
				err = fmt.Errorf("letting go of process %d: %w", pid, closeErr)
			}
		}
	}()
	for _, h := range holders {
		handle, err := f.system.Processes.Open(ctx, h.ProcessID)
		switch {
		case err == nil:
			handles[h.PID] = handle
		case errors.Is(err, platform.ErrGone):
		default:
			return notAllowed(h, err)
		}
	}
	for _, h := range holders {
		handle, open := handles[h.PID]
		if !open {
			continue
		}
		if err := f.stop(ctx, h, handle); err != nil || f.outcome.Result != "" {
			return err
		}
	}
	return nil
}

// stop stops one program, politely first. It sets the outcome's Result when the
// program did not end.
func (f *freeing) stop(ctx context.Context, h ports.Holder, handle platform.Handle) error {
	holds, err := f.stillHolds(ctx, h.PID)
	if err != nil {
		return err
	}
	if !holds {
		f.tell(words.T("repair.step.let-go", "Name", name(h)), true)
		return nil
	}
	ended, polite, err := f.ask(ctx, h, handle)
	if err != nil || ended {
		return err
	}
	if polite {
		if holds, err = f.stillHolds(ctx, h.PID); err != nil {
			return err
		}
		if !holds {
			f.tell(words.T("repair.step.let-go", "Name", name(h)), true)
			return nil
		}
	}
	return f.insist(ctx, h, handle, polite)
}

// insist forces a program that did not end, where that was agreed to, and says
// that it is still there where not.
func (f *freeing) insist(ctx context.Context, h ports.Holder, handle platform.Handle, polite bool) error {
	if f.options.Force {
		return f.force(ctx, h, handle)
	}
	why := words.T("repair.free.ignores", "Name", name(h), "Wait", f.options.Wait)
	if !polite {
		why = words.T("repair.free.no-asking", "Name", name(h))
	}
	f.stillHeld([]ports.Holder{h}, why)
	f.outcome.CanForce = true
	return nil
}

// ask asks a program to end and waits. polite is false when this system has no
// way to ask it.
func (f *freeing) ask(ctx context.Context, h ports.Holder, handle platform.Handle) (ended, polite bool, err error) {
	begun := time.Now()
	err = handle.Ask()
	switch {
	case errors.Is(err, platform.ErrUnsupported):
		return false, false, nil
	case errors.Is(err, platform.ErrGone):
		f.tell(words.T("repair.step.let-go", "Name", name(h)), true)
		return true, true, nil
	case err != nil:
		return false, true, notAllowed(h, err)
	}
	f.tell(words.T("repair.step.asked", "Name", name(h), "Wait", f.options.Wait), false)
	ended, err = waitFor(ctx, handle, f.options.Wait)
	if err != nil {
		return false, true, err
	}
	if ended {
		f.stopped(h, Asked, time.Since(begun))
	} else {
		f.tell(words.T("repair.step.ignores", "Name", name(h), "Wait", f.options.Wait), true)
	}
	return ended, true, nil
}

func (f *freeing) force(ctx context.Context, h ports.Holder, handle platform.Handle) error {
	begun := time.Now()
	if err := handle.Force(); err != nil && !errors.Is(err, platform.ErrGone) {
		return notAllowed(h, err)
	}
	f.tell(words.T("repair.step.forced", "Name", name(h)), false)
	ended, err := waitFor(ctx, handle, forcedWait)
	if err != nil {
		return err
	}
	if !ended {
		f.stillHeld([]ports.Holder{h}, words.T("repair.free.immortal", "Name", name(h)))
		return nil
	}
	f.stopped(h, Forced, time.Since(begun))
	return nil
}

func (f *freeing) stopped(h ports.Holder, how How, took time.Duration) {
	f.outcome.Stopped = append(f.outcome.Stopped, Stopped{
		PID: h.PID, Name: h.Name, How: how, CommandLine: h.CommandLine, Directory: h.Directory,
	})
	f.tell(words.T("repair.step.ended", "Name", name(h), "Took", took), true)
}

// stillHolds looks at the sockets again, without asking about any process.
func (f *freeing) stillHolds(ctx context.Context, pid int) (bool, error) {
	pids, err := f.pidsOn(ctx)
	return slices.Contains(pids, pid), err
}

// pidsOn returns who holds the port now; a socket whose owner is hidden counts
// as PID 0.
func (f *freeing) pidsOn(ctx context.Context) ([]int, error) {
	listeners, err := f.system.Sockets.Listeners(ctx, platform.Query{Thorough: true, Ports: []uint16{f.change.Port}})
	if err != nil {
		return nil, fmt.Errorf("looking at port %d again: %w", f.change.Port, err)
	}
	var pids []int
	for _, l := range listeners.All {
		if l.Protocol != platform.TCP || l.Address.Port() != f.change.Port || ports.ReachOf(l.Address.Addr()) == ports.ReachNetwork {
			continue
		}
		if len(l.PIDs) == 0 {
			pids = append(pids, 0)
		}
		pids = append(pids, l.PIDs...)
	}
	return pids, nil
}

// waitFor waits until the process has ended, at most for limit.
func waitFor(ctx context.Context, handle platform.Handle, limit time.Duration) (ended bool, err error) {
	waiting, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err = handle.Wait(waiting)
	switch {
	case err == nil:
		return true, nil
	case ctx.Err() != nil:
		return false, ctx.Err()
	case waiting.Err() != nil:
		return false, nil
	default:
		return false, fmt.Errorf("waiting for a program to end: %w", err)
	}
}

// notAllowed says which program could not be stopped; a missing permission is
// the reason that a person can do something about.
func notAllowed(h ports.Holder, err error) error {
	if errors.Is(err, platform.ErrNeedsAdmin) {
		return words.Fail(words.NeedsAdmin, words.T("repair.stop.admin", "Name", name(h)),
			words.T("repair.stop.admin.why"), words.T("repair.stop.admin.do"), err)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return words.Fail(words.Failed, words.T("repair.stop.failed", "Name", name(h)),
		words.Text{}, words.Text{}, err)
}
