package native

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"localhostdoctor/platform"
)

// holderMemory knows from one look to the next who holds which socket, because
// finding that out by a walk over all open files is most of the cost of a look. It
// is for one caller at a time.
//
// The sockets themselves are asked for in every look. The holders are looked for
// in a walk when a socket is new, when one has lost all its holders, when the
// last walk is old, and when the caller demands it. Between walks, new processes
// are looked into (children inherit sockets), those that ended are forgotten, and
// the remembered ones are checked in turn, mostChecks in one look.
type holderMemory struct {
	diag      diag
	every     time.Duration // after which a walk is due, unless walks take long
	walked    time.Time     // zero when nothing is remembered
	took      time.Duration // by the last walk
	looks     uint64
	held      map[uint64]*heldSocket // by inode
	processes []procEntry            // as last listed
	spare     []procEntry
	populated string // procReader.population when they were listed
	next      int    // the socket to check next
	changed   bool   // the holders are not those of the last table any more
	asked     bool   // somebody wanted to know all about some ports, and may again
	table     table
	users     *usernames
}

// mostChecks bounds what one look spends on checking, 5 µs to 9 µs each; an ordinary
// desktop has hardly more sockets, so that all are checked in one look or two.
const mostChecks = 64

// heldSocket is one socket and who has it open.
type heldSocket struct {
	protocol platform.Protocol
	seen     uint64 // the look that found it last
	unheld   bool   // a walk found nobody who may be seen
	holders  []holder
	first    [1]holder // where holders begins: hardly a socket has more
	met      atomic.Bool
}

type holder struct{ pid, file int32 }

func newHolderMemory(every time.Duration) *holderMemory {
	return &holderMemory{every: every, held: map[uint64]*heldSocket{}, users: &usernames{}}
}

func (m *holderMemory) look(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	answer, err := m.lookNow(ctx, query)
	if err != nil {
		users := m.users
		*m = *newHolderMemory(m.every) // what was half learned is not to be trusted
		m.users = users
	}
	return answer, err
}

func (m *holderMemory) lookNow(ctx context.Context, query platform.Query) (_ platform.Listeners, err error) {
	found, same, err := m.sockets(ctx, query.UDP)
	if err != nil {
		return platform.Listeners{}, err
	}
	proc, err := openProc()
	if err != nil {
		return platform.Listeners{}, err
	}
	defer func() { err = errors.Join(err, proc.close()) }()
	if strange := !same && m.note(found, query.UDP); strange || query.Thorough || !m.isFresh() {
		err = m.walk(ctx, proc)
	} else {
		err = m.follow(ctx, proc, found)
	}
	if err != nil {
		return platform.Listeners{}, err
	}
	listed := len(found)
	if m.changed {
		if found, err = m.settle(ctx, found, platform.Query{UDP: query.UDP}); err != nil {
			return platform.Listeners{}, err
		}
	}
	answer := m.answer(found, same, query.UDP)
	m.table.made = m.table.made && len(found) == listed // else it is not what the kernel answered
	return answer, nil
}

// sockets asks the kernel for the waiting sockets. same tells that they are those of
// the last table, which most looks find: to note them again would cost a tenth. The
// first answer is not kept for comparing: for many memories there is no second one.
func (m *holderMemory) sockets(ctx context.Context, udp bool) (found []waitingSocket, same bool, err error) {
	first := m.walked.IsZero()
	same = !first
	for _, protocol := range protocols(udp) {
		if first {
			found, err = m.diag.waitingOn(ctx, protocol, nil, found)
		} else {
			var unchanged bool
			unchanged, err = m.diag.compare(ctx, protocol)
			same = same && unchanged
		}
		if err != nil {
			return nil, false, err
		}
	}
	switch {
	case first:
		return found, false, nil
	case same && m.table.lists(udp):
		return m.table.sockets, true, nil
	}
	found = make([]waitingSocket, 0, len(m.table.sockets)+spareSockets)
	for _, protocol := range protocols(udp) {
		found = m.diag.kept(protocol, found)
	}
	// an answer also tells what is queued at a socket, which is no matter here
	return found, m.table.lists(udp) && slices.Equal(found, m.table.sockets), nil
}

// spareSockets is room for some more sockets than there were.
const spareSockets = 64

