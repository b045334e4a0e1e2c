package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

type portRules struct{}

// Excluded implements platform.PortRules: Linux refuses no port to a program that
// asks for it.
func (portRules) Excluded(context.Context) ([]platform.PortRange, error) {
	return nil, fmt.Errorf("listing excluded ports: %w", platform.ErrUnsupported)
}

// FirstOpen implements platform.PortRules by net.ipv4.ip_unprivileged_port_start,
// which is that of both families (Documentation/networking/ip-sysctl.rst).
func (portRules) FirstOpen(ctx context.Context) (uint16, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_unprivileged_port_start")
	if err != nil {
		return 0, fmt.Errorf("finding the first open port: %w", err)
	}
	first, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 16)
	if err != nil {
		return 0, fmt.Errorf("finding the first open port: %w", err)
	}
	return uint16(first), nil
}

// Lingering implements platform.PortRules.
func (portRules) Lingering(ctx context.Context) ([]netip.AddrPort, error) {
	// the text of /proc/net describes every connection and listener to find these few
	found, err := (&diag{}).both(ctx, dump{protocol: platform.TCP, lingering: true}, nil)
	if err != nil {
		return lingeringWithoutNetlink(ctx)
	}
	all := make([]netip.AddrPort, 0, len(found))
	for _, socket := range found {
		all = append(all, socket.key.address)
	}
	return all, nil
}

func lingeringWithoutNetlink(ctx context.Context) ([]netip.AddrPort, error) {
	var all []netip.AddrPort
	for _, name := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		file, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a kernel without that family
		}
		if err != nil {
			return nil, fmt.Errorf("listing lingering connections: %w", err)
		}
		found, err := parseLingering(string(file), binary.NativeEndian)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// Forwards implements platform.PortRules: only Windows passes ports on.
func (portRules) Forwards(context.Context) ([]platform.PortForward, error) {
	return nil, fmt.Errorf("listing forwarded ports: %w", platform.ErrUnsupported)
}
