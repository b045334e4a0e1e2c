package native

import (
	"context"
	"fmt"
	"net"
	"net/netip"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

type routes struct{}

// To implements platform.Routes by GetBestInterfaceEx.
func (routes) To(ctx context.Context, address netip.Addr) (platform.Route, error) {
	if err := ctx.Err(); err != nil {
		return platform.Route{}, err
	}
	var to windows.Sockaddr = &windows.SockaddrInet6{Addr: address.As16()}
	if address.Is4() {
		to = &windows.SockaddrInet4{Addr: address.As4()}
	}
	var number uint32
	if err := windows.GetBestInterfaceEx(to, &number); err != nil {
		return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, err)
	}
	out, err := net.InterfaceByIndex(int(number))
	if err != nil {
		return platform.Route{}, fmt.Errorf("finding the way to %s: %w", address, err)
	}
	return platform.Route{Interface: out.Name, Stays: out.Flags&net.FlagLoopback != 0}, nil
}
