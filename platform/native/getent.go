package native

import (
	"fmt"
	"net/netip"
	"strings"

	"localhostdoctor/platform"
)

// parseGetent reads the answer of "getent ahostsv4|ahostsv6 NAME" (getent(1)):
// one line per address and kind of socket, the address first. For IPv6 it leaves
// out the v4-mapped addresses by which glibc says that the name has only IPv4.
func parseGetent(output string, family platform.Family) ([]netip.Addr, error) {
	var found []netip.Addr
	seen := map[netip.Addr]bool{}
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		address, err := netip.ParseAddr(fields[0])
		if err != nil {
			return nil, fmt.Errorf("reading getent's answer: %w", err)
		}
		if seen[address] || address.Is4() != (family == platform.IPv4) || address.Is4In6() {
			continue
		}
		seen[address] = true
		found = append(found, address)
	}
	return found, nil
}
