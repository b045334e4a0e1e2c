package native

import (
	"context"
	"fmt"
	"os/exec"

	"localhostdoctor/platform"
)

// Firewall implements platform.Guards: everybody may ask for the state of the
// application firewall.
func (guards) Firewall(ctx context.Context) (platform.Firewall, error) {
	output, err := exec.CommandContext(ctx, "/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate").Output()
	if err != nil {
		return platform.Firewall{}, fmt.Errorf("asking for the state of the firewall: %w", err)
	}
	on, err := parseFirewallState(string(output))
	return platform.Firewall{Name: "macOS", On: on}, err
}

// Enforcing implements platform.Guards: macOS has none of these.
func (guards) Enforcing(context.Context) ([]string, error) {
	return nil, fmt.Errorf("listing security modules: %w", platform.ErrUnsupported)
}

// Sandbox implements platform.Guards: this program is not sold where it would be
// put into the App Sandbox.
func (guards) Sandbox(ctx context.Context) (platform.Sandbox, error) {
	return platform.Sandbox{}, ctx.Err()
}
