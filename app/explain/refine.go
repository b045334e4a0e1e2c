package explain

import (
	"net/netip"
	"strings"
)

// refine makes a class more exact by what else the text says: the same words mean
// different things for localhost and another name, for port 80 and port 8080.
func refine(class, flat string, targets []Target) string {
	var first Target
	if len(targets) > 0 {
		first = targets[0]
	}
	switch class {
	case "refused":
		if strings.Contains(flat, "::1") && !strings.Contains(flat, "://[::1]") {
			return "refused-six"
		}
	case "name-other", "name-later":
		return refineName(class, first.Host)
	case "address-not-here":
		return refineAddress(class, first)
	case "port-forbidden":
		if first.Port != 0 && first.Port < 1024 {
			return "port-low"
		}
	case "port-taken":
		switch first.Port {
		case 5000, 7000:
			return "port-taken-airplay"
		case 53, 5353:
			return "port-taken-dns"
		}
	case "http-error":
		if first.Port == 5000 && strings.Contains(flat, "403") {
			return "airplay"
		}
	}
	return class
}

func refineName(class, host string) string {
	switch {
	case host == "localhost":
		return "name-localhost"
	case strings.HasSuffix(host, ".localhost"):
		return "name-sublocalhost"
	case strings.HasSuffix(host, ".local"):
		return "name-local"
	default:
		return class
	}
}

// refineAddress tells a missing 127.0.0.1, which is an illness, from an address that
// was never set up.
func refineAddress(class string, t Target) string {
	switch t.Addr.Unmap() {
	case loopback4:
		return "loopback-missing"
	case netip.IPv6Loopback():
		return "ipv6-off"
	default:
		return class
	}
}
