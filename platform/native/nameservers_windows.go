package native

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// nameServers has a root as on the other systems; here no file says which servers
// are asked.
type nameServers struct{ root string }

// Servers implements platform.NameServers.
func (nameServers) Servers(ctx context.Context) ([]platform.NameServer, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	adapters, err := listAdapters()
	if err != nil {
		return nil, fmt.Errorf("reading the DNS servers: %w", err)
	}
	return serversOf(adapters), nil
}

func listAdapters() ([]adapter, error) {
	const flags = windows.GAA_FLAG_SKIP_UNICAST | windows.GAA_FLAG_SKIP_ANYCAST |
		windows.GAA_FLAG_SKIP_MULTICAST | windows.GAA_FLAG_INCLUDE_GATEWAYS
	size := uint32(16 << 10) // what the manual page of GetAdaptersAddresses recommends
	for {
		buffer := make([]uint64, size/8+1)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, flags, 0, first, &size)
		switch {
		case errors.Is(err, windows.ERROR_BUFFER_OVERFLOW) && size < 1<<24:
			continue
		case errors.Is(err, windows.ERROR_NO_DATA):
			return nil, nil
		case err != nil:
			return nil, err
		}
		var all []adapter
		for a := first; a != nil; a = a.Next {
			all = append(all, adapter{
				name:    windows.UTF16PtrToString(a.FriendlyName),
				up:      a.OperStatus == windows.IfOperStatusUp,
				gateway: a.FirstGatewayAddress != nil,
				suffix:  windows.UTF16PtrToString(a.DnsSuffix),
				servers: serverAddresses(a.FirstDnsServerAddress),
			})
		}
		return all, nil
	}
}

func serverAddresses(server *windows.IpAdapterDnsServerAdapter) []netip.Addr {
	var all []netip.Addr
	for ; server != nil; server = server.Next {
		address, err := server.Address.Sockaddr.Sockaddr()
		if err != nil {
			continue // neither IPv4 nor IPv6
		}
		switch a := address.(type) {
		case *syscall.SockaddrInet4:
			all = append(all, netip.AddrFrom4(a.Addr))
		case *syscall.SockaddrInet6:
			ip := netip.AddrFrom16(a.Addr)
			if a.ZoneId != 0 {
				ip = ip.WithZone(strconv.FormatUint(uint64(a.ZoneId), 10))
			}
			all = append(all, ip.Unmap())
		}
	}
	return all
}
