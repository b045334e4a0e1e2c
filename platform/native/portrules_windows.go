package native

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"

	"golang.org/x/sys/windows/registry"

	"localhostdoctor/platform"
)

type portRules struct{}

// Excluded implements platform.PortRules by asking netsh, which needs no
// permission for it.
func (portRules) Excluded(ctx context.Context) ([]platform.PortRange, error) {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	families := []string{"ipv4", "ipv6"}
	lists, wrong := make([][]platform.PortRange, len(families)), make([]error, len(families))
	var asking sync.WaitGroup
	for i, family := range families {
		asking.Go(func() { lists[i], wrong[i] = excludedOf(ctx, family) })
	}
	asking.Wait()
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	return mergeExcluded(lists...), nil
}

func excludedOf(ctx context.Context, family string) ([]platform.PortRange, error) {
	output, err := askNetsh(ctx, "int", family, "show", "excludedportrange", "protocol=tcp")
	if err != nil {
		return nil, fmt.Errorf("asking netsh for the excluded ports of %s: %w", family, err)
	}
	return parseExcluded(output)
}

// FirstOpen implements platform.PortRules: on Windows low ports are as open as
// others.
func (portRules) FirstOpen(context.Context) (uint16, error) {
	return 0, fmt.Errorf("finding the first open port: %w", platform.ErrUnsupported)
}

// Lingering implements platform.PortRules.
func (portRules) Lingering(context.Context) ([]netip.AddrPort, error) {
	return nil, fmt.Errorf("listing lingering connections: %w", platform.ErrUnsupported)
}

// portProxy is where Windows keeps what "netsh interface portproxy" sets: a key for
// each pair of families, and in its key tcp a value for each port.
const portProxy = `SYSTEM\CurrentControlSet\Services\PortProxy`

// Forwards implements platform.PortRules.
func (portRules) Forwards(ctx context.Context) ([]platform.PortForward, error) {
	var all []platform.PortForward
	for _, families := range []string{"v4tov4", "v4tov6", "v6tov4", "v6tov6"} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		values, err := registryTexts(registry.LOCAL_MACHINE, portProxy+`\`+families+`\tcp`)
		if err != nil {
			return nil, fmt.Errorf("listing forwarded ports: %w", err)
		}
		for listen, to := range values {
			all = append(all, platform.PortForward{Families: families, Listen: listen, To: to})
		}
	}
	slices.SortFunc(all, func(a, b platform.PortForward) int { return cmp.Compare(a.Listen, b.Listen) })
	return all, nil
}
