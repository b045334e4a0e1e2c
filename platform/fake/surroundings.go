package fake

import (
	"context"
	"fmt"
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

// Surroundings are what keeps the network of a computer from working, or sends it
// elsewhere. The zero value is a computer where nothing does.
type Surroundings struct {
	// Routes are the ways to addresses, RouteErr the answer instead. Loopback
	// addresses without one stay on the computer.
	Routes   map[netip.Addr]platform.Route
	RouteErr error

	Switches    platform.Switches
	SwitchesErr error
	Layers      []string
	LayersErr   error
	Redirects   []platform.Redirect

	Firewall    platform.Firewall
	FirewallErr error
	Enforcing   []string
	Sandbox     platform.Sandbox

	Proxies    []platform.Proxy
	ProxiesErr error

	Forwards []platform.PortForward
}

type routes struct{ c *Computer }

func (r routes) To(ctx context.Context, address netip.Addr) (platform.Route, error) {
	defer r.c.record("Routes.To", address)()
	if r.c.RouteErr != nil {
		return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, r.c.RouteErr)
	}
	if route, known := r.c.Routes[address]; known {
		return route, ctx.Err()
	}
	for _, i := range r.c.Interfaces {
		if i.Loopback && address.IsLoopback() {
			return platform.Route{Interface: i.Name, Stays: true}, ctx.Err()
		}
	}
	return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, platform.ErrUnreachable)
}

type networkStack struct{ c *Computer }

func (n networkStack) Switches(ctx context.Context) (platform.Switches, error) {
	defer n.c.record("Stack.Switches")()
	if n.c.SwitchesErr != nil {
		return platform.Switches{}, fmt.Errorf("reading switches of the network: %w", n.c.SwitchesErr)
	}
	if n.c.About.OS != "linux" {
		return platform.Switches{}, fmt.Errorf("reading switches of the network: %w", platform.ErrUnsupported)
	}
	return n.c.Switches, ctx.Err()
}

func (n networkStack) Layers(ctx context.Context) ([]string, error) {
	defer n.c.record("Stack.Layers")()
	if n.c.LayersErr != nil {
		return nil, fmt.Errorf("listing layers of the network: %w", n.c.LayersErr)
	}
	if n.c.About.OS != "windows" {
		return nil, fmt.Errorf("listing layers of the network: %w", platform.ErrUnsupported)
	}
	return slices.Clone(n.c.Layers), ctx.Err()
}

func (n networkStack) Redirects(ctx context.Context) ([]platform.Redirect, error) {
	defer n.c.record("Stack.Redirects")()
	if n.c.About.OS != "darwin" {
		return nil, fmt.Errorf("listing redirections: %w", platform.ErrUnsupported)
	}
	return slices.Clone(n.c.Redirects), ctx.Err()
}

type guards struct{ c *Computer }

func (g guards) Firewall(ctx context.Context) (platform.Firewall, error) {
	defer g.c.record("Guards.Firewall")()
	if g.c.FirewallErr != nil {
		return platform.Firewall{}, fmt.Errorf("reading the rules of the firewall: %w", g.c.FirewallErr)
	}
	return g.c.Firewall, ctx.Err()
}

func (g guards) Enforcing(ctx context.Context) ([]string, error) {
	defer g.c.record("Guards.Enforcing")()
	if g.c.About.OS != "linux" {
		return nil, fmt.Errorf("listing security modules: %w", platform.ErrUnsupported)
	}
	return slices.Clone(g.c.Enforcing), ctx.Err()
}

func (g guards) Sandbox(ctx context.Context) (platform.Sandbox, error) {
	defer g.c.record("Guards.Sandbox")()
	return g.c.Sandbox, ctx.Err()
}

type proxies struct{ c *Computer }

func (p proxies) All(ctx context.Context) ([]platform.Proxy, error) {
	defer p.c.record("Proxies.All")()
	if p.c.ProxiesErr != nil {
		return slices.Clone(p.c.Proxies), fmt.Errorf("looking for proxies: %w", p.c.ProxiesErr)
	}
	return slices.Clone(p.c.Proxies), ctx.Err()
}

func (p proxies) Variables() []platform.Proxy {
	return slices.DeleteFunc(slices.Clone(p.c.Proxies), func(proxy platform.Proxy) bool {
		return proxy.Source != platform.ProxyEnvironment
	})
}

func (p proxies) OfPerson(ctx context.Context) ([]platform.Proxy, error) {
	all, err := p.All(ctx)
	return slices.DeleteFunc(all, func(proxy platform.Proxy) bool { return proxy.Source == platform.ProxyWinHTTP }), err
}

func (p portRules) Forwards(ctx context.Context) ([]platform.PortForward, error) {
	defer p.c.record("PortRules.Forwards")()
	if p.c.About.OS != "windows" {
		return nil, fmt.Errorf("listing forwarded ports: %w", platform.ErrUnsupported)
	}
	return slices.Clone(p.c.Forwards), ctx.Err()
}
