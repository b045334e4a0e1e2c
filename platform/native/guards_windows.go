package native

import (
	"context"
	"fmt"

	"golang.org/x/sys/windows/registry"

	"localhostdoctor/platform"
)

// firewallPolicy has a key for each kind of network with a number EnableFirewall.
const firewallPolicy = `SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\`

// Firewall implements platform.Guards by the settings of Windows' own firewall. It
// is on when it is on for one kind of network.
func (guards) Firewall(ctx context.Context) (platform.Firewall, error) {
	found := platform.Firewall{Name: "Windows"}
	for _, profile := range []string{"StandardProfile", "PublicProfile", "DomainProfile"} {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		on, err := registryNumber(registry.LOCAL_MACHINE, firewallPolicy+profile, "EnableFirewall")
		if err != nil {
			return found, fmt.Errorf("reading the state of the firewall: %w", err)
		}
		found.On = found.On || on != 0
	}
	return found, nil
}

// Enforcing implements platform.Guards: Windows has none of these.
func (guards) Enforcing(context.Context) ([]string, error) {
	return nil, fmt.Errorf("listing security modules: %w", platform.ErrUnsupported)
}

// Sandbox implements platform.Guards: this program is not packaged for the Store.
func (guards) Sandbox(ctx context.Context) (platform.Sandbox, error) {
	return platform.Sandbox{}, ctx.Err()
}
