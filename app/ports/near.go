package ports

import "iter"

// Span is a range of ports, both ends included; the zero Span holds port 0 only.
type Span struct{ First, Last uint16 }

func (s Span) has(port uint16) bool { return s.First <= port && port <= s.Last }

// firstOrdinary is the first port that every program may open (RFC 6335: below
// are the system ports).
const firstOrdinary = 1024

// near yields the ports from wanted upwards, then those below it downwards.
func near(wanted uint16) iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for port := int(wanted); port <= 65535; port++ {
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
