package native

import (
	"fmt"
	"maps"
	"net/netip"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// netstatSocket is one socket and the process that used it last; 0 when netstat does
// not say.
type netstatSocket struct {
	socketKey
	pid int
}

// parseNetstat returns the waiting sockets in the output of macOS's "netstat -anv":
// protocol, two queues, local and foreign address, the state for TCP, and more, of
// which the process is used. unread counts the lines whose address could not be read,
// as netstat may cut long ones.
func parseNetstat(output string) (found []netstatSocket, unread int) {
	process := -1
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		if len(fields) < 5 {
			continue
		}
		protocol, family := platform.TCP, fields[0][min(3, len(fields[0])):]
		switch {
		case fields[0] == "Proto":
			process = processColumn(fields)
			continue
		case strings.HasPrefix(fields[0], "tcp"):
			if len(fields) < 6 || fields[5] != "LISTEN" {
				continue
			}
		case strings.HasPrefix(fields[0], "udp"):
			protocol = platform.UDP
			if fields[4] != "*.*" || strings.HasSuffix(fields[3], ".*") {
				continue
			}
		default:
			continue
		}
		address, err := parseDotted(fields[3], family)
		if err != nil {
			unread++
			continue
		}
		found = append(found, netstatSocket{socketKey{protocol, address}, processIn(fields, process)})
	}
	return found, unread
}

// processColumn returns how many columns stand behind that of the process; -1 when
// there is none. It is called pid up to macOS 15 and process:pid since, and is counted
// from the end: names of programs have blanks, and UDP has no state.
func processColumn(heading []string) int {
	for i, name := range heading {
		if name == "pid" || name == "process:pid" {
			return len(heading) - 1 - i
		}
	}
	return -1
}

// processIn reads "4711" or "node:4711".
func processIn(fields []string, behind int) int {
	const addresses = 5 // columns before
	at := len(fields) - 1 - behind
	if behind < 0 || at < addresses {
		return 0
	}
	pid, err := strconv.ParseUint(fields[at][strings.LastIndexByte(fields[at], ':')+1:], 10, 31)
	if err != nil {
		return 0
	}
	return int(pid)
}

// parseDotted reads an address with its port after the last dot. family is what
// follows the protocol: 4, 6, or 46 for a socket that serves both.
func parseDotted(text, family string) (netip.AddrPort, error) {
	dot := strings.LastIndexByte(text, '.')
	if dot < 0 {
		return netip.AddrPort{}, fmt.Errorf("%q has no port", text)
	}
	port, err := strconv.ParseUint(text[dot+1:], 10, 16)
	if err != nil {
		return netip.AddrPort{}, err
	}
	if text[:dot] == "*" {
		if family == "4" {
			return netip.AddrPortFrom(netip.IPv4Unspecified(), uint16(port)), nil
		}
		return netip.AddrPortFrom(netip.IPv6Unspecified(), uint16(port)), nil
	}
	ip, err := netip.ParseAddr(text[:dot])
	if err != nil {
		return netip.AddrPort{}, err
	}
	return netip.AddrPortFrom(withoutScope(ip.Unmap()), uint16(port)), nil
}

var linkLocal = netip.MustParsePrefix("fe80::/10")

// withoutScope makes a link-local address comparable: netstat writes its interface
// as a zone, lsof as the number that the kernel keeps in the second pair of bytes.
func withoutScope(ip netip.Addr) netip.Addr {
	ip = ip.WithZone("")
	if !linkLocal.Contains(ip) {
		return ip
	}
	raw := ip.As16()
	raw[2], raw[3] = 0, 0
	return netip.AddrFrom16(raw)
}

// addUnseen adds the sockets that nobody visible holds, with the process that used one
// last: others may hold it as well, so that it stays marked as hidden.
func (h holders) addUnseen(waiting []netstatSocket) {
	unseen := holders{}
	for _, socket := range waiting {
		if h[socket.socketKey] == nil {
			unseen.add(socket.socketKey, 0)
			unseen.add(socket.socketKey, socket.pid)
		}
	}
	maps.Copy(h, unseen)
}
