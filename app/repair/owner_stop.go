package repair

import (
	"context"
	"errors"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// stopHolders stops the owners first: a program that is ended behind its owner's
// back is started again. Programs whose owner was stopped before and that are
// still there are stopped themselves.
func (f *freeing) stopHolders(ctx context.Context, holders []ports.Holder) error {
	var fresh, direct []ports.Holder
	for _, h := range holders {
		switch {
		case h.StoppedByOwner() && !f.tried[h.Owner()]:
			fresh = append(fresh, h)
		case h.IsFront():
			f.stillHeld([]ports.Holder{h}, words.T("repair.free.others", "Names", names(holders), "Port", int(f.change.Port)))
			return nil
		default:
			direct = append(direct, h)
		}
	}
	owners, _ := owned(fresh)
	for _, owner := range owners {
		if err := f.stopOwner(ctx, owner, fresh); err != nil {
			return err
		}
	}
	if len(direct) == 0 {
		return nil
	}
	return f.stopAll(ctx, direct)
}

// stopOwner stops one owner. One that is gone by now, or that this system cannot
// stop, is passed over: the next look tells what to do about its programs.
func (f *freeing) stopOwner(ctx context.Context, owner platform.Owner, holders []ports.Holder) error {
	f.tried[owner] = true
	effects, err := f.system.Supervisors.Effects(ctx, owner)
	if err == nil {
		f.tell(words.Named("repair.step.owner.", string(owner.Kind), "Name", owner.Name), false)
		begun := time.Now()
		if err = f.system.Supervisors.Stop(ctx, owner); err == nil {
			f.ownerStopped(owner, effects, holders, time.Since(begun))
			return nil
		}
	}
	switch {
	case errors.Is(err, platform.ErrUnsupported), errors.Is(err, platform.ErrNotFound):
		f.tell(words.T("repair.step.owner-passed", "Name", owner.Name), true)
		return nil
	case errors.Is(err, platform.ErrNeedsAdmin):
		return words.Fail(words.NeedsAdmin, words.T("repair.stop.admin", "Name", owner.Name),
			words.T("repair.owner.admin.why"), words.T("repair.stop.admin.do"), err)
	case ctx.Err() != nil:
		return ctx.Err()
	default:
		return words.Fail(words.Failed, words.T("repair.stop.failed", "Name", owner.Name), words.Text{}, words.Text{}, err)
	}
}

// ownerStopped notes an owner with the first of its programs that was seen.
func (f *freeing) ownerStopped(owner platform.Owner, effects platform.StopEffects, holders []ports.Holder, took time.Duration) {
	done := Stopped{
		Name: owner.Name, How: howStopped(owner.Kind), Owner: owner,
		CommandLine: startAgain(owner, effects),
	}
	for _, h := range holders {
		if h.Owner() == owner && !h.IsFront() {
			done.PID = h.PID
			break
		}
	}
	f.outcome.Stopped = append(f.outcome.Stopped, done)
	f.tell(words.T("repair.step.ended", "Name", words.Literal(owner.Name), "Took", took), true)
}

// respawned names who started h again: its owner, else the parent that stayed.
func (f *freeing) respawned(h ports.Holder) {
	f.outcome.Result, f.outcome.CameBack, f.outcome.RespawnedBy = Respawned, &h, &h
	port := int(f.change.Port)
	switch parent, stays := starter(h); {
	case h.ManagedBy != nil:
		by := ports.Holder{ManagedBy: h.ManagedBy, Process: platform.Process{Name: h.ManagedBy.Name}}
		f.outcome.RespawnedBy = &by
		f.outcome.Why = words.T("repair.free.respawned-owner", "Name", name(h), "Owner", h.ManagedBy.Name, "Port", port)
	case stays:
		f.outcome.RespawnedBy = &parent
		f.outcome.Why = words.T("repair.free.respawned-by", "Name", name(h), "Parent", name(parent), "Port", port)
	default:
		f.outcome.Why = words.T("repair.free.respawned", "Name", name(h), "Port", port)
	}
}

// starter returns the parent of h. The first process and a user's systemd adopt
// what lost its parent, so they say nothing about who starts it.
func starter(h ports.Holder) (parent ports.Holder, stays bool) {
	if len(h.Ancestors) == 0 || h.Ancestors[0].PID <= 1 || h.Ancestors[0].Name == "systemd" {
		return ports.Holder{}, false
	}
	return ports.Holder{Process: h.Ancestors[0], Ancestors: h.Ancestors[1:]}, true
}
