package ports

import "localhostdoctor/platform"

// excluded returns the set-aside range that port is in. One that nobody may use
// comes before one that is kept for a program.
func (s Surroundings) excluded(port uint16) (platform.PortRange, bool) {
	var found platform.PortRange
	is := false
	for _, r := range s.Excluded {
		if r.First <= port && port <= r.Last && (!is || found.Administered) {
			found, is = r, true
		}
	}
	return found, is
}

// lingers tells whether a connection that is over keeps port for a while.
func (s Surroundings) lingers(port uint16) bool {
	for _, address := range s.Lingering {
		if address.Port() == port {
			return true
		}
	}
	return false
}
