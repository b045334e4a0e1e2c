package native

import (
	"context"
	"fmt"
	"net/netip"
	"os/exec"

	"github.com/shirou/gopsutil/v3/net"
	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

type sockets struct{}

func newSockets() sockets { return sockets{} }

// Listeners implements platform.Sockets. gopsutil asks lsof, which shows an
// ordinary user only that user's own sockets; netstat shows all, each with the process
// that used it last.
func (sockets) Listeners(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	rows, err := net.ConnectionsWithContext(ctx, gopsutilKind(query))
	if err == nil {
		err = ctx.Err() // a stopped lsof gives a short list and no error
	}
	if err != nil {
		return platform.Listeners{}, fmt.Errorf("listing listeners: %w", err)
	}
	seen, err := holdersOf(rows)
	if err != nil {
		return platform.Listeners{}, err
	}
	found := holders{}
	for key, held := range seen {
		key.address = netip.AddrPortFrom(withoutScope(key.address.Addr()), key.address.Port())
		for _, pid := range held.pids {
			found.add(key, pid)
		}
	}
	unread, err := addOthers(ctx, found, query.UDP)
	if err != nil {
		return platform.Listeners{}, err
	}
	all := narrowed(found.list(), query)
	all.HiddenOwners = all.HiddenOwners || unread > 0
	return all, nil
}

func addOthers(ctx context.Context, found holders, udp bool) (unread int, err error) {
	protocols := []string{"tcp"}
	if udp {
		protocols = append(protocols, "udp")
	}
	for _, protocol := range protocols {
		output, err := exec.CommandContext(ctx, "/usr/sbin/netstat", "-anvW", "-p", protocol).Output()
		if err != nil {
			return 0, fmt.Errorf("listing listeners with netstat: %w", err)
		}
		waiting, cut := parseNetstat(string(output))
		found.addUnseen(waiting)
		unread += cut
	}
	return unread, nil
}

// EphemeralRange implements platform.Sockets.
func (sockets) EphemeralRange(ctx context.Context) (first, last uint16, err error) {
	if err := ctx.Err(); err != nil {
		return 0, 0, err
	}
	low, err := unix.SysctlUint32("net.inet.ip.portrange.first")
	if err != nil {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", err)
	}
	high, err := unix.SysctlUint32("net.inet.ip.portrange.last")
	if err != nil {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", err)
	}
	return portRange(uint64(low), uint64(high))
}
