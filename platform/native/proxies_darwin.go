package native

import (
	"context"
	"fmt"
	"os"
	"os/exec"

	"localhostdoctor/platform"
)

// All implements platform.Proxies.
func (proxies) All(ctx context.Context) ([]platform.Proxy, error) {
	found := proxiesOf(os.Getenv, platform.ProxyEnvironment, "")
	output, err := exec.CommandContext(ctx, "/usr/sbin/scutil", "--proxy").Output()
	if err != nil {
		return found, fmt.Errorf("asking for the proxy of the system: %w", err)
	}
	more, err := parseScutilProxy(string(output))
	return append(found, more...), err
}
