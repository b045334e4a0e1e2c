package repair

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

// Suggest finds a free port: asked itself, or the nearest above, or where there is
// none, below. Its Port is 0 when there is none at all. Each port that is considered
// is taken for a moment on 127.0.0.1 and on ::1.
func (s *Stopper) Suggest(ctx context.Context, asked uint16) (ports.Suggestion, error) {
	return s.near(ctx, asked, func(port uint16) error { return s.probe(ctx, port) })
}

func (s *Stopper) near(ctx context.Context, asked uint16, probe func(port uint16) error) (ports.Suggestion, error) {
	listeners, err := s.system.Sockets.Listeners(ctx, platform.Query{Holders: platform.NoHolders})
	if err != nil {
		return ports.Suggestion{}, fmt.Errorf("listing who listens: %w", err)
	}
	around, err := s.rules.lasting(ctx)
	if err != nil {
		return ports.Suggestion{}, err
	}
	found, err := s.knowledge.Suggest(asked, ports.Nameless(listeners.All), around, probe)
	held := found.Held()
	if err != nil || len(held) == 0 {
		return found, err
	}
	table, err := s.table(ctx, platform.Query{Ports: held, Holders: platform.OneHolder})
	if err != nil {
		return ports.Suggestion{}, err
	}
	return found.Named(table.Rows), nil
}

// instead finds a port to use instead of one that is held; 0 when there is none, or
// when that cannot be found out: it is an offer beside the answer, not the answer.
func (s *Stopper) instead(ctx context.Context, held uint16) uint16 {
	found, err := s.near(ctx, held, func(port uint16) error {
		if port == held { // it may be free for a moment, between two programs
			return platform.ErrAddressInUse
		}
		return s.probe(ctx, port)
	})
	if err != nil {
		return 0
	}
	return found.Port
}

// probe takes port on both families and lets it go. Where a family is missing it
// has nothing that could be in use. Addresses that closed connections still keep
// do not count: package net shares them (SO_REUSEADDR) on Unix.
func (s *Stopper) probe(ctx context.Context, port uint16) error {
	for _, at := range loopbacks() {
		listener, err := s.system.Network.Listen(ctx, at.network, netip.AddrPortFrom(at.address, port).String())
		if err == nil {
			err = listener.Close()
		}
		if err == nil {
			continue
		}
		class := s.system.Network.Class(err)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case class == nil:
			return fmt.Errorf("listening on %s: %w", at.address, err)
		case errors.Is(class, platform.ErrAddressNotHere), errors.Is(class, platform.ErrUnreachable), errors.Is(class, platform.ErrUnsupported):
		default:
			return fmt.Errorf("%w: %w", class, err)
		}
	}
	return nil
}

// loopback is one of the two addresses of localhost, and how package net calls TCP
// on its family.
type loopback struct {
	network string
	address netip.Addr
}

func loopbacks() []loopback {
	return []loopback{{"tcp4", netip.AddrFrom4([4]byte{127, 0, 0, 1})}, {"tcp6", netip.IPv6Loopback()}}
}
