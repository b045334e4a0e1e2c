package diagnose

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

const (
	dialLimit = time.Second // a program on this computer answers in microseconds
	httpLimit = 2 * time.Second
	listLimit = 2 * time.Second // all listeners and their programs
	// kernelPID is the process of Windows itself, which serves for programs that use
	// http.sys.
	kernelPID = 4
)

// networkProbes fill the facts that are always looked at.
func (s *Snapshot) networkProbes(system platform.System) []probe {
	return []probe{
		{areaLoopback, func(ctx context.Context) { s.Switches = find(ctx, localLimit, system.Stack.Switches) }},
		{areaNetwork, func(ctx context.Context) { s.Sandbox = find(ctx, localLimit, system.Guards.Sandbox) }},
		{areaNetwork, func(ctx context.Context) { s.Redirects = find(ctx, localLimit, system.Stack.Redirects) }},
		{areaNetwork, func(ctx context.Context) { s.findProxies(ctx, system) }},
		{areaPorts, func(ctx context.Context) {
			s.Temporary = find(ctx, localLimit, func(ctx context.Context) (ports.Span, error) {
				first, last, err := system.Sockets.EphemeralRange(ctx)
				return ports.Span{First: first, Last: last}, err
			})
		}},
		{areaPorts, func(ctx context.Context) { s.FirstOpen = find(ctx, localLimit, system.PortRules.FirstOpen) }},
		{areaPorts, func(ctx context.Context) { s.Excluded = find(ctx, localLimit, system.PortRules.Excluded) }},
		{areaPorts, func(ctx context.Context) { s.Forwards = find(ctx, localLimit, system.PortRules.Forwards) }},
	}
}

// lookCloser comes when the first facts are in: it looks for the reason of what they
// showed, and at the listeners. Listing these keeps other questions about the network
// waiting where the system answers one at a time (Wine 8: seconds), so that they came
// too late if it was done beside them. A computer that answers itself is not looked
// at more closely.
func (s *Snapshot) lookCloser(ctx context.Context, system platform.System, known ports.Knowledge) {
	probes := []func(){func() {
		s.Conflicts = find(ctx, listLimit, func(ctx context.Context) ([]ports.Conflict, error) {
			return conflicts(ctx, system, known)
		})
	}}
	if slices.ContainsFunc(s.trips4(), func(t tripFact) bool { return t.Err != nil }) {
		probes = append(probes,
			func() {
				s.Route = find(ctx, localLimit, func(ctx context.Context) (platform.Route, error) {
					return system.Routes.To(ctx, loopback4)
				})
			},
			func() { s.Firewall = find(ctx, localLimit, system.Guards.Firewall) },
			func() { s.Enforcing = find(ctx, localLimit, system.Guards.Enforcing) },
			func() { s.Layers = find(ctx, localLimit, system.Stack.Layers) },
			func() {
				s.Lingering = find(ctx, localLimit, func(ctx context.Context) (int, error) {
					all, err := system.PortRules.Lingering(ctx)
					return len(all), err
				})
			})
	}
	if slices.ContainsFunc(s.Regressions, func(r Regression) bool { return r.Code == "W01" }) {
		probes = append(probes, func() {
			s.SystemWeb = find(ctx, localLimit, func(ctx context.Context) ([]uint16, error) { return brokenOff(ctx, system) })
		})
	}
	var all sync.WaitGroup
	for _, probe := range probes {
		all.Go(probe)
	}
	all.Wait()
}

// findProxies looks whether those that should be on this computer are there.
func (s *Snapshot) findProxies(ctx context.Context, system platform.System) {
	s.Proxies = find(ctx, localLimit, system.Proxies.All)
	for _, proxy := range s.Proxies.Value {
		if proxy.Server != "" {
			s.ProxyEnds = append(s.ProxyEnds, endOf(proxy))
		}
	}
	var all sync.WaitGroup
	for i := range s.ProxyEnds {
		end := &s.ProxyEnds[i]
		if !end.Here {
			continue
		}
		all.Go(func() {
			end.Answers = find(ctx, dialLimit, func(ctx context.Context) (bool, error) {
				return takesConnections(ctx, system.Network, *end)
			})
		})
	}
	all.Wait()
}

