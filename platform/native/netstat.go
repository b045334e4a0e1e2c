package native

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// parseNetstat returns the waiting sockets in the output of macOS's "netstat -an":
// protocol, two queues, local and foreign address, and the state for TCP. unread
// counts the lines whose address could not be read, as netstat may cut long ones.
func parseNetstat(output string) (found []socketKey, unread int) {
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		if len(fields) < 5 {
			continue
		}
		protocol, family := platform.TCP, fields[0][min(3, len(fields[0])):]
		switch {
		case strings.HasPrefix(fields[0], "tcp"):
			if len(fields) < 6 || fields[5] != "LISTEN" {
				continue
			}
		case strings.HasPrefix(fields[0], "udp"):
			protocol = platform.UDP
			if fields[4] != "*.*" || strings.HasSuffix(fields[3], ".*") {
				continue
			}
		default:
			continue
		}
		address, err := parseDotted(fields[3], family)
		if err != nil {
			unread++
			continue
		}
		found = append(found, socketKey{protocol, address})
	}
	return found, unread
}

// parseDotted reads an address with its port after the last dot. family is what
// follows the protocol: 4, 6, or 46 for a socket that serves both.
func parseDotted(text, family string) (netip.AddrPort, error) {
	dot := strings.LastIndexByte(text, '.')
	if dot < 0 {
		return netip.AddrPort{}, fmt.Errorf("%q has no port", text)
	}
	port, err := strconv.ParseUint(text[dot+1:], 10, 16)
	if err != nil {
		return netip.AddrPort{}, err
	}
	if text[:dot] == "*" {
		if family == "4" {
			return netip.AddrPortFrom(netip.IPv4Unspecified(), uint16(port)), nil
		}
		return netip.AddrPortFrom(netip.IPv6Unspecified(), uint16(port)), nil
	}
	ip, err := netip.ParseAddr(text[:dot])
	if err != nil {
		return netip.AddrPort{}, err
	}
	return netip.AddrPortFrom(withoutScope(ip.Unmap()), uint16(port)), nil
}

var linkLocal = netip.MustParsePrefix("fe80::/10")

// withoutScope makes a link-local address comparable: netstat writes its interface
// as a zone, lsof as the number that the kernel keeps in the second pair of bytes.
func withoutScope(ip netip.Addr) netip.Addr {
	ip = ip.WithZone("")
	if !linkLocal.Contains(ip) {
		return ip
	}
	raw := ip.As16()
	raw[2], raw[3] = 0, 0
	return netip.AddrFrom16(raw)
}

// addUnseen adds the sockets that nobody visible holds.
func (h holders) addUnseen(waiting []socketKey) {
	for _, key := range waiting {
		if h[key] == nil {
			h.add(key, 0)
		}
	}
}
