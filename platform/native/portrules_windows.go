package native

import (
	"context"
	"fmt"
	"net/netip"
	"os/exec"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

type portRules struct{}

// Excluded implements platform.PortRules by asking netsh, which needs no
// permission for it.
func (portRules) Excluded(ctx context.Context) ([]platform.PortRange, error) {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return nil, fmt.Errorf("finding netsh: %w", err)
	}
	var lists [][]platform.PortRange
	for _, family := range []string{"ipv4", "ipv6"} {
		netsh := exec.CommandContext(ctx, filepath.Join(system, "netsh.exe"), "int", family, "show", "excludedportrange", "protocol=tcp")
		netsh.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
		output, err := netsh.Output()
		if err != nil {
			return nil, fmt.Errorf("asking netsh for the excluded ports of %s: %w", family, err)
		}
		list, err := parseExcluded(string(output))
		if err != nil {
			return nil, err
		}
		lists = append(lists, list)
	}
	return mergeExcluded(lists...), nil
}

// FirstOpen implements platform.PortRules: on Windows low ports are as open as
// others.
func (portRules) FirstOpen(context.Context) (uint16, error) {
	return 0, fmt.Errorf("finding the first open port: %w", platform.ErrUnsupported)
}

// Lingering implements platform.PortRules.
func (portRules) Lingering(context.Context) ([]netip.AddrPort, error) {
	return nil, fmt.Errorf("listing lingering connections: %w", platform.ErrUnsupported)
}
