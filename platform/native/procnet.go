package native

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// The values of column st (linux/net/tcp_states.h); a UDP socket without a
// partner has that of a closed TCP one.
const (
	stateListen = "0A"
	stateClosed = "07"
)

// parseProcNet returns the waiting sockets in a file of /proc/net (proc_net_tcp(5)).
// order is the byte order of this computer, in which the kernel writes addresses.
func parseProcNet(file string, protocol platform.Protocol, order binary.ByteOrder) ([]waitingSocket, error) {
	wanted := stateListen
	if protocol == platform.UDP {
		wanted = stateClosed
	}
	var found []waitingSocket
	err := procNetRows(file, wanted, order, func(address netip.AddrPort, fields []string) error {
		inode, err := strconv.ParseUint(fields[9], 10, 64)
		if err != nil {
			return fmt.Errorf("reading /proc/net: %w", err)
		}
		uid, err := strconv.ParseUint(fields[7], 10, 32)
		if err != nil {
			return fmt.Errorf("reading /proc/net: %w", err)
		}
		if address.Port() != 0 {
			found = append(found, waitingSocket{key: socketKey{protocol, address}, inode: inode, uid: uint32(uid)})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// procNetRows calls each with the local address and all columns of every socket that
// is in a state, in a file of /proc/net (proc_net_tcp(5)). There are at least 10.
func procNetRows(file, state string, order binary.ByteOrder, each func(local netip.AddrPort, fields []string) error) error {
	heading := true
	for line := range strings.Lines(file) {
		if heading {
			heading = false
			continue
		}
		fields := strings.Fields(line)
		if len(fields) < 10 {
			return fmt.Errorf("reading /proc/net: %d columns", len(fields))
		}
		if fields[3] != state {
			continue
		}
		local, err := parseProcAddress(fields[1], order)
		if err != nil {
			return err
		}
		if err := each(local, fields); err != nil {
			return err
		}
	}
	return nil
}

// parseProcAddress reads "0100007F:1F90": words of 32 bits in the computer's byte
// order, and the port as a number.
func parseProcAddress(text string, order binary.ByteOrder) (netip.AddrPort, error) {
	words, portText, _ := strings.Cut(text, ":")
	raw, err := hex.DecodeString(words)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("reading /proc/net: %w", err)
	}
	for i := 0; i+4 <= len(raw); i += 4 {
		binary.BigEndian.PutUint32(raw[i:], order.Uint32(raw[i:]))
	}
	ip, ok := netip.AddrFromSlice(raw)
	port, err := strconv.ParseUint(portText, 16, 16)
	if !ok || err != nil {
		return netip.AddrPort{}, fmt.Errorf("reading /proc/net: %q is no address", text)
	}
	return netip.AddrPortFrom(ip.Unmap(), uint16(port)), nil
}

// parseSocketLink returns the inode in a link of /proc/PID/fd, "socket:[4711]".
func parseSocketLink(link []byte) (inode uint64, ok bool) {
	const before = "socket:["
	if len(link) <= len(before) || string(link[:len(before)]) != before {
		return 0, false
	}
	inode, err := strconv.ParseUint(string(link[len(before):len(link)-1]), 10, 64)
	return inode, err == nil
}
