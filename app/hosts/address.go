package hosts

import (
	"net/netip"
	"strconv"
	"strings"
)

// address reads s as the system does. The zero Addr: the system cannot.
func (g *grammar) address(s string) netip.Addr {
	ip, err := netip.ParseAddr(s)
	switch {
	case err == nil && (g.zones || ip.Zone() == ""):
		return ip
	case err != nil && g.shortForms:
		return shortForm(s)
	}
	return netip.Addr{}
}

// shortForm reads an IPv4 address of one to four numbers, decimal, octal or
// hexadecimal, of which the last fills what is left, as inet_aton(3) does.
func shortForm(s string) netip.Addr {
	parts := strings.Split(s, ".")
	if len(parts) > 4 {
		return netip.Addr{}
	}
	var bits uint64
	for i, part := range parts {
		n, ok := number(part)
		room := 8
		if i == len(parts)-1 {
			room = 8 * (5 - len(parts))
		}
		if !ok || n>>room != 0 {
			return netip.Addr{}
		}
		bits = bits<<room | n
	}
	return netip.AddrFrom4([4]byte{byte(bits >> 24), byte(bits >> 16), byte(bits >> 8), byte(bits)})
}

// number reads s as strtoul(3) with base 0, which has neither Go's 0b nor its _.
func number(s string) (uint64, bool) {
	digits, base := s, 10
	switch {
	case len(s) > 2 && (s[:2] == "0x" || s[:2] == "0X"):
		digits, base = s[2:], 16
	case len(s) > 1 && s[0] == '0':
		base = 8
	}
	if digits == "" || digits[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, base, 64)
	return n, err == nil
}

// isLoopback reports whether ip is this computer. fe80::1 on the loopback
// interface is how macOS writes it in its own hosts file.
func isLoopback(ip netip.Addr) bool {
	return ip.Unmap().IsLoopback() || ip.Zone() == "lo0" && ip.WithZone("") == loopbackLinkLocal
}

// isNowhere reports whether ip is the address that block lists use.
func isNowhere(ip netip.Addr) bool { return ip.Unmap().IsUnspecified() }

var loopbackLinkLocal = netip.MustParseAddr("fe80::1")
