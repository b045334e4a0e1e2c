package ports

import (
	"iter"

	"localhostdoctor/platform"
)

// Span is a range of ports, both ends included; the zero Span holds port 0 only.
type Span struct{ First, Last uint16 }

func (s Span) has(port uint16) bool { return s.First <= port && port <= s.Last }

// firstOrdinary is the first port that every program may open (RFC 6335: below
// are the system ports).
const firstOrdinary = 1024

// FreeNear returns the nearest port above wanted that nobody listens on in
// either address family, that browsers open, that no known service uses, and that
// is outside temporary, the range from which this system takes ports for outgoing
// connections. When there is none above, the nearest below; 0 when there is none
// at all.
func (k Knowledge) FreeNear(wanted uint16, listeners []platform.Listener, temporary Span) uint16 {
	rows := make([]Row, 0, len(listeners))
	for _, l := range listeners {
		rows = append(rows, Row{Protocol: l.Protocol, Port: l.Address.Port()})
	}
	rules := k.rules(rows, Surroundings{Temporary: temporary})
	for port := range near(int(wanted)+1, wanted) {
		if against := rules.against(port); against.rule == "" {
			return port
		}
	}
	return 0
}

// near yields the ports from first upwards, then those below wanted downwards.
func near(first int, wanted uint16) iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for port := first; port <= 65535; port++ {
			if !yield(uint16(port)) {
				return
			}
		}
		for port := int(wanted) - 1; port >= firstOrdinary; port-- {
			if !yield(uint16(port)) {
				return
			}
		}
	}
}
