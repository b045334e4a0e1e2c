package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/names"
	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

// The deadlines of the probes. They run side by side, so that the slowest decides
// how long a sick computer is waited for.
const (
	localLimit   = 3 * time.Second // reading a file, listing interfaces
	resolveLimit = 3 * time.Second // a name that leaks to a dead DNS server takes 5 s and more
	tripLimit    = 1500 * time.Millisecond
	pingLimit    = time.Second
	dnsLimit     = 1500 * time.Millisecond // a question is given up sooner by itself
)

const localhost = "localhost"

// Options say how to gather facts.
type Options struct {
	// Rules are how this computer reads its hosts file. Without a System they are
	// found out from its settings.
	Rules hosts.Rules
	// Ports is what is known about ports and programs, Regressions the faults of
	// systems; without them such faults are not found.
	Ports       ports.Knowledge
	Regressions []Regression
	// Asking says what DNS servers may be asked.
	Asking Asking
	// OnFact, if not nil, is called from any goroutine when a fact is in.
	OnFact func(Progress)
}

// Gather finds out all facts side by side, each with a deadline of its own. It
// always returns a whole Snapshot; what could not be found out has its error.
func Gather(ctx context.Context, system platform.System, options Options) Snapshot {
	s := Snapshot{About: system.About, Rules: options.Rules, Asking: options.Asking, Taken: time.Now()}
	if s.Rules.System == "" {
		s.Rules = find(ctx, localLimit, func(ctx context.Context) (hosts.Rules, error) {
			return ReadingRules(ctx, system), nil
		}).Value
	}
	s.Regressions = known(options.Regressions, system.About.OS, system.About.Build)
	probes := slices.Concat(s.probes(system), s.networkProbes(system), s.nameProbes(system))
	progress := newProgress(probes, options.OnFact)
	var all sync.WaitGroup
	for _, probe := range probes {
		all.Go(func() {
			probe.find(ctx)
			progress.one(probe.area)
		})
	}
	all.Wait()
	s.lookCloser(ctx, system, options.Ports)
	s.lookAgain(ctx, system)
	s.Took = time.Since(s.Taken)
	return s
}

func (s *Snapshot) probes(system platform.System) []probe {
	lookup := func(fact *Fact[[]netip.Addr], family platform.Family,
		ask func(context.Context, platform.Family, string) ([]netip.Addr, error),
	) probe {
		return probe{areaName, func(ctx context.Context) {
			*fact = find(ctx, resolveLimit, func(ctx context.Context) ([]netip.Addr, error) {
				return ask(ctx, family, localhost)
			})
		}}
	}
	trip := func(fact *Fact[time.Duration], protocol, host string) probe {
		return probe{areaLoopback, func(ctx context.Context) {
			*fact = find(ctx, tripLimit, func(ctx context.Context) (time.Duration, error) {
				return loopback.RoundTrip(ctx, system.Network, protocol, host)
			})
		}}
	}
	return []probe{
		{areaHosts, func(ctx context.Context) { s.readHosts(ctx, system) }},
		{areaLoopback, func(ctx context.Context) { s.Interfaces = find(ctx, localLimit, system.Interfaces.All) }},
		lookup(&s.OS4, platform.IPv4, system.Resolver.OS),
		lookup(&s.OS6, platform.IPv6, system.Resolver.OS),
		{areaName, func(ctx context.Context) { s.Go4 = s.askGo(ctx, system, platform.IPv4) }},
		{areaName, func(ctx context.Context) { s.Go6 = s.askGo(ctx, system, platform.IPv6) }},
		trip(&s.TCP4, "tcp4", "127.0.0.1"),
		trip(&s.UDP4, "udp4", "127.0.0.1"),
		trip(&s.TCP6, "tcp6", "::1"),
		trip(&s.UDP6, "udp6", "::1"),
		{areaLoopback, func(ctx context.Context) {
			s.Ping = find(ctx, pingLimit, func(ctx context.Context) (time.Duration, error) {
				return system.Pinger.Ping(ctx, loopback4)
			})
		}},
		{areaDNS, func(ctx context.Context) { s.askServers(ctx, system) }},
	}
}

func (s *Snapshot) readHosts(ctx context.Context, system platform.System) {
	defer s.lookBeside(ctx, system)
	files := system.Hosts
	s.HostsPath = find(ctx, localLimit, files.Path)
	if s.HostsPath.Err != nil {
		s.Hosts.Err, s.Report.Err = s.HostsPath.Err, s.HostsPath.Err
		return
	}
	s.Hosts = find(ctx, localLimit, func(ctx context.Context) (platform.HostsContent, error) {
		return files.Read(ctx, s.HostsPath.Value)
	})
	if s.Hosts.Err != nil && !errors.Is(s.Hosts.Err, platform.ErrNotFound) {
		s.Report.Err = s.Hosts.Err
		return
	}
	file, rules := hosts.Parse(s.Hosts.Value.Bytes), s.Rules
	s.Report = find(ctx, localLimit, func(context.Context) (hosts.Report, error) { return file.Judge(rules), nil })
}

func (s *Snapshot) askServers(ctx context.Context, system platform.System) {
	if s.Asking == AskNothing {
		s.NameServers.Err = ErrNotAsked
		return
	}
	s.NameServers = find(ctx, localLimit, system.NameServers.Servers)
	if s.NameServers.Err != nil {
		return
	}
	asker := names.NewAsker(system.Network)
	s.DNS = make([]Server, len(s.NameServers.Value))
	s.Random = make([]Fact[[]names.Reply], len(s.DNS))
	var all sync.WaitGroup
	for i, server := range s.NameServers.Value {
		s.DNS[i].NameServer = server
		all.Go(func() {
			s.DNS[i].Replies = find(ctx, dnsLimit, func(ctx context.Context) ([]names.Reply, error) {
				return names.AskAll(ctx, asker, server.Address), nil
			})
		})
		if s.Asking == AskLocalhost {
			s.Random[i].Err = ErrNotAsked
			continue
		}
		all.Go(func() {
			s.Random[i] = find(ctx, dnsLimit, func(ctx context.Context) ([]names.Reply, error) {
				return names.AskRandom(ctx, asker, server.Address), nil
			})
		})
	}
	all.Wait()
}

// progress counts facts.