// note enters what the kernel listed into the memory and takes out what is gone.
// It tells whether a socket was not known.
func (m *holderMemory) note(found []waitingSocket, udp bool) (strange bool) {
	m.looks++
	for _, socket := range found {
		if socket.inode == 0 {
			continue // nobody can have it open
		}
		held := m.held[socket.inode]
		if held == nil {
			held = &heldSocket{protocol: socket.key.protocol}
			held.holders = held.first[:0]
			m.held[socket.inode] = held
			strange = true
		}
		held.seen = m.looks
	}
	for inode, held := range m.held {
		if held.seen != m.looks && (udp || held.protocol == platform.TCP) {
			delete(m.held, inode)
		}
	}
	return strange
}

// walk looks into every process. Those that were started while it went on are
// looked into as well, so that a child cannot slip through behind it.
func (m *holderMemory) walk(ctx context.Context, proc *procReader) error {
	begun := time.Now()
	defer func() { m.took = time.Since(begun) }()
	for _, held := range m.held {
		held.holders, held.unheld = held.holders[:0], false
	}
	m.processes, m.populated, m.changed = m.processes[:0], "", true
	const rounds = 3 // for a computer that starts programs faster than they are read
	for range rounds {
		started, ended, err := m.list(proc)
		if err != nil {
			return err
		}
		m.forget(ended)
		if len(started) == 0 {
			break
		}
		if err := m.lookInto(ctx, proc, started, nil); err != nil {
			return err
		}
	}
	m.walked = begun
	return nil
}

// follow brings the memory up to date without a walk, or by one when a socket is
// left without a holder.
func (m *holderMemory) follow(ctx context.Context, proc *procReader, found []waitingSocket) error {
	started, ended, err := m.list(proc)
	if err != nil {
		return err
	}
	m.forget(ended)
	if err := m.lookInto(ctx, proc, started, nil); err != nil {
		return err
	}
	if err := m.check(ctx, proc, found); err != nil || !m.changed {
		return err
	}
	for _, held := range m.held {
		if len(held.holders) == 0 && !held.unheld && held.seen == m.looks {
			return m.walk(ctx, proc)
		}
	}
	return nil
}

// list reads which processes there are, and which started and ended since the
// last list.
func (m *holderMemory) list(proc *procReader) (started []procEntry, ended []int32, err error) {
	// asked first, so that what happens between the two is seen next time
	populated, err := proc.population()
	if err != nil || populated == m.populated {
		return nil, nil, err
	}
	now, err := proc.processes(m.spare)
	if err != nil {
		return nil, nil, err
	}
	m.populated = populated
	before := m.processes
	for i, j := 0, 0; i < len(before) || j < len(now); {
		switch {
		case j == len(now) || i < len(before) && before[i].pid < now[j].pid:
			ended = append(ended, before[i].pid)
			i++
		case i == len(before) || before[i].pid > now[j].pid:
			started = append(started, now[j])
			j++
		default:
			if before[i].mark != now[j].mark { // the PID was given away again
				ended, started = append(ended, before[i].pid), append(started, now[j])
			}
			i, j = i+1, j+1
		}
	}
	m.processes, m.spare = now, before
	return started, ended, nil
}

// forget takes processes out of all sockets. pids is sorted.
func (m *holderMemory) forget(pids []int32) {
	if len(pids) == 0 {
		return
	}
	for _, held := range m.held {
		before := len(held.holders)
		held.holders = slices.DeleteFunc(held.holders, func(h holder) bool {
			_, gone := slices.BinarySearch(pids, h.pid)
			return gone
		})
		m.changed = m.changed || len(held.holders) != before
	}
}

// check reads again whether remembered holders still have their sockets open. One
// that does not is looked into anew: it may have moved the socket to another file.
func (m *holderMemory) check(ctx context.Context, proc *procReader, found []waitingSocket) error {
	if m.next >= len(found) {
		m.next = 0
	}
	var moved []int32
	checks := 0
	for range found {
		socket := found[m.next]
		m.next = (m.next + 1) % len(found)
		held := m.held[socket.inode]
		if held == nil {
			continue
		}
		for _, h := range held.holders {
			if !proc.holds(h.pid, h.file, socket.inode) {
				moved = append(moved, h.pid)
			}
		}
		if checks += len(held.holders); checks >= mostChecks {
			break
		}
	}
	if len(moved) == 0 {
		return nil
	}
	slices.Sort(moved)
	moved = slices.Compact(moved)
	m.forget(moved)
	again := make([]procEntry, 0, len(moved))
	for _, pid := range moved {
		again = append(again, procEntry{pid: pid})
	}
	return m.lookInto(ctx, proc, again, nil)
}
