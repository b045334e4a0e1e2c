package diagnose

import (
	"context"
	"net/netip"

	"localhostdoctor/platform"
)

// askGo asks Go's resolver for localhost.
func (s *Snapshot) askGo(ctx context.Context, system platform.System, family platform.Family) Fact[[]netip.Addr] {
	if s.Asking == AskNothing { // it asks the DNS servers for what the hosts file lacks
		return Fact[[]netip.Addr]{Err: ErrNotAsked}
	}
	return find(ctx, resolveLimit, func(ctx context.Context) ([]netip.Addr, error) {
		return system.Resolver.Go(ctx, family, localhost)
	})
}
