package native

import (
	"context"
	"errors"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"localhostdoctor/platform"
)

// sufficiency tells a search when it may end. The nil one never does.
type sufficiency struct{ missing atomic.Int64 }

// meet notes that a holder of socket was found.
func (s *sufficiency) meet(socket *heldSocket) {
	if s != nil && socket.met.CompareAndSwap(false, true) {
		s.missing.Add(-1)
	}
}

func (s *sufficiency) reached() bool { return s != nil && s.missing.Load() <= 0 }

// isFresh reports whether a look would not have to walk over all processes.
func (m *holderMemory) isFresh() bool {
	return !m.walked.IsZero() && time.Since(m.walked) <= sparing(m.every, m.took)
}

// search answers one question about some sockets. It is for a memory that knows
// nothing yet and is not used again. Where nothing listens on the ports in question
// no process is looked into: on a computer with 1,000 of them that is all the time
// that a question takes.
func (m *holderMemory) search(ctx context.Context, query platform.Query) (_ platform.Listeners, err error) {
	var found []waitingSocket
	for _, protocol := range protocols(query.UDP) {
		if found, err = m.diag.waitingOn(ctx, protocol, query.Ports, found); err != nil {
			return platform.Listeners{}, err
		}
	}
	found = slices.DeleteFunc(found, func(s waitingSocket) bool { return !query.Wants(s.key.address.Port()) })
	m.note(found, query.UDP)
	switch {
	case query.Holders == platform.NoHolders:
		return withoutHolders(m.rows(found)), nil
	case len(m.held) == 0:
		return m.rows(found), nil
	}
	proc, err := openProc()
	if err != nil {
		return platform.Listeners{}, err
	}
	defer func() { err = errors.Join(err, proc.close()) }()
	if query.Holders == platform.OneHolder {
		err = m.findOne(ctx, proc, found)
	} else {
		err = m.walk(ctx, proc)
	}
	if err == nil {
		found, err = m.settle(ctx, found, query)
	}
	if err != nil {
		return platform.Listeners{}, err
	}
	return m.rows(found), nil
}

// findOne looks for one holder of each socket, and ends when there is none left
// that could be found.
func (m *holderMemory) findOne(ctx context.Context, proc *procReader, found []waitingSocket) error {
	enough, me := &sufficiency{}, uint32(os.Geteuid())
	counted := map[uint64]bool{}
	for _, socket := range found {
		// the files of another user's program may not be seen but by root
		if socket.inode != 0 && !counted[socket.inode] && (me == 0 || socket.uid == me) {
			counted[socket.inode] = true
			enough.missing.Add(1)
		}
	}
	processes, err := proc.processes(nil)
	if err != nil {
		return err
	}
	return m.lookInto(ctx, proc, fromBothEnds(processes), enough)
}

// fromBothEnds takes the newest process first, then the oldest, and so on: what a
// person works with was started last, what serves the computer first.
func fromBothEnds(processes []procEntry) []procEntry {
	order := make([]procEntry, 0, len(processes))
	for first, last := 0, len(processes)-1; first <= last; first, last = first+1, last-1 {
		order = append(order, processes[last])
		if first < last {
			order = append(order, processes[first])
		}
	}
	return order
}

// withoutHolders takes back that nobody was seen, as nobody was looked for.
func withoutHolders(found platform.Listeners) platform.Listeners {
	for i := range found.All {
		found.All[i].Hidden, found.All[i].PIDs, found.All[i].User = false, nil, ""
	}
	found.HiddenOwners = false
	return found
}
