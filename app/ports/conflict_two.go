package ports

import (
	"net/netip"

	"localhostdoctor/app/words"
)

var loopback4 = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// split finds two programs that answer on one port for the two addresses of
// localhost. Who gets a connection depends on the address that is tried first:
// ::1 comes before 127.0.0.1 (RFC 6724 section 2.1, precedence 50 and 35).
func split(rows []Row) (Conflict, bool) {
	four, has4 := answering(rows, loopback4, netip.IPv4Unspecified())
	six, has6 := answering(rows, netip.IPv6Loopback(), netip.IPv6Unspecified())
	if !has4 || !has6 || !different(four.Holders, six.Holders) {
		return Conflict{}, false
	}
	return Conflict{
		Kind: Split, Port: four.Port, Severity: Warning,
		Explanation: words.T("conflict.split", "Port", int(four.Port), "First", six.program(), "Second", four.program()),
		Answers:     map[netip.Addr]int{loopback4: four.pid(), netip.IPv6Loopback(): six.pid()},
	}, true
}

// answering returns the row that takes connections to exact: a listener on the
// very address comes before the one on every address of that family.
func answering(rows []Row, exact, wildcard netip.Addr) (Row, bool) {
	var best Row
	found := false
	for _, r := range rows {
		switch r.Address {
		case exact:
			return r, true
		case wildcard:
			best, found = r, true
		}
	}
	return best, found
}

// shadowed finds programs that listen on one address of a port of which another
// program has every address of that family.
func shadowed(rows []Row) []Conflict {
	var found []Conflict
	for _, all := range rows {
		if !all.Address.IsUnspecified() {
			continue
		}
		for _, one := range rows {
			if one.Address.IsUnspecified() || one.Address.Is4() != all.Address.Is4() || !different(one.Holders, all.Holders) {
				continue
			}
			found = append(found, Conflict{
				Kind: Shadowed, Port: one.Port, Severity: Warning,
				Explanation: words.T("conflict.shadowed", "Port", int(one.Port), "One", one.program(),
					"Address", one.Address.String(), "All", all.program()),
				Answers: map[netip.Addr]int{one.Address: one.pid(), all.Address: all.pid()},
			})
		}
	}
	return found
}
