package ports

import "localhostdoctor/platform"

// Span is a range of ports, both ends included; the zero Span holds port 0 only.
type Span struct{ First, Last uint16 }

func (s Span) has(port uint16) bool { return s.First <= port && port <= s.Last }

// firstOrdinary is the first port that every program may open (RFC 6335: below
// are the system ports).
const firstOrdinary = 1024

// FreeNear returns the nearest port above wanted that nobody listens on in
// either address family, that browsers open, and that is outside temporary, the
// range from which this system takes ports for outgoing connections. When there
// is none above, the nearest below; 0 when there is none at all.
func (k Knowledge) FreeNear(wanted uint16, listeners []platform.Listener, temporary Span) uint16 {
	taken := make(map[uint16]bool, len(listeners))
	for _, l := range listeners {
		if l.Protocol == platform.TCP {
			taken[l.Address.Port()] = true
		}
	}
	good := func(port int) bool {
		p := uint16(port)
		return !taken[p] && !temporary.has(p) && !k.BlockedByBrowsers(p)
	}
	for port := max(int(wanted)+1, firstOrdinary); port <= 65535; port++ {
		if good(port) {
			return uint16(port)
		}
	}
	for port := int(wanted) - 1; port >= firstOrdinary; port-- {
		if good(port) {
			return uint16(port)
		}
	}
	return 0
}
