package fake

import (
	"context"
	"fmt"
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

// listen puts a TCP socket into the table.
func (c *Computer) listen(pid int, address string) {
	at := netip.MustParseAddrPort(address)
	for i, l := range c.Listening {
		if l.Protocol == platform.TCP && l.Address == at {
			c.Listening[i].PIDs = append(slices.Clone(l.PIDs), pid)
			return
		}
	}
	c.Listening = append(c.Listening, platform.Listener{Protocol: platform.TCP, Address: at, PIDs: []int{pid}})
}

// taken reports whether a socket of the table stands in the way of one at address.
func (c *Computer) taken(protocol platform.Protocol, address netip.AddrPort) bool {
	for _, l := range c.Listening {
		at := l.Address.Addr()
		sameFamily := at.Is4() == address.Addr().Is4()
		covers := at == address.Addr() || at.IsUnspecified() || address.Addr().IsUnspecified()
		if l.Protocol == protocol && l.Address.Port() == address.Port() && sameFamily && covers {
			return true
		}
	}
	return false
}

type sockets struct{ c *Computer }

func (s sockets) Listeners(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	defer s.c.record("Sockets.Listeners", query)()
	if err := ctx.Err(); err != nil {
		return platform.Listeners{}, err
	}
	if s.c.ListeningErr != nil {
		return platform.Listeners{}, fmt.Errorf("listing sockets: %w", s.c.ListeningErr)
	}
	answer := platform.Listeners{HiddenOwners: s.c.HiddenOwners}
	for _, l := range s.c.Listening {
		if (l.Protocol == platform.TCP || query.UDP) && query.Wants(l.Address.Port()) {
			l.PIDs, l.UIDs, l.CGroups = slices.Clone(l.PIDs), slices.Clone(l.UIDs), slices.Clone(l.CGroups)
			answer.All = append(answer.All, l)
		}
	}
	return answer, nil
}

func (s sockets) EphemeralRange(ctx context.Context) (first, last uint16, err error) {
	defer s.c.record("Sockets.EphemeralRange")()
	if s.c.EphemeralLast == 0 {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", platform.ErrUnsupported)
	}
	return s.c.EphemeralFirst, s.c.EphemeralLast, ctx.Err()
}
