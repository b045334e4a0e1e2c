package native

import (
	"context"
	"fmt"
	"net/netip"
	"os/exec"

	"localhostdoctor/platform"
)

type routes struct{}

// To implements platform.Routes by asking route(8).
func (routes) To(ctx context.Context, address netip.Addr) (platform.Route, error) {
	family := "-inet"
	if address.Is6() {
		family = "-inet6"
	}
	output, err := exec.CommandContext(ctx, "/sbin/route", "-n", "get", family, address.String()).Output()
	if err != nil {
		return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, err)
	}
	return parseRouteGet(string(output))
}
