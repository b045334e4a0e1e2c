package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/names"
	"localhostdoctor/platform"
)

// labelLimit bounds the lookup of a made-up name under localhost: on a system that
// does not know such names it goes to a DNS server, which may be silent. It is over
// when the questions to those servers are.
const labelLimit = 1000 * time.Millisecond

// nameProbes fill NameFacts.
func (s *Snapshot) nameProbes(system platform.System) []probe {
	return []probe{
		{areaName, func(ctx context.Context) { s.Switch = find(ctx, localLimit, system.Naming.Switch) }},
		{areaName, func(ctx context.Context) { s.Resolving = find(ctx, localLimit, system.Naming.Resolving) }},
		{areaDNS, func(ctx context.Context) {
			if s.Asking == AskNothing {
				s.Scoped.Err = ErrNotAsked
				return
			}
			s.Scoped = find(ctx, dnsLimit, scopedServers(system))
		}},
		{areaName, func(ctx context.Context) {
			if s.Asking != AskEverything { // what the system does not know, it asks a server
				s.Labelled.Err = ErrNotAsked
				return
			}
			s.Label = names.RandomLabel() + "." + localhost
			s.Labelled = find(ctx, labelLimit, func(ctx context.Context) ([]netip.Addr, error) {
				return system.Resolver.OS(ctx, platform.IPv4, s.Label)
			})
		}},
		{areaHosts, func(ctx context.Context) { s.Obstacles = find(ctx, localLimit, hostsObstacles(system)) }},
		{areaPorts, func(ctx context.Context) { s.Listening = find(ctx, localLimit, listening(system)) }},
		{areaNetwork, func(ctx context.Context) { s.Engines = find(ctx, localLimit, system.Virtual.Engines) }},
		{areaNetwork, func(ctx context.Context) { s.WSL = find(ctx, localLimit, system.Virtual.WSL) }},
	}
}

func listening(system platform.System) func(context.Context) ([]platform.Listener, error) {
	return func(ctx context.Context) ([]platform.Listener, error) {
		found, err := system.Sockets.Listeners(ctx, platform.Query{})
		return found.All, err
	}
}

// lookAgain tells the programs of this computer from the round trips of this one,
// which listens on ::1 itself for a moment while the others are listed. Then it is
// known whether localhost needs a line for ::1.
func (s *Snapshot) lookAgain(ctx context.Context, system platform.System) {
	if len(onlyOnIPv6(s.Listening.Value)) > 0 {
		s.Listening = find(ctx, localLimit, listening(system))
	}
	if s.needsIPv6Line() {
		s.Rules.IPv6Wanted = true
		s.Report.Value = hosts.Parse(s.Hosts.Value.Bytes).Judge(s.Rules)
	}
}

// hostsObstacles looks at the hosts file that this system reads. One that does not
// exist has no obstacles of its own.
func hostsObstacles(system platform.System) func(context.Context) ([]platform.Obstacle, error) {
	return func(ctx context.Context) ([]platform.Obstacle, error) {
		path, err := system.Hosts.Path(ctx)
		if err != nil {
			return nil, err
		}
		found, err := system.Obstacles.Of(ctx, path)
		if errors.Is(err, platform.ErrNotFound) {
			return found, nil
		}
		return found, err
	}
}

// scopedServers asks the DNS servers of single domains for localhost, to see
// whether they are there.
func scopedServers(system platform.System) func(context.Context) ([]ScopedServer, error) {
	return func(ctx context.Context) ([]ScopedServer, error) {
		set, err := system.Naming.Scoped(ctx)
		if err != nil {
			return nil, err
		}
		asker := names.NewAsker(system.Network)
		found := make([]ScopedServer, len(set))
		var all sync.WaitGroup
		for i, server := range set {
			all.Go(func() { found[i] = tryScoped(ctx, asker, server) })
		}
		all.Wait()
		return found, nil
	}
}

func tryScoped(ctx context.Context, asker names.Asker, server platform.ScopedServer) ScopedServer {
	tried := ScopedServer{ScopedServer: server}
	for _, address := range server.Servers {
		if _, err := asker.Ask(ctx, address, names.Questions()[0]); err != nil {
			tried.Err = err
			continue
		}
		tried.Answers, tried.Err = true, nil
		break
	}
	return tried
}
