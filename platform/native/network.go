//go:build linux || windows || darwin

package native

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

type network struct{}

// Dial implements platform.Network.
func (network) Dial(ctx context.Context, kind, address string) (net.Conn, error) {
	if err := literal(kind, address); err != nil {
		return nil, err
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, kind, address)
}

// Listen implements platform.Network. The socket is plain TCP, as that of most
// programs: Go's own choice of Multipath TCP fails in other ways.
func (network) Listen(ctx context.Context, kind, address string) (net.Listener, error) {
	if err := literal(kind, address); err != nil {
		return nil, err
	}
	config := net.ListenConfig{Control: aloneOnPort}
	config.SetMultipathTCP(false)
	return config.Listen(ctx, kind, address)
}

// ListenPacket implements platform.Network.
func (network) ListenPacket(ctx context.Context, kind, address string) (net.PacketConn, error) {
	if err := literal(kind, address); err != nil {
		return nil, err
	}
	config := net.ListenConfig{Control: aloneOnPort}
	return config.ListenPacket(ctx, kind, address)
}

// literal makes sure that package net has no name to look up: an address with a
// number for a port, and a network of one family.
func literal(kind, address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return &net.OpError{Op: "parse", Net: kind, Err: err}
	}
	wantsIPv6 := strings.HasSuffix(kind, "6")
	switch kind {
	case "tcp4", "udp4", "tcp6", "udp6":
	default:
		return net.UnknownNetworkError(kind)
	}
	if at.Addr().Unmap().Is6() != wantsIPv6 {
		return &net.AddrError{Err: fmt.Sprintf("not an address for %s", kind), Addr: address}
	}
	return nil
}
