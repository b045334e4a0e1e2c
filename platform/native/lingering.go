package native

import (
	"encoding/binary"
	"net/netip"
)

// stateTimeWait is the value of column st (linux/net/tcp_states.h).
const stateTimeWait = "06"

// parseLingering returns the local addresses of the connections in TIME_WAIT in a
// file of /proc/net (proc_net_tcp(5)). order is the byte order of this computer.
func parseLingering(file string, order binary.ByteOrder) ([]netip.AddrPort, error) {
	var found []netip.AddrPort
	err := procNetRows(file, stateTimeWait, order, func(local netip.AddrPort, _ []string) error {
		found = append(found, local)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}
