package repair

import (
	"context"
	"errors"
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

// ErrUnseen is in the failure of Plan when only an administrator sees who holds the
// port. Then SeenBy makes the plan of what an administrator has seen.
var ErrUnseen = errors.New("only an administrator sees who holds it")

// Seen is a TCP listener whose holders the current user may not see, as an
// administrator sees it.
type Seen struct {
	Address   netip.AddrPort     `json:"address"`
	Processes []platform.Process `json:"processes"`
}

// See lists who holds the TCP port on localhost, by what the kernel says of each: its
// number, its start mark, its name and its user, and nothing else of it.
func (s *Stopper) See(ctx context.Context, port uint16) ([]Seen, error) {
	table, err := s.table(ctx, platform.Query{Thorough: true, Ports: []uint16{port}})
	if err != nil {
		return nil, err
	}
	seen := []Seen{}
	for _, row := range table.OnPort(port).LoopbackOnly().Rows {
		at := Seen{Address: netip.AddrPortFrom(row.Address, row.Port), Processes: []platform.Process{}}
		for _, h := range row.Holders {
			if h.PID > 0 {
				at.Processes = append(at.Processes, platform.Process{ProcessID: h.ProcessID, Name: h.Name, User: h.User})
			}
		}
		seen = append(seen, at)
	}
	return seen, nil
}

// SeenBy is the same stopper for making plans, that knows what an administrator has
// seen. What the current user sees goes before it.
func (s *Stopper) SeenBy(administrator []Seen) *Stopper {
	knowing := *s
	pids, known := map[netip.AddrPort][]int{}, map[int]platform.Process{}
	for _, at := range administrator {
		for _, p := range at.Processes {
			pids[at.Address] = append(pids[at.Address], p.PID)
			known[p.PID] = p
		}
	}
	knowing.system.Sockets = seenSockets{s.system.Sockets, pids}
	knowing.system.Processes = seenProcesses{s.system.Processes, known}
	return &knowing
}

// seenSockets fills in who holds the sockets whose holders may not be seen.
type seenSockets struct {
	platform.Sockets
	pids map[netip.AddrPort][]int
}

// Listeners implements platform.Sockets.
func (s seenSockets) Listeners(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	found, err := s.Sockets.Listeners(ctx, query)
	if err != nil {
		return found, err
	}
	hidden := false
	for i, l := range found.All {
		if len(l.PIDs) > 0 && !l.Hidden || l.Protocol != platform.TCP {
			continue
		}
		l.PIDs = slices.Concat(l.PIDs, s.pids[l.Address])
		slices.Sort(l.PIDs)
		l.PIDs = slices.Compact(l.PIDs)
		l.Hidden = len(s.pids[l.Address]) == 0
		hidden = hidden || l.Hidden
		found.All[i] = l
	}
	found.HiddenOwners = hidden
	return found, nil
}

// seenProcesses fills in what the current user may not know of a process.
type seenProcesses struct {
	platform.Processes
	known map[int]platform.Process
}

// Describe implements platform.Processes. A process that has another start mark by now
// is another one: nothing that was seen is true of it.
func (s seenProcesses) Describe(ctx context.Context, pid int) (platform.Process, error) {
	p, err := s.Processes.Describe(ctx, pid)
	seen, known := s.known[pid]
	switch {
	case !known, errors.Is(err, platform.ErrGone), ctx.Err() != nil:
		return p, err
	case err != nil:
		return seen, nil
	case p.Start != 0 && p.Start != seen.Start:
		return p, nil
	}
	p.Start = seen.Start
	if p.Name == "" {
		p.Name = seen.Name
	}
	if p.User == "" {
		p.User = seen.User
	}
	return p, nil
}
