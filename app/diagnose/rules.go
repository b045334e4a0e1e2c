package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"slices"

	"localhostdoctor/app/hosts"
	"localhostdoctor/platform"
)

// ReadingRules are how this computer reads its hosts file, by its settings. What
// they do not tell is left as it is usual on this system.
func ReadingRules(ctx context.Context, system platform.System) hosts.Rules {
	rules := hosts.Rules{System: hosts.System(system.About.OS), Hostname: system.About.Hostname}
	// A setting that could not be read leaves what follows from the others.
	reading, _ := system.Readers.Readers(ctx)
	if reading.Musl {
		rules.System = hosts.Musl
	}
	rules.Multi, rules.Resolved = reading.Multi, reading.Resolved
	return rules
}

// NeedsIPv6Line reports whether a program of this computer can be reached by the
// name localhost only if that leads to ::1 too, and it does not: something listens
// on ::1 alone, the file judged by report maps localhost to 127.0.0.1 alone, and
// the operating system does not answer ::1 by itself. It asks no further than it
// has to; what cannot be asked counts as no.
func NeedsIPv6Line(ctx context.Context, system platform.System, report hosts.Report) bool {
	here := report.Localhost
	if here.Status != hosts.OK || report.System == hosts.Windows || slices.Contains(here.Addresses, netip.IPv6Loopback()) {
		return false
	}
	found, err := system.Sockets.Listeners(ctx, platform.Query{})
	if err != nil || !listensOnlyOn6(found.All) {
		return false
	}
	answers, err := system.Resolver.OS(ctx, platform.IPv6, localhost)
	if err != nil {
		return errors.Is(err, platform.ErrNoAddress)
	}
	return !slices.Contains(answers, netip.IPv6Loopback())
}

// listensOnlyOn6 reports whether a port is open on ::1 that nothing answers on
// 127.0.0.1.
func listensOnlyOn6(listeners []platform.Listener) bool {
	four := map[uint16]bool{}
	for _, l := range listeners {
		address := l.Address.Addr()
		if l.Protocol == platform.TCP && (address == loopback4 || address == netip.IPv4Unspecified() ||
			address == netip.IPv6Unspecified() && !l.V6Only) {
			four[l.Address.Port()] = true
		}
	}
	return slices.ContainsFunc(listeners, func(l platform.Listener) bool {
		return l.Protocol == platform.TCP && l.Address.Addr() == netip.IPv6Loopback() && !four[l.Address.Port()]
	})
}
