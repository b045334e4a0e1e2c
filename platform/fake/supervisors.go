package fake

import (
	"context"
	"fmt"
	"slices"

	"localhostdoctor/platform"
)

// Supervised is an owner of processes.
type Supervised struct {
	platform.Owner
	Effects platform.StopEffects
	PIDs    []int // whom it owns; 0 for the hidden holders
	StopErr error
	// Restarts: it starts its processes again at once, under other PIDs, though it
	// was stopped.
	Restarts bool
	// Leaves: its processes go on when it is stopped.
	Leaves bool
}

type supervisors struct{ c *Computer }

// Owners implements platform.Supervisors.
func (s supervisors) Owners(ctx context.Context, listeners []platform.Listener, _ platform.Query) (map[platform.Held]platform.Owner, error) {
	defer s.c.record("Supervisors.Owners", len(listeners))()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	found := map[platform.Held]platform.Owner{}
	for _, l := range listeners {
		pids := l.PIDs
		if len(pids) == 0 {
			pids = []int{0}
		}
		for _, pid := range pids {
			for _, owner := range s.c.Supervised {
				if slices.Contains(owner.PIDs, pid) {
					found[platform.Held{Protocol: l.Protocol, Address: l.Address, PID: pid}] = owner.Owner
				}
			}
		}
	}
	return found, s.c.OwnersErr
}

func (s supervisors) find(owner platform.Owner) (*Supervised, error) {
	for _, known := range s.c.Supervised {
		if known.Owner == owner {
			return known, nil
		}
	}
	return nil, fmt.Errorf("finding %s: %w", owner.Name, platform.ErrNotFound)
}

// Effects implements platform.Supervisors.
func (s supervisors) Effects(ctx context.Context, owner platform.Owner) (platform.StopEffects, error) {
	defer s.c.record("Supervisors.Effects", owner.ID)()
	known, err := s.find(owner)
	if err != nil {
		return platform.StopEffects{}, err
	}
	return known.Effects, ctx.Err()
}

// Stop implements platform.Supervisors.
func (s supervisors) Stop(ctx context.Context, owner platform.Owner) error {
	defer s.c.record("Supervisors.Stop", owner.ID)()
	known, err := s.find(owner)
	switch {
	case err != nil:
		return err
	case known.StopErr != nil:
		return fmt.Errorf("stopping %s: %w", owner.Name, known.StopErr)
	case known.Leaves:
		return ctx.Err()
	}
	for _, pid := range slices.Clone(known.PIDs) {
		process, runs := s.c.Running[pid]
		switch {
		case pid == 0:
			s.c.Listening = slices.DeleteFunc(s.c.Listening, func(l platform.Listener) bool { return len(l.PIDs) == 0 })
		case runs && known.Restarts:
			known.PIDs = append(known.PIDs, s.c.respawn(process))
		case runs && pid == 1:
			for i := range s.c.Listening {
				s.c.Listening[i].PIDs = slices.DeleteFunc(slices.Clone(s.c.Listening[i].PIDs), func(p int) bool { return p == 1 })
			}
			s.c.Listening = slices.DeleteFunc(s.c.Listening, func(l platform.Listener) bool { return len(l.PIDs) == 0 })
		case runs:
			s.c.end(process)
		}
	}
	return ctx.Err()
}
