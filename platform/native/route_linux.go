package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

type routes struct{}

// To implements platform.Routes by asking the kernel, which takes rules into
// account (ip-rule(8)).
func (routes) To(ctx context.Context, address netip.Addr) (platform.Route, error) {
	answer, err := askRoute(ctx, address)
	if err != nil {
		return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, err)
	}
	found, err := parseRouteAnswer(answer, binary.NativeEndian)
	if err != nil {
		return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, err)
	}
	out, err := net.InterfaceByIndex(int(found.out))
	if err != nil {
		return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, err)
	}
	return platform.Route{Interface: out.Name, Stays: found.stays, Via: found.via}, nil
}

func askRoute(ctx context.Context, address netip.Addr) (_ []byte, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, fmt.Errorf("opening netlink: %w", err)
	}
	defer func() { err = errors.Join(err, unix.Close(fd)) }()
	if err := limit(ctx, fd); err != nil {
		return nil, err
	}
	question := routeQuestion(address, binary.NativeEndian)
	if err := unix.Sendto(fd, question, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return nil, fmt.Errorf("asking netlink: %w", err)
	}
	packet := make([]byte, 8<<10)
	for {
		n, err := unix.Read(fd, packet)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading netlink: %w", err)
		}
		return packet[:n], nil
	}
}
