package native

import (
	"cmp"
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

// table is the last answer with what it was made of: most looks find that nothing
// has changed, and sorting 10,000 rows takes as long as listing them.
type table struct {
	sockets, spare []waitingSocket
	answer         platform.Listeners
}

// next returns an empty slice for the sockets of the next look.
func (t *table) next() []waitingSocket { return t.spare[:0] }

// answer makes the table of found, or repeats the last one when these are the same
// sockets with the same holders.
func (m *holderMemory) answer(found []waitingSocket, same bool) platform.Listeners {
	m.table.sockets, m.table.spare = found, m.table.sockets
	if !same || m.changed {
		m.table.answer = m.rows(found)
		m.changed = false
	}
	return cloned(m.table.answer)
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

// cloned copies an answer so that its receiver may change it; the numbers of all
// rows share one array each, and no row can grow into the next.
func cloned(answer platform.Listeners) platform.Listeners {
	pids, uids, groups := 0, 0, 0
	for i := range answer.All {
		row := &answer.All[i]
		pids, uids, groups = pids+len(row.PIDs), uids+len(row.UIDs), groups+len(row.CGroups)
	}
	allPIDs, allUIDs, allGroups := make([]int, 0, pids), make([]uint32, 0, uids), make([]uint64, 0, groups)
	answer.All = slices.Clone(answer.All)
	for i := range answer.All {
		row := &answer.All[i]
		row.PIDs, allPIDs = carve(row.PIDs, allPIDs)
		row.UIDs, allUIDs = carve(row.UIDs, allUIDs)
		row.CGroups, allGroups = carve(row.CGroups, allGroups)
	}
	return answer
}

// carve copies part to the end of array, which has room for it.
func carve[N any](part, array []N) (copied, grown []N) {
	if len(part) == 0 {
		return nil, array
	}
	begin := len(array)
	array = append(array, part...)
	return array[begin:len(array):len(array)], array
}
