package native

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
)

// stateTimeWait is the value of column st (linux/net/tcp_states.h).
const stateTimeWait = "06"

// parseLingering returns the local addresses of the connections in TIME_WAIT in a
// file of /proc/net (proc_net_tcp(5)). order is the byte order of this computer.
func parseLingering(file string, order binary.ByteOrder) ([]netip.AddrPort, error) {
	var found []netip.AddrPort
	heading := true
	for line := range strings.Lines(file) {
		if heading {
			heading = false
			continue
		}
		fields := strings.Fields(line)
		if len(fields) < 4 {
			return nil, fmt.Errorf("reading /proc/net: %d columns", len(fields))
		}
		if fields[3] != stateTimeWait {
			continue
		}
		address, err := parseProcAddress(fields[1], order)
		if err != nil {
			return nil, err
		}
		found = append(found, address)
	}
	return found, nil
}
