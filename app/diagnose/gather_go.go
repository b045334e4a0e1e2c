package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/platform"
)

const (
	// goCacheAge is how long Go's resolver trusts what it read of the hosts file
	// (cacheMaxAge in net/hosts.go), with some slack for coarse file times.
	goCacheAge = 5*time.Second + 250*time.Millisecond
	// goLimit leaves room for one more lookup after that.
	goLimit = 7500 * time.Millisecond
	goPause = 250 * time.Millisecond
)

// askGo asks Go's resolver for localhost.
func (s *Snapshot) askGo(ctx context.Context, system platform.System, family platform.Family) Fact[[]netip.Addr] {
	if s.Asking == AskNothing { // it asks the DNS servers for what the hosts file lacks
		return Fact[[]netip.Addr]{Err: ErrNotAsked}
	}
	limited, cancel := context.WithTimeout(ctx, goLimit)
	defer cancel()
	ask := func(ctx context.Context) ([]netip.Addr, error) { return system.Resolver.Go(ctx, family, localhost) }
	good := leadsHere
	if family == platform.IPv6 {
		// Many healthy hosts files give localhost no ::1: that is no reason to wait.
		good = func(fact Fact[[]netip.Addr]) bool {
			return leadsHere(fact) || errors.Is(fact.Err, platform.ErrNoAddress)
		}
	}
	return freshAnswer(limited, func() time.Time { return changedAt(limited, system.Hosts) }, good, ask)
}

// freshAnswer asks again while a bad answer may be older than the hosts file:
// this program may have repaired it a moment ago, and Go's resolver does not look
// for goCacheAge. A good answer is taken at once.
func freshAnswer(ctx context.Context, changed func() time.Time, good func(Fact[[]netip.Addr]) bool,
	ask func(context.Context) ([]netip.Addr, error),
) Fact[[]netip.Addr] {
	fact := find(ctx, resolveLimit, ask)
	if good(fact) {
		return fact
	}
	fresh := changed().Add(goCacheAge)
	for time.Now().Before(fresh) && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(min(goPause, time.Until(fresh))):
			fact = find(ctx, resolveLimit, ask)
		}
		if good(fact) {
			break
		}
	}
	return fact
}

func leadsHere(fact Fact[[]netip.Addr]) bool {
	elsewhere := func(a netip.Addr) bool { return !a.Unmap().IsLoopback() }
	return fact.Err == nil && len(fact.Value) > 0 && !slices.ContainsFunc(fact.Value, elsewhere)
}

// changedAt returns when the hosts file was last written; the zero time when
// that cannot be known, which the check on the file itself reports.
func changedAt(ctx context.Context, files platform.HostsFiles) time.Time {
	path, err := files.Path(ctx)
	if err != nil {
		return time.Time{}
	}
	content, err := files.Read(ctx, path)
	if err != nil {
		return time.Time{}
	}
	return content.Modified
}
