package loopback

import (
	"net/netip"
	"strconv"
	"strings"
)

var loopback4 = netip.MustParseAddr("127.0.0.1")

// isLocalhost tells whether the name is localhost or below it: RFC 6761 section
// 6.3 reserves both for loopback, so both families of it are tested whatever the
// resolvers say.
func (t Target) isLocalhost() bool {
	return t.Host == localhost || strings.HasSuffix(t.Host, "."+localhost)
}

func (t Target) isDotted() bool { return strings.Contains(t.Host, ".") || t.isLocalhost() }

// isStandard tells whether a is one of the two addresses that localhost leads to.
// When one of them is tested the other is too, because a program that answers on
// the wrong one is the commonest failure.
func isStandard(a netip.Addr) bool { return a == loopback4 || a == netip.IPv6Loopback() }

// choose takes the first address of each family; what is missing is invalid.
func choose(addresses []netip.Addr) (four, six netip.Addr) {
	for _, a := range addresses {
		a = a.Unmap()
		if a.Is4() && !four.IsValid() {
			four = a
		}
		if a.Is6() && !six.IsValid() {
			six = a
		}
	}
	return four, six
}

func first(addresses ...netip.Addr) netip.Addr {
	for _, a := range addresses {
		if a.IsValid() {
			return a
		}
	}
	return netip.Addr{}
}

func portText(port uint16) string { return strconv.Itoa(int(port)) }

// Address is host and port as they are written in a URL, with brackets around an
// IPv6 address; without a port, the host alone.
func (t Target) Address() string {
	host := t.Host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if t.Port == 0 {
		return t.Host
	}
	return host + ":" + portText(t.Port)
}
