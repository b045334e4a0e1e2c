package ports

import (
	"cmp"
	"errors"
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Viewer is who looks at the computer; it decides what must not be stopped.
type Viewer struct {
	Self int    // the PID of this program
	User string // whom it runs as; empty when unknown
	OS   string // linux, darwin or windows
	// Elevated: with administrator permission already, so that more would not help.
	Elevated bool
	// Windows are the programs that have a window open, as far as the screen tells.
	Windows map[int]bool
}

// Build makes the table of listeners as they were at the time taken. describe is
// asked once for each process; its ErrGone says that the process has ended.
func (k Knowledge) Build(listeners platform.Listeners, describe func(pid int) (platform.Process, error), viewer Viewer, taken time.Time) Table {
	b := &builder{
		knowledge: k, viewer: viewer,
		processes: processes{describe: describe, known: map[int]described{}},
		holders:   map[int]Holder{}, owners: listeners.Owners,
	}
	b.protected = b.processes.lineOf(viewer.Self)
	table := Table{Rows: b.rows(listeners.All), Complete: true, OwnersError: listeners.OwnersError, Taken: taken}
	switch {
	case listeners.HiddenOwners:
		table.Complete = false
		table.IncompleteBecause = words.T("ports.incomplete.hidden")
		if viewer.Elevated {
			table.IncompleteBecause = words.T("ports.incomplete.hidden-from-all")
		}
	case b.unreadable:
		table.Complete = false
		table.IncompleteBecause = words.T("ports.incomplete.unreadable")
	}
	return table
}

// Nameless makes rows of listeners without looking at who holds them.
func Nameless(listeners []platform.Listener) []Row {
	rows := make([]Row, 0, len(listeners))
	for _, l := range listeners {
		address, port := l.Address.Addr().Unmap(), l.Address.Port()
		rows = append(rows, Row{Protocol: l.Protocol, Address: address, Port: port, Reach: ReachOf(address), Class: ClassOf(port)})
	}
	return rows
}

type builder struct {
	knowledge  Knowledge
	viewer     Viewer
	processes  processes
	protected  map[int]bool   // this program and its ancestors
	holders    map[int]Holder // by PID, as if nobody managed them
	owners     map[platform.Held]platform.Owner
	unreadable bool // some process could not be described though it runs
}

type socketKey struct {
	protocol platform.Protocol
	address  netip.AddrPort
}

// rows makes one row of all listeners on one protocol, address and port: a group
// that shares a port by SO_REUSEPORT arrives as several.
func (b *builder) rows(listeners []platform.Listener) []Row {
	pids, users := make(map[socketKey][]int, len(listeners)), map[socketKey]string{}
	var keys []socketKey
	for _, l := range listeners {
		key := socketKey{l.Protocol, netip.AddrPortFrom(l.Address.Addr().Unmap(), l.Address.Port())}
		if _, seen := pids[key]; !seen {
			keys = append(keys, key)
		}
		pids[key] = append(pids[key], l.PIDs...)
		if l.User != "" {
			users[key] = l.User
		}
	}
	slices.SortFunc(keys, func(a, b socketKey) int {
		return cmp.Or(
			cmp.Compare(a.address.Port(), b.address.Port()),
			cmp.Compare(a.protocol, b.protocol),
			a.address.Addr().Compare(b.address.Addr()),
		)
	})
	rows := make([]Row, 0, len(keys))
	for _, key := range keys {
		port := key.address.Port()
		rows = append(rows, Row{
			Protocol: key.protocol, Address: key.address.Addr(), Port: port,
			Reach: ReachOf(key.address.Addr()), Class: ClassOf(port),
			KnownAs: b.knowledge.Use(key.protocol, port),
			Holders: b.holdersOf(key, pids[key], users[key]),
		})
	}
	return rows
}

// holdersOf describes the holders of one row. user is whose sockets they are, if that
// is all that is known.
func (b *builder) holdersOf(key socketKey, pids []int, user string) []Holder {
	if len(pids) == 0 {
		pids = []int{0}
	}
	slices.Sort(pids)
	holders := make([]Holder, 0, len(pids))
	for _, pid := range slices.Compact(pids) {
		h, ok := b.holders[pid]
		if !ok {
			h = b.holder(pid)
			b.holders[pid] = h
		}
		if pid == 0 {
			h = b.hiddenOf(h, user)
		}
		if owner, owned := b.owners[platform.Held{Protocol: key.protocol, Address: key.address, PID: pid}]; owned {
			h = b.manage(h, owner)
		}
		holders = append(holders, h.leading(key.protocol, key.address.Port()))
	}
	parentsFirst(holders)
	return holders
}

// Holder says what is known of one process, as if it held a port, and whether it
// may be stopped. describe is as in Build.
func (k Knowledge) Holder(pid int, describe func(pid int) (platform.Process, error), viewer Viewer) Holder {
	b := &builder{
		knowledge: k, viewer: viewer,
		processes: processes{describe: describe, known: map[int]described{}},
	}
	b.protected = b.processes.lineOf(viewer.Self)
	return b.holder(pid)
}

func (b *builder) holder(pid int) Holder {
	switch {
	case pid == 0 && b.viewer.Elevated:
		return Holder{Verdict: Never, Reason: words.T("ports.reason.hidden-from-all")}
	case pid == 0:
		return Holder{Verdict: Never, Reason: words.T("ports.reason.hidden")}
	}
	p, err := b.processes.get(pid)
	if err != nil {
		unknown := Holder{Process: platform.Process{ProcessID: platform.ProcessID{PID: pid}}}
		return b.judgeUnread(unknown, err)
	}
	h := Holder{Process: p, Ancestors: b.processes.ancestors(p), Tool: b.knowledge.Tool(p)}
	known, isKnown := b.knowledge.find(p)
	if isKnown {
		h.What = words.Named("knowledge.kind.", known.Kind)
	}
	h.Verdict, h.Reason = b.judge(p, known, isKnown)
	if known.Owner != "" {
		h = b.manage(h, b.ownerOf(p, known))
	}
	return h
}

// hiddenOf adds whose program it is that may not be seen.
func (b *builder) hiddenOf(h Holder, user string) Holder {
	h.User = user
	if user != "" && !b.viewer.Elevated {
		h.Reason = words.T("ports.reason.hidden-of", "User", user)
	}
	return h
}

func (b *builder) judgeUnread(h Holder, err error) Holder {
	if verdict, reason, ok := b.untouchable(h.Process); ok {
		h.Verdict, h.Reason = verdict, reason
		return h
	}
	h.Verdict = Ask
	if errors.Is(err, platform.ErrGone) {
		h.Reason = words.T("ports.reason.ended")
		return h
	}
	b.unreadable = true
	h.Reason = words.T("ports.reason.unreadable")
	return h
}
