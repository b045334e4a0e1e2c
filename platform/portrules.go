package platform

import (
	"context"
	"net/netip"
)

// PortRules tells why a port may not be usable although nobody listens on it.
type PortRules interface {
	// Excluded returns the TCP ports that Windows sets aside for itself or for one
	// program, of both families, in order. ErrUnsupported on systems that have no
	// such list.
	Excluded(ctx context.Context) ([]PortRange, error)
	// FirstOpen returns the lowest port that programs without administrator
	// permission may listen on. ErrUnsupported where there is no such rule, or where
	// it does not depend on the number alone.
	FirstOpen(ctx context.Context) (uint16, error)
	// Lingering returns this computer's end of the TCP connections that are over and
	// whose address the system keeps for a while (TIME_WAIT, RFC 9293 section 3.3.2).
	// ErrUnsupported where that cannot be read.
	Lingering(ctx context.Context) ([]netip.AddrPort, error)
	// Forwards returns the ports that Windows passes on to other addresses.
	// ErrUnsupported elsewhere.
	Forwards(ctx context.Context) ([]PortForward, error)
}

// PortRange is a range of ports, both ends included.
type PortRange struct {
	First, Last uint16
	// Administered: an administrator set it aside for a program. A program that asks
	// for exactly such a port gets it; in other ranges nobody does.
	Administered bool
}