func takesConnections(ctx context.Context, network platform.Network, end ProxyEnd) (bool, error) {
	family, address := end.dial()
	conn, err := network.Dial(ctx, family, address)
	if err != nil {
		if class := network.Class(err); class != nil {
			return false, fmt.Errorf("%w: %w", class, err)
		}
		return false, err
	}
	return true, conn.Close()
}

// conflicts looks at the listeners that may get in each other's way or be seen by
// others. Only their programs are asked for, because that takes longest.
func conflicts(ctx context.Context, system platform.System, known ports.Knowledge) ([]ports.Conflict, error) {
	listeners, err := system.Sockets.Listeners(ctx, platform.Query{})
	if err != nil {
		return nil, err
	}
	listeners.All = suspects(listeners.All, known)
	if len(listeners.All) == 0 {
		return nil, nil
	}
	describe := func(pid int) (platform.Process, error) { return system.Processes.Describe(ctx, pid) }
	viewer := ports.Viewer{
		Self: system.Processes.Self(), User: system.About.User, OS: system.About.OS, Elevated: system.About.Elevated,
	}
	table := known.Build(listeners, describe, viewer, time.Now())
	return known.Conflicts(table.Rows, ports.Surroundings{}), ctx.Err()
}

// suspects are the listeners on ports that more than one program holds, or that are
// open to the network and known for what should not be.
func suspects(all []platform.Listener, known ports.Knowledge) []platform.Listener {
	holders := map[uint16][]int{}
	for _, l := range all {
		for _, pid := range l.PIDs {
			if port := l.Address.Port(); !slices.Contains(holders[port], pid) {
				holders[port] = append(holders[port], pid)
			}
		}
	}
	var found []platform.Listener
	for _, l := range all {
		port := l.Address.Port()
		open := l.Address.Addr().IsUnspecified() && !known.Use(platform.TCP, port).IsZero()
		if l.Protocol == platform.TCP && (len(holders[port]) > 1 || open) {
			found = append(found, l)
		}
	}
	return found
}

// brokenOff returns the ports on which Windows itself takes a connection and breaks
// it off instead of answering a request.
func brokenOff(ctx context.Context, system platform.System) ([]uint16, error) {
	listeners, err := system.Sockets.Listeners(ctx, platform.Query{})
	if err != nil {
		return nil, err
	}
	var broken []uint16
	for _, l := range listeners.All {
		at := l.Address
		if l.Protocol != platform.TCP || !slices.Contains(l.PIDs, kernelPID) || slices.Contains(broken, at.Port()) ||
			!servesPages(at) {
			continue
		}
		if errors.Is(request(ctx, system.Network, at.Port()), platform.ErrReset) {
			broken = append(broken, at.Port())
		}
	}
	slices.Sort(broken)
	return broken, ctx.Err()
}

// servesPages leaves out what Windows itself has open for other things than pages:
// file sharing.
func servesPages(at netip.AddrPort) bool {
	ip := at.Addr().Unmap()
	reachable := ip == loopback4 || ip.IsUnspecified()
	return reachable && at.Port() != 139 && at.Port() != 445
}

// request asks a web server on this computer for nothing but the heading of a page.
func request(ctx context.Context, network platform.Network, port uint16) error {
	ctx, cancel := context.WithTimeout(ctx, httpLimit)
	defer cancel()
	conn, err := network.Dial(ctx, "tcp4", net.JoinHostPort(loopback4.String(), strconv.Itoa(int(port))))
	if err == nil {
		stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
		defer stop()
		defer func() { _ = conn.Close() }() // all that was wanted has been read
		_, err = io.WriteString(conn, "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
	}
	if err == nil {
		_, err = conn.Read(make([]byte, 1))
	}
	if class := network.Class(err); class != nil {
		return fmt.Errorf("%w: %w", class, err)
	}
	return err
}
