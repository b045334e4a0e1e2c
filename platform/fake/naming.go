package fake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"localhostdoctor/platform"
)

type naming struct{ c *Computer }

func (n naming) Switch(ctx context.Context) (platform.NameSwitch, error) {
	defer n.c.record("Naming.Switch")()
	switch err := n.refuse(ctx); {
	case err != nil:
		return platform.NameSwitch{}, err
	case n.c.About.OS != "linux" || n.c.Switch == nil:
		return platform.NameSwitch{}, fmt.Errorf("reading nsswitch.conf: %w", platform.ErrUnsupported)
	}
	found := *n.c.Switch
	found.Services = slices.Clone(found.Services)
	return found, nil
}

func (n naming) Resolving(ctx context.Context) (platform.Resolving, error) {
	defer n.c.record("Naming.Resolving")()
	if err := n.refuse(ctx); err != nil {
		return platform.Resolving{}, err
	}
	found := n.c.Resolving
	found.Search = slices.Clone(found.Search)
	return found, nil
}

func (n naming) Scoped(ctx context.Context) ([]platform.ScopedServer, error) {
	defer n.c.record("Naming.Scoped")()
	switch err := n.refuse(ctx); {
	case err != nil:
		return nil, err
	case n.c.About.OS != "darwin":
		return nil, fmt.Errorf("reading /etc/resolver: %w", platform.ErrUnsupported)
	}
	return slices.Clone(n.c.Scoped), nil
}

func (n naming) refuse(ctx context.Context) error {
	if n.c.NamingErr != nil {
		return fmt.Errorf("reading how names are looked up: %w", n.c.NamingErr)
	}
	return ctx.Err()
}

// switchLine is an nsswitch.conf that has these services for host names.
func switchLine(services string) *platform.NameSwitch {
	found := &platform.NameSwitch{Path: "/etc/nsswitch.conf", Line: "hosts: " + services, Number: 7}
	for _, word := range strings.Fields(services) {
		if !strings.HasPrefix(word, "[") {
			found.Services = append(found.Services, word)
		}
	}
	return found
}

type virtual struct{ c *Computer }

func (v virtual) Engines(ctx context.Context) ([]platform.Engine, error) {
	defer v.c.record("Virtual.Engines")()
	if v.c.VirtualErr != nil {
		return nil, fmt.Errorf("looking for container engines: %w", v.c.VirtualErr)
	}
	return slices.Clone(v.c.Engines), ctx.Err()
}

func (v virtual) WSL(ctx context.Context) (platform.WSLSettings, error) {
	defer v.c.record("Virtual.WSL")()
	switch {
	case ctx.Err() != nil:
		return platform.WSLSettings{}, ctx.Err()
	case v.c.VirtualErr != nil:
		return platform.WSLSettings{}, fmt.Errorf("reading .wslconfig: %w", v.c.VirtualErr)
	case v.c.About.OS != "windows":
		return platform.WSLSettings{}, fmt.Errorf("reading .wslconfig: %w", platform.ErrUnsupported)
	case v.c.WSL == nil:
		return platform.WSLSettings{}, fmt.Errorf("reading .wslconfig: %w", platform.ErrNotFound)
	}
	return *v.c.WSL, nil
}
