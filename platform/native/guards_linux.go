package native

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"localhostdoctor/platform"
)

// Firewall implements platform.Guards by asking nft, which shows the rules of
// iptables as well where that stands on it. Only root may see them.
func (guards) Firewall(ctx context.Context) (platform.Firewall, error) {
	if !isElevated() {
		return platform.Firewall{}, fmt.Errorf("reading the rules of the firewall: %w", platform.ErrNeedsAdmin)
	}
	nft, err := exec.LookPath("nft")
	if err != nil {
		nft = "/usr/sbin/nft"
		if _, err := os.Stat(nft); err != nil {
			return platform.Firewall{}, fmt.Errorf("reading the rules of the firewall: %w: %w", platform.ErrUnsupported, err)
		}
	}
	output, err := exec.CommandContext(ctx, nft, "list", "ruleset").Output()
	if err != nil {
		return platform.Firewall{}, fmt.Errorf("reading the rules of the firewall: %w", err)
	}
	return platform.Firewall{
		Name: "nftables", On: strings.TrimSpace(string(output)) != "", Rules: parseDroppingRules(string(output)),
	}, nil
}

// Enforcing implements platform.Guards.
func (g guards) Enforcing(ctx context.Context) ([]string, error) {
	var found []string
	if isOn(g.read("/sys/fs/selinux/enforce")) {
		found = append(found, "SELinux")
	}
	if strings.HasPrefix(g.read("/sys/module/apparmor/parameters/enabled"), "Y") {
		found = append(found, "AppArmor")
	}
	return found, ctx.Err()
}

// Sandbox implements platform.Guards.
func (g guards) Sandbox(ctx context.Context) (platform.Sandbox, error) {
	return sandboxOf(os.Getenv, g.exists, g.read), ctx.Err()
}
