package repair

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

const (
	// betweenLooks is between the two looks at the sockets that prove a port free:
	// a supervisor often needs some 100 ms to start a program again.
	betweenLooks = 250 * time.Millisecond
	watchFor     = 3 * time.Second
	watchEvery   = 100 * time.Millisecond
	// probes is how often listening is tried while the port seems to be in use
	// though nobody listens.
	probes = 4
)

// prove sets the outcome's Result to result when the port is free: nobody is
// seen on it in two looks, it can be listened on in both address families, and,
// where something was stopped, nothing starts again.
func (f *freeing) prove(ctx context.Context, result FreeResult) error {
	f.tell(words.T("repair.step.proving", "Port", int(f.change.Port)), false)
	if err := pause(ctx, betweenLooks); err != nil {
		return f.failed(err)
	}
	if back, err := f.cameBack(ctx); back || err != nil {
		return f.failed(err)
	}
	inUse, err := f.stillTaken(ctx)
	if err != nil {
		return f.failed(err)
	}
	if inUse {
		f.stillHeld(nil, words.T("repair.free.unseen", "Port", int(f.change.Port)))
		return nil
	}
	f.tell(words.T("repair.step.free", "Port", int(f.change.Port)), true)
	if result == Freed {
		back, err := f.watch(ctx)
		if back || err != nil {
			return f.failed(err)
		}
	}
	f.outcome.Result = result
	return nil
}

// watch looks for a while whether somebody takes the port again.
func (f *freeing) watch(ctx context.Context) (back bool, err error) {
	f.tell(words.T("repair.step.watching", "Wait", watchFor), false)
	for end := time.Now().Add(watchFor); time.Now().Before(end); {
		if err := pause(ctx, watchEvery); err != nil {
			return false, err
		}
		if back, err := f.cameBack(ctx); back || err != nil {
			return back, err
		}
	}
	f.tell(words.T("repair.step.quiet", "Port", int(f.change.Port)), true)
	return false, nil
}

// cameBack looks whether somebody holds the port, and says who.
func (f *freeing) cameBack(ctx context.Context) (bool, error) {
	pids, err := f.pidsOn(ctx)
	if err != nil || len(pids) == 0 {
		return false, err
	}
	holders, err := f.holders(ctx, f.change.Port)
	if err != nil || len(holders) == 0 {
		return false, err
	}
	if len(f.outcome.Stopped) == 0 {
		f.stillHeld(holders, words.T("repair.free.others", "Names", names(holders), "Port", int(f.change.Port)))
	} else {
		f.respawned(holders[0])
	}
	return true, nil
}

// stillTaken tries to listen on the port itself. That it is forbidden (ports below
// 1024) or that the address does not exist (IPv6 switched off) says nothing about
// other programs; the two looks at the sockets must do then.
func (f *freeing) stillTaken(ctx context.Context) (inUse bool, err error) {
	for range probes {
		inUse = false
		for _, at := range loopbacks() {
			taken, err := f.isTaken(ctx, at)
			if err != nil {
				return false, err
			}
			inUse = inUse || taken
		}
		if !inUse {
			return false, nil
		}
		if err := pause(ctx, betweenLooks); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (f *freeing) isTaken(ctx context.Context, at loopback) (bool, error) {
	l, err := f.system.Network.Listen(ctx, at.network, netip.AddrPortFrom(at.address, f.change.Port).String())
	if err != nil {
		return errors.Is(f.system.Network.Class(err), platform.ErrAddressInUse), ctx.Err()
	}
	return false, l.Close()
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
