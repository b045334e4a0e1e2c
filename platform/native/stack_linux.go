package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"localhostdoctor/platform"
)

// Switches implements platform.NetworkStack. A kernel without IPv6 has no switches
// of it.
func (networkStack) Switches(ctx context.Context) (platform.Switches, error) {
	if err := ctx.Err(); err != nil {
		return platform.Switches{}, err
	}
	var found platform.Switches
	files, err := filepath.Glob("/proc/sys/net/ipv4/conf/*/route_localnet")
	if err != nil {
		return found, fmt.Errorf("listing switches of the network: %w", err)
	}
	for _, file := range files {
		on, err := readSwitch(file)
		if err != nil {
			return found, err
		}
		if name := interfaceOf(file); on && name != "default" {
			found.RouteLocalnet = append(found.RouteLocalnet, name)
		}
	}
	if found.IPv6Off, err = readSwitch("/proc/sys/net/ipv6/conf/lo/disable_ipv6"); err != nil {
		return found, err
	}
	found.IgnoresPings, err = readSwitch("/proc/sys/net/ipv4/icmp_echo_ignore_all")
	return found, err
}

// readSwitch is false when there is no such switch, as when an interface has gone
// meanwhile.
func readSwitch(file string) (bool, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading a switch of the network: %w", err)
	}
	return isOn(string(text)), nil
}

// Layers implements platform.NetworkStack.
func (networkStack) Layers(context.Context) ([]string, error) {
	return nil, fmt.Errorf("listing layers of the network: %w", platform.ErrUnsupported)
}

// Redirects implements platform.NetworkStack.
func (networkStack) Redirects(context.Context) ([]platform.Redirect, error) {
	return nil, fmt.Errorf("listing redirections: %w", platform.ErrUnsupported)
}
