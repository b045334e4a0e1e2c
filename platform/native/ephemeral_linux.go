package native

import (
	"context"
	"fmt"
	"os"
)

// EphemeralRange implements platform.Sockets. The range is that of both families
// (ip(7)).
func (sockets) EphemeralRange(ctx context.Context) (first, last uint16, err error) {
	if err := ctx.Err(); err != nil {
		return 0, 0, err
	}
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err != nil {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", err)
	}
	return parsePortRange(string(text))
}
