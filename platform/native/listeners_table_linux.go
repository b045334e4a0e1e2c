package native

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"strconv"

	"localhostdoctor/platform"
)

// table is the last answer with what it was made of: most looks find that nothing
// has changed, and sorting 10,000 rows takes as long as listing them.
type table struct {
	made, udp bool
	sockets   []waitingSocket
	answer    platform.Listeners
}

// lists tells whether the table is that of the same question.
func (t *table) lists(udp bool) bool { return t.made && t.udp == udp }

// answer makes the table of found, or repeats the last one when these are the same
// sockets with the same holders. A table that was handed out is never changed.
func (m *holderMemory) answer(found []waitingSocket, same, udp bool) platform.Listeners {
	if !same || m.changed {
		m.table = table{made: true, udp: udp, sockets: found, answer: m.rows(found)}
		m.changed = false
	}
	return m.table.answer
}

// settle deals with sockets of query that nobody seems to hold: those that were closed
// since the kernel listed them are left out, the others are somebody's who may
// not be seen.
func (m *holderMemory) settle(ctx context.Context, found []waitingSocket, query platform.Query) ([]waitingSocket, error) {
	doubtful := func(socket waitingSocket) bool {
		held := m.held[socket.inode]
		return held != nil && len(held.holders) == 0 && !held.unheld
	}
	if !slices.ContainsFunc(found, doubtful) {
		return found, nil
	}
	var again []waitingSocket
	var err error
	for _, protocol := range protocols(query.UDP) {
		of := func(socket waitingSocket) bool { return socket.key.protocol == protocol && doubtful(socket) }
		if !slices.ContainsFunc(found, of) {
			continue
		}
		if again, err = m.diag.waitingOn(ctx, protocol, query.Ports, again); err != nil {
			return nil, err
		}
	}
	open := make(map[uint64]bool, len(again))
	for _, socket := range again {
		open[socket.inode] = true
	}
	found = slices.DeleteFunc(found, func(socket waitingSocket) bool { return doubtful(socket) && !open[socket.inode] })
	for _, socket := range found {
		if doubtful(socket) {
			m.held[socket.inode].unheld = true
		}
	}
	return found, nil
}

// rows joins the sockets that have one address into one row.
func (m *holderMemory) rows(found []waitingSocket) platform.Listeners {
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(found[a].key.address.Compare(found[b].key.address), cmp.Compare(found[a].key.protocol, found[b].key.protocol))
	})
	answer := platform.Listeners{All: make([]platform.Listener, 0, len(found))}
	// hardly a row has more than one of each, and 30,000 small arrays cost time
	pids, uids, groups := make([]int, len(found)), make([]uint32, len(found)), make([]uint64, len(found))
	for _, i := range order {
		socket := &found[i]
		last := len(answer.All) - 1
		if last < 0 || answer.All[last].Address != socket.key.address || answer.All[last].Protocol != socket.key.protocol {
			last++
			answer.All = append(answer.All, platform.Listener{
				Protocol: socket.key.protocol, Address: socket.key.address, V6Only: true,
				PIDs: pids[last : last : last+1], UIDs: uids[last : last : last+1], CGroups: groups[last : last : last+1],
			})
		}
		m.add(&answer.All[last], socket)
		answer.HiddenOwners = answer.HiddenOwners || answer.All[last].Hidden
	}
	for i := range answer.All {
		row := &answer.All[i]
		row.PIDs, row.UIDs, row.CGroups = orNil(row.PIDs), orNil(row.UIDs), orNil(row.CGroups)
		if len(row.PIDs) == 0 && len(row.UIDs) == 1 {
			row.User = m.users.of(strconv.FormatUint(uint64(row.UIDs[0]), 10))
		}
	}
	return answer
}

// add adds one socket to the row of its address.
func (m *holderMemory) add(row *platform.Listener, socket *waitingSocket) {
	held := m.held[socket.inode]
	if held == nil || len(held.holders) == 0 {
		row.Hidden = true
	} else {
		for _, h := range held.holders {
			row.PIDs = insert(row.PIDs, int(h.pid))
		}
	}
	row.UIDs = insert(row.UIDs, socket.uid)
	if socket.cgroup != 0 {
		row.CGroups = insert(row.CGroups, socket.cgroup)
	}
	address := socket.key.address.Addr()
	row.V6Only = row.V6Only && address.Is6() && socket.v6only == v6alone
	row.DualStack = row.DualStack || socket.v6only == v6both && address == netip.IPv6Unspecified()
}

// insert adds a number to a sorted set.
func insert[N cmp.Ordered](set []N, n N) []N {
	at, there := slices.BinarySearch(set, n)
	if there {
		return set
	}
	return slices.Insert(set, at, n)
}

// orNil makes an empty set the one that reads as nothing.
func orNil[N any](set []N) []N {
	if len(set) == 0 {
		return nil
	}
	return set
}
