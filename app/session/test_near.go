package session

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

const (
	// nextDoor is how far from a port its neighbours are: a development server whose
	// port is taken counts up.
	nextDoor = 20
	// firstTemporary begins what Linux gives to programs that do not mind which port
	// they have (ip(7), ip_local_port_range); Windows and macOS begin at 49152. Who has
	// a port there that pages are known for has it by chance.
	firstTemporary = 32768
	// mostNear is how many ports are looked at.
	mostNear = 32
)

// Listening implements loopback.Surroundings.
func (a around) Listening(ctx context.Context, port uint16) ([]loopback.Listening, error) {
	system := a.s.system
	every, err := system.Sockets.Listeners(ctx, platform.Query{Holders: platform.NoHolders})
	if err != nil {
		return nil, err
	}
	likely := a.likely(every.All, port)
	if len(likely) == 0 {
		return nil, nil
	}
	worthNaming := platform.Query{Ports: likely, Holders: platform.OneHolder}
	listeners, err := system.Sockets.Listeners(ctx, worthNaming)
	if err != nil {
		return nil, err
	}
	// Who would start a program again does not matter here, so it is not asked.
	describe := func(pid int) (platform.Process, error) { return system.Processes.Describe(ctx, pid) }
	viewer := ports.Viewer{Self: system.Processes.Self(), User: system.About.User, OS: system.About.OS, Elevated: system.About.Elevated}
	table := a.s.knowledge.Build(listeners, describe, viewer, time.Now())
	all := make([]loopback.Listening, 0, len(table.Rows))
	for _, row := range table.Rows {
		at := netip.AddrPortFrom(row.Address, row.Port)
		l := loopback.Listening{Address: at, V6Only: alone(listeners.All, at)}
		for _, h := range row.Holders {
			if h.Name != "" {
				l.PID, l.Name, l.Web = h.PID, h.Called(), showsPages(row, h)
				break
			}
		}
		all = append(all, l)
	}
	return all, nil
}

// alone reports whether what listens at the IPv6 address at takes no IPv4.
func alone(listeners []platform.Listener, at netip.AddrPort) bool {
	return slices.ContainsFunc(listeners, func(l platform.Listener) bool { return l.Address == at && l.V6Only })
}

// showsPages guesses whether a person would open what h shows on row's port: a web
// server, or a program of their own on a port that web development uses. Programs
// that no user should stop are parts of the system.
func showsPages(row ports.Row, h ports.Holder) bool {
	if row.Protocol != "tcp" || h.Verdict == ports.Never {
		return false
	}
	switch kind := kindOf(h.What); {
	case kind == "web-development", kind == "web", kind == "notebook", kind == "practice":
		return true
	case strings.HasPrefix(kind, "runtime-"):
		use := kindOf(row.KnownAs)
		return use == "web-development" || use == "web" || use == "api"
	}
	return false
}

// likely are those ports of listeners where the page may be that a person looked for
// on port, the nearest first: there, on a port that web servers use, or next door.
// To name who holds them all can take longer than the whole test.
func (a around) likely(listeners []platform.Listener, port uint16) []uint16 {
	distance := func(p uint16) int { return max(int(p)-int(port), int(port)-int(p)) }
	var found []uint16
	for _, l := range listeners {
		p := l.Address.Port()
		if distance(p) <= nextDoor || p < firstTemporary && isForPages(kindOf(a.s.knowledge.Use(platform.TCP, p))) {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b uint16) int { return cmp.Or(cmp.Compare(distance(a), distance(b)), cmp.Compare(a, b)) })
	found = slices.Compact(found)
	return found[:min(len(found), mostNear)]
}

// isForPages tells by the kind of a port whether what is shown there is for people.
func isForPages(kind string) bool {
	switch kind {
	case "web-development", "web", "api", "notebook", "practice":
		return true
	default:
		return false
	}
}
