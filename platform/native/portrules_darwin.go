package native

import (
	"context"
	"fmt"
	"net/netip"

	"localhostdoctor/platform"
)

type portRules struct{}

// Excluded implements platform.PortRules: macOS has no such list.
func (portRules) Excluded(context.Context) ([]platform.PortRange, error) {
	return nil, fmt.Errorf("listing excluded ports: %w", platform.ErrUnsupported)
}

// FirstOpen implements platform.PortRules. Since macOS 10.14 low ports are open on
// a wildcard address and closed on others, so the number alone does not decide.
func (portRules) FirstOpen(context.Context) (uint16, error) {
	return 0, fmt.Errorf("finding the first open port: %w", platform.ErrUnsupported)
}

// Lingering implements platform.PortRules.
func (portRules) Lingering(context.Context) ([]netip.AddrPort, error) {
	return nil, fmt.Errorf("listing lingering connections: %w", platform.ErrUnsupported)
}

// Forwards implements platform.PortRules: only Windows passes ports on.
func (portRules) Forwards(context.Context) ([]platform.PortForward, error) {
	return nil, fmt.Errorf("listing forwarded ports: %w", platform.ErrUnsupported)
}
