package loopback

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

type lookup func(context.Context, platform.Family, string) ([]netip.Addr, error)

// resolve asks both resolvers for both families at once.
func (t *test) resolve(ctx context.Context) {
	for _, stage := range []Stage{ResolveOS, ResolveGo} {
		t.steps[stage].Target = t.target.Host
	}
	if t.target.Addr.IsValid() {
		t.steps[ResolveOS].Detail = words.T("loopback.no-lookup")
		t.steps[ResolveGo].Detail = words.T("loopback.no-lookup")
		return
	}
	// Another name must leave time to connect to what it leads to.
	limit := t.timeout
	if !t.target.isLocalhost() {
		limit = t.timeout / 2
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var both sync.WaitGroup
	both.Go(func() { t.os = t.ask(ctx, t.steps[ResolveOS], t.env.Resolver.OS) })
	both.Go(func() { t.gor = t.ask(ctx, t.steps[ResolveGo], t.env.Resolver.Go) })
	both.Wait()
	t.osAsked = t.steps[ResolveOS].Status != Skipped
}

func (t *test) ask(ctx context.Context, step *Step, look lookup) []netip.Addr {
	start := time.Now()
	var found [2][]netip.Addr
	var errs [2]error
	var both sync.WaitGroup
	for i, family := range []platform.Family{platform.IPv4, platform.IPv6} {
		both.Go(func() {
			found[i], errs[i] = within(ctx, func(ctx context.Context) ([]netip.Addr, error) {
				return look(ctx, family, t.target.Host)
			})
		})
	}
	both.Wait()
	step.Took = time.Since(start)
	var all []netip.Addr
	for _, addr := range slices.Concat(found[0], found[1]) {
		if addr = addr.Unmap(); !slices.Contains(all, addr) {
			all = append(all, addr)
		}
	}
	if len(all) > 0 {
		step.Status = OK
		step.Detail = words.T("loopback.leads-to", "Addresses", addressTexts(all))
		return all
	}
	step.Status, step.Detail = lookupFailure(errs[:], t.target.Host)
	return nil
}

// lookupFailure tells why neither family has an address. That one of them has
// none is known also when the other could not be asked.
func lookupFailure(errs []error, name string) (Status, words.Text) {
	oneIs := func(kinds ...error) bool {
		return slices.ContainsFunc(errs, func(err error) bool {
			return slices.ContainsFunc(kinds, func(kind error) bool { return errors.Is(err, kind) })
		})
	}
	switch {
	case oneIs(platform.ErrUnsupported):
		return Skipped, words.T("loopback.resolver-unsupported")
	case oneIs(platform.ErrTimeout, context.DeadlineExceeded):
		return Timeout, words.T("loopback.resolver-silent", "Name", name)
	case oneIs(platform.ErrNoAddress):
		return NoAddress, words.T("loopback.no-address", "Name", name)
	}
	return Failed, words.T("loopback.resolver-failed", "Error", fmt.Sprint(errs[0]))
}

func addressTexts(addresses []netip.Addr) []string {
	texts := make([]string, len(addresses))
	for i, a := range addresses {
		texts[i] = a.String()
	}
	return texts
}
