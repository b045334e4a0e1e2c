package loopback

import (
	"context"
	"net/netip"

	"localhostdoctor/platform"
)

// Who names the program behind a listening address, ok false when it cannot.
type Who interface {
	Who(ctx context.Context, address netip.AddrPort) (pid int, name string, ok bool)
}

// Env is what a test works with. Who may be nil: then nobody is named.
type Env struct {
	Resolver   platform.Resolver
	Network    platform.Network
	Pinger     platform.Pinger
	Interfaces platform.Interfaces
	Who        Who
}

// NewEnv takes what a test needs from system.
func NewEnv(system platform.System, who Who) Env {
	return Env{
		Resolver: system.Resolver, Network: system.Network, Pinger: system.Pinger,
		Interfaces: system.Interfaces, Who: who,
	}
}
