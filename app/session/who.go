package session

import (
	"cmp"
	"context"
	"net/netip"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

// answerer names the program behind an address by the table of sockets.
// It is for one test: what it looked up is used for the other address as well.
type answerer struct {
	system    platform.System
	knowledge ports.Knowledge
	on        map[uint16]platform.Listeners
}

// listeners are those on one port.
func (a *answerer) listeners(ctx context.Context, port uint16) (platform.Listeners, error) {
	if known, ok := a.on[port]; ok {
		return known, nil
	}
	found, err := a.system.Sockets.Listeners(ctx, platform.Query{Ports: []uint16{port}, Holders: platform.OneHolder})
	if err == nil {
		a.on = map[uint16]platform.Listeners{port: found}
	}
	return found, err
}

// Who returns the program that takes TCP connections to address. A listener on
// the very address comes before one on a wildcard; the IPv6 wildcard also answers
// for IPv4 unless its program says otherwise (RFC 3493 section 5.3).
func (a *answerer) Who(ctx context.Context, address netip.AddrPort) (program loopback.Answerer, ok bool) {
	listeners, err := a.listeners(ctx, address.Port())
	if err != nil {
		return program, false
	}
	best, pid := 0, 0
	for _, l := range listeners.All {
		fit := fits(l, address)
		if fit > best && len(l.PIDs) > 0 {
			best, pid = fit, l.PIDs[0]
		}
	}
	if best == 0 {
		return program, false
	}
	process, err := a.system.Processes.Describe(ctx, pid)
	if err != nil {
		return program, false
	}
	called := cmp.Or(a.knowledge.Tool(process), process.Name)
	return loopback.Answerer{PID: pid, Name: process.Name, Called: called}, true
}

// fits says how well a listener answers for address; 0 is not at all.
func fits(l platform.Listener, address netip.AddrPort) int {
	here, wanted := l.Address.Addr().Unmap(), address.Addr().Unmap()
	switch {
	case l.Protocol != platform.TCP || l.Address.Port() != address.Port():
		return 0
	case here == wanted:
		return 3
	case !here.IsUnspecified():
		return 0
	case here.Is4() == wanted.Is4():
		return 2
	case here.Is6() && !l.V6Only:
		return 1
	default:
		return 0
	}
}
