package session

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// SuggestPort finds a free port: asked itself, or the nearest above, or where
// there is none, below. Its Port is 0 when there is none at all. Each port that is
// considered is taken for a moment on 127.0.0.1 and on ::1.
func (s *Session) SuggestPort(ctx context.Context, asked uint16) (ports.Suggestion, error) {
	failed := words.T("conflict.failed.suggest")
	table, err := s.stopper.Table(ctx, false)
	if err != nil {
		return ports.Suggestion{}, s.explain(err, failed)
	}
	around, err := s.settings.lasting(ctx)
	if err != nil {
		return ports.Suggestion{}, s.explain(err, failed)
	}
	found, err := s.knowledge.Suggest(asked, table.Rows, around, func(port uint16) error { return s.probe(ctx, port) })
	return found, s.explain(err, failed)
}

// probe takes port on both families and lets it go. Where a family is missing it
// has nothing that could be in use. Addresses that closed connections still keep
// do not count: package net shares them (SO_REUSEADDR) on Unix.
func (s *Session) probe(ctx context.Context, port uint16) error {
	for _, at := range []struct {
		network string
		address netip.Addr
	}{
		{"tcp4", netip.AddrFrom4([4]byte{127, 0, 0, 1})},
		{"tcp6", netip.IPv6Loopback()},
	} {
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
