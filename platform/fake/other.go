package fake

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/platform"
)

type nameServers struct{ c *Computer }

func (n nameServers) Servers(ctx context.Context) ([]platform.NameServer, error) {
	defer n.c.record("NameServers.Servers")()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if n.c.DNSErr != nil {
		return nil, fmt.Errorf("listing DNS servers: %w", n.c.DNSErr)
	}
	return slices.Clone(n.c.DNS), nil
}

type interfaces struct{ c *Computer }

func (i interfaces) All(ctx context.Context) ([]platform.Interface, error) {
	defer i.c.record("Interfaces.All")()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if i.c.InterfacesErr != nil {
		return nil, fmt.Errorf("listing network interfaces: %w", i.c.InterfacesErr)
	}
	all := slices.Clone(i.c.Interfaces)
	for k := range all {
		all[k].Addresses = slices.Clone(all[k].Addresses)
	}
	return all, nil
}

type pinger struct{ c *Computer }

func (p pinger) Ping(ctx context.Context, address netip.Addr) (time.Duration, error) {
	took, err := p.ask(address)
	if errors.Is(err, platform.ErrTimeout) {
		err = wait(ctx, err)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return 0, fmt.Errorf("pinging %s: %w", address, err)
	}
	return took, nil
}

func (p pinger) ask(address netip.Addr) (time.Duration, error) {
	defer p.c.record("Pinger.Ping", address)()
	return p.c.PingTook, p.c.PingErr
}

type folders struct{ c *Computer }

func (f folders) State() (string, error) {
	defer f.c.record("Folders.State")()
	if f.c.StateFolder == "" {
		return "", fmt.Errorf("finding the folder of this program: %w", platform.ErrNotFound)
	}
	return f.c.StateFolder, nil
}

// Shared is SharedFolder.
func (f folders) Shared() (string, error) {
	defer f.c.record("Folders.Shared")()
	if f.c.SharedFolder == "" {
		return "", fmt.Errorf("finding the folder of everybody: %w", platform.ErrNotFound)
	}
	return f.c.SharedFolder, nil
}

// Documents is the same folder.
func (f folders) Documents() (string, error) { return f.State() }
