package loopback

import (
	"context"
	"net/netip"
	"time"

	"localhostdoctor/app/words"
)

// lookAtHosts asks what the hosts file says of the name, which explains what the
// resolvers answer. A file that cannot be read is no failure of the address.
func (t *test) lookAtHosts(ctx context.Context) {
	step := t.steps[HostsFile]
	switch {
	case t.target.Addr.IsValid():
		step.Detail = words.T("loopback.no-lookup")
		return
	case t.env.Hosts == nil:
		step.Detail = words.T("loopback.hosts-not-read")
		return
	}
	step.Target = t.target.Host
	start := time.Now()
	found, err := within(ctx, func(ctx context.Context) ([]netip.Addr, error) {
		return t.env.Hosts.HostsFileSays(ctx, t.target.Host)
	})
	step.Took = time.Since(start)
	switch {
	case err != nil:
		step.Detail = words.T("loopback.hosts-not-read")
	case len(found) == 0:
		// Names come from elsewhere too: a missing line alone is no fault.
		step.Detail = words.T("loopback.hosts-nothing", "Name", t.target.Host)
	default:
		step.Status = OK
		step.Detail = words.T("loopback.hosts-says", "Addresses", addressTexts(found))
	}
}

// lookNear reads the table of sockets when nothing could be reached: it tells
// what is there instead.
func (t *test) lookNear(whole context.Context) {
	if t.env.Around == nil || t.elsewhere || t.anyWanted(OK) {
		return
	}
	ctx, cancel := context.WithTimeout(whole, naming)
	defer cancel()
	near, err := within(ctx, func(ctx context.Context) ([]Listening, error) {
		return t.env.Around.Listening(ctx, t.target.Port)
	})
	if err != nil {
		return // then nothing is said about it
	}
	t.near = near
	if t.anyWanted(Refused) && !t.anyOK() {
		t.hidden, _ = within(ctx, func(ctx context.Context) ([]string, error) {
			return t.env.Around.Unpublished(ctx, t.target.Port), nil
		})
	}
}

// listenerHere is the program that should have answered by the table of sockets.
func (t *test) listenerHere() (Listening, bool) {
	for _, step := range t.wanted() {
		at, err := netip.ParseAddrPort(step.Target)
		if err != nil {
			continue // a family that was not tried
		}
		for _, l := range t.near {
			if l.takes(at) {
				return l, true
			}
		}
	}
	return Listening{}, false
}

// takes reports whether connections to at arrive at l. The IPv6 wildcard also
// takes IPv4 unless its program says otherwise (RFC 3493 section 5.3).
func (l Listening) takes(at netip.AddrPort) bool {
	here := l.Address.Addr().Unmap()
	switch {
	case l.Address.Port() != at.Port():
		return false
	case here == at.Addr():
		return true
	}
	return here.IsUnspecified() && (here.Is4() == at.Addr().Is4() || here.Is6() && !l.V6Only)
}

// onNetwork is the program on the same port that answers on a network address of
// this computer only.
func (t *test) onNetwork() (Listening, bool) {
	for _, l := range t.near {
		a := l.Address.Addr().Unmap()
		if l.Address.Port() == t.target.Port && !a.IsLoopback() && !a.IsUnspecified() {
			return l, true
		}
	}
	return Listening{}, false
}

// otherWebServer is the program that the person more likely wanted: one that shows
// pages, on the nearest port.
func (t *test) otherWebServer() (Listening, bool) {
	var best Listening
	found := false
	for _, l := range t.near {
		a := l.Address.Addr().Unmap()
		if !l.Web || l.Name == "" || !a.IsLoopback() && !a.IsUnspecified() {
			continue
		}
		if !found || t.distance(l) < t.distance(best) {
			best, found = l, true
		}
	}
	return best, found
}

func (t *test) distance(l Listening) int {
	d := int(l.Address.Port()) - int(t.target.Port)
	return max(d, -d)
}

// onlyPing is all that can be asked of another computer without a port.
func (t *test) onlyPing(ctx context.Context, addr netip.Addr) {
	for _, stage := range []Stage{TCP4, TCP6, TLS, HTTP, Greeting, UDP} {
		t.steps[stage].Detail = words.T("loopback.no-port")
	}
	t.ping(ctx, addr)
}
