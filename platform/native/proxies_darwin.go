package native

import (
	"context"
	"fmt"
	"os/exec"

	"localhostdoctor/platform"
)

// All implements platform.Proxies.
func (p proxies) All(ctx context.Context) ([]platform.Proxy, error) {
	found := p.Variables()
	output, err := exec.CommandContext(ctx, "/usr/sbin/scutil", "--proxy").Output()
	if err != nil {
		return found, fmt.Errorf("asking for the proxy of the system: %w", err)
	}
	more, err := parseScutilProxy(string(output))
	return append(found, more...), err
}
