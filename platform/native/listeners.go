package native

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"

	"github.com/shirou/gopsutil/v3/net"

	"localhostdoctor/platform"
)

// The numbers of families and types in gopsutil's rows: AF_INET is 2 everywhere,
// SOCK_STREAM 1 and SOCK_DGRAM 2 too; every other family in its rows is IPv6.
const (
	familyIPv4 = 2
	typeStream = 1
)

// socketKey is what makes rows one listener.
type socketKey struct {
	protocol platform.Protocol
	address  netip.AddrPort
}

// holders collects who holds each socket address.
type holders map[socketKey]*holding

type holding struct {
	pids   []int
	hidden bool // somebody holds it who may not be seen
}

// add notes that pid holds a socket; 0 is somebody who may not be seen.
func (h holders) add(key socketKey, pid int) {
	held := h[key]
	if held == nil {
		held = &holding{}
		h[key] = held
	}
	if pid == 0 {
		held.hidden = true
		return
	}
	held.pids = append(held.pids, pid)
}

// list returns every socket address once, in a fixed order.
func (h holders) list() platform.Listeners {
	var found platform.Listeners
	for key, held := range h {
		slices.Sort(held.pids)
		found.All = append(found.All, platform.Listener{
			Protocol: key.protocol, Address: key.address, PIDs: slices.Compact(held.pids), Hidden: held.hidden,
		})
		found.HiddenOwners = found.HiddenOwners || held.hidden
	}
	slices.SortFunc(found.All, func(a, b platform.Listener) int {
		if order := a.Address.Compare(b.Address); order != 0 {
			return order
		}
		return strings.Compare(string(a.Protocol), string(b.Protocol))
	})
	return found
}

// holdersOf reads gopsutil's rows. A row that cannot be read is an error: a list
// that misses a listener would call a port free.
func holdersOf(rows []net.ConnectionStat) (holders, error) {
	found := holders{}
	for _, row := range rows {
		if !waits(row) {
			continue
		}
		address, err := addressOf(row)
		if err != nil {
			return nil, fmt.Errorf("listing listeners: %w", err)
		}
		protocol := platform.UDP
		if row.Type == typeStream {
			protocol = platform.TCP
		}
		found.add(socketKey{protocol, address}, int(row.Pid))
	}
	return found, nil
}

// waits tells whether a row takes connections or packets from anybody: a
// listening TCP socket, or a UDP socket with a port and without a partner.
func waits(row net.ConnectionStat) bool {
	if row.Type == typeStream {
		return row.Status == "LISTEN"
	}
	return row.Raddr.Port == 0 && row.Laddr.Port != 0
}

func addressOf(row net.ConnectionStat) (netip.AddrPort, error) {
	if row.Laddr.Port > math.MaxUint16 {
		return netip.AddrPort{}, fmt.Errorf("port %d is none", row.Laddr.Port)
	}
	port := uint16(row.Laddr.Port)
	switch text := row.Laddr.IP; {
	case text == "*" && row.Family == familyIPv4:
		return netip.AddrPortFrom(netip.IPv4Unspecified(), port), nil
	case text == "*":
		return netip.AddrPortFrom(netip.IPv6Unspecified(), port), nil
	default:
		ip, err := netip.ParseAddr(strings.Trim(text, "[]"))
		if err != nil {
			return netip.AddrPort{}, err
		}
		return netip.AddrPortFrom(ip.Unmap(), port), nil
	}
}
