package native

import (
	"context"
	"fmt"
	"net"
	"net/netip"

	"localhostdoctor/platform"
)

type interfaces struct{}

// All implements platform.Interfaces.
func (interfaces) All(ctx context.Context) ([]platform.Interface, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	found, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("listing network interfaces: %w", err)
	}
	all := make([]platform.Interface, 0, len(found))
	for i := range found {
		addresses, err := found[i].Addrs()
		if err != nil {
			return nil, fmt.Errorf("listing the addresses of %s: %w", found[i].Name, err)
		}
		all = append(all, platform.Interface{
			Name:      found[i].Name,
			Loopback:  found[i].Flags&net.FlagLoopback != 0,
			Up:        found[i].Flags&net.FlagUp != 0,
			Addresses: prefixesOf(addresses),
		})
	}
	return all, nil
}

// prefixesOf leaves out what is no IP network: package net returns none on the
// known systems.
func prefixesOf(addresses []net.Addr) []netip.Prefix {
	var prefixes []netip.Prefix
	for _, address := range addresses {
		network, ok := address.(*net.IPNet)
		if !ok {
			continue
		}
		ip, ok := netip.AddrFromSlice(network.IP)
		if !ok {
			continue
		}
		ones, _ := network.Mask.Size()
		prefixes = append(prefixes, netip.PrefixFrom(ip.Unmap(), ones))
	}
	return prefixes
}
