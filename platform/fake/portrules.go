package fake

import (
	"context"
	"fmt"
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

type portRules struct{ c *Computer }

func (p portRules) Excluded(ctx context.Context) ([]platform.PortRange, error) {
	defer p.c.record("PortRules.Excluded")()
	if p.c.ExcludedErr != nil {
		return nil, fmt.Errorf("listing excluded ports: %w", p.c.ExcludedErr)
	}
	if p.c.About.OS != "windows" {
		return nil, fmt.Errorf("listing excluded ports: %w", platform.ErrUnsupported)
	}
	return slices.Clone(p.c.Excluded), ctx.Err()
}

func (p portRules) FirstOpen(ctx context.Context) (uint16, error) {
	defer p.c.record("PortRules.FirstOpen")()
	if p.c.FirstOpen == 0 {
		return 0, fmt.Errorf("finding the first open port: %w", platform.ErrUnsupported)
	}
	return p.c.FirstOpen, ctx.Err()
}

func (p portRules) Lingering(ctx context.Context) ([]netip.AddrPort, error) {
	defer p.c.record("PortRules.Lingering")()
	return slices.Clone(p.c.Lingering), ctx.Err()
}
