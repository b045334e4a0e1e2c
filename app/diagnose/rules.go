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
	if !onlyIPv4(report) {
		return false
	}
	found, err := system.Sockets.Listeners(ctx, platform.Query{Holders: platform.NoHolders})
	if err != nil || len(onlyOnIPv6(found.All)) == 0 {
		return false
	}
	return withoutIPv6(system.Resolver.OS(ctx, platform.IPv6, localhost))
}

// needsIPv6Line is NeedsIPv6Line with the facts that are in.
func (s Snapshot) needsIPv6Line() bool {
	return s.Report.Err == nil && onlyIPv4(s.Report.Value) && len(onlyOnIPv6(s.Listening.Value)) > 0 && withoutIPv6(s.OS6.Value, s.OS6.Err)
}

// onlyIPv4 tells whether a file maps localhost to 127.0.0.1 alone, on a system that
// goes by it.
func onlyIPv4(report hosts.Report) bool {
	here := report.Localhost
	return here.Status == hosts.OK && report.System != hosts.Windows && !slices.Contains(here.Addresses, netip.IPv6Loopback())
}

func withoutIPv6(answers []netip.Addr, err error) bool {
	if err != nil {
		return errors.Is(err, platform.ErrNoAddress)
	}
	return !slices.Contains(answers, netip.IPv6Loopback())
}

// onlyOnIPv6 returns the ports on which something listens on ::1 and nothing on
// 127.0.0.1, in order.
func onlyOnIPv6(listeners []platform.Listener) []uint16 {
	four := map[uint16]bool{}
	for _, l := range listeners {
		addr := l.Address.Addr()
		if l.Protocol == platform.TCP && (addr.IsUnspecified() && !l.V6Only || addr == loopback4) {
			four[l.Address.Port()] = true
		}
	}
	var found []uint16
	for _, l := range listeners {
		port := l.Address.Port()
		if l.Protocol == platform.TCP && l.Address.Addr() == netip.IPv6Loopback() && !four[port] && !slices.Contains(found, port) {
			found = append(found, port)
		}
	}
	slices.Sort(found)
	return found
}
