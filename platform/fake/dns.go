package fake

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"localhostdoctor/platform"
)

// DNSServer is a DNS server in memory. The zero value says that no name exists,
// as is normal for localhost. It speaks UDP.
type DNSServer struct {
	Dead      bool // nobody listens there: ErrRefused
	Silent    bool // never answers
	Rcode     int  // an error for everything: 2 SERVFAIL, 5 REFUSED
	Localhost []netip.Addr
	// Everything, when valid, is the address of every other name.
	Everything netip.Addr
}

const (
	nameError    = 3 // RFC 1035 section 4.1.1, NXDOMAIN
	headerLength = 12
	typeA        = 1
	typeAAAA     = 28
)

func (n network) dnsServer(at netip.AddrPort) (DNSServer, bool) {
	n.c.mu.Lock()
	defer n.c.mu.Unlock()
	server, ok := n.c.DNSServers[at]
	return server, ok
}

func (s DNSServer) dial(network string) (net.Conn, error) {
	if s.Dead || !strings.HasPrefix(network, "udp") {
		return nil, fmt.Errorf("dial %s: %w", network, platform.ErrRefused)
	}
	return &dnsConn{lossy: lossy{deadline: newDeadline()}, server: s}, nil
}

// dnsConn is a UDP socket connected to a DNS server in memory.
type dnsConn struct {
	lossy
	server DNSServer

	mu      sync.Mutex
	waiting [][]byte
}

func (c *dnsConn) Write(query []byte) (int, error) {
	answer, err := c.server.answer(query)
	if err != nil {
		return 0, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.server.Silent {
		c.waiting = append(c.waiting, answer)
	}
	return len(query), nil
}

func (c *dnsConn) Read(b []byte) (int, error) {
	c.mu.Lock()
	if len(c.waiting) > 0 {
		n := copy(b, c.waiting[0])
		c.waiting = c.waiting[1:]
		c.mu.Unlock()
		return n, nil
	}
	c.mu.Unlock()
	return c.lossy.Read(b)
}

// ReadFrom and WriteTo make it a net.PacketConn, by which DNS libraries tell
// UDP from TCP.
func (c *dnsConn) ReadFrom(b []byte) (int, net.Addr, error) {
	n, err := c.Read(b)
	return n, c.RemoteAddr(), err
}

// WriteTo sends to the one server, whatever the address.
func (c *dnsConn) WriteTo(b []byte, _ net.Addr) (int, error) { return c.Write(b) }

// SetDeadline sets when reading gives up.
func (c *dnsConn) SetDeadline(t time.Time) error { return c.SetReadDeadline(t) }

// answer builds the reply to a query with one question, RFC 1035 section 4.
func (s DNSServer) answer(query []byte) ([]byte, error) {
	name, end := questionName(query)
	if end+4 > len(query) {
		return nil, fmt.Errorf("dns query of %d bytes: %w", len(query), platform.ErrUnsupported)
	}
	kind := binary.BigEndian.Uint16(query[end:])
	reply := append([]byte(nil), query[:end+4]...)
	var records [][]byte
	known := s.known(name)
	if s.Rcode == 0 {
		records = recordsOf(kind, known)
	}
	code := s.Rcode
	if code == 0 && len(known) == 0 {
		code = nameError
	}
	binary.BigEndian.PutUint16(reply[2:], 0x8180|uint16(code))
	binary.BigEndian.PutUint16(reply[4:], 1)
	binary.BigEndian.PutUint16(reply[6:], uint16(len(records)))
	binary.BigEndian.PutUint32(reply[8:], 0)
	for _, r := range records {
		reply = append(reply, r...)
	}
	return reply, nil
}

// known returns the addresses of name. The names of addresses are never known.
func (s DNSServer) known(name string) []netip.Addr {
	switch {
	case strings.HasSuffix(name, ".arpa"):
		return nil
	case name == "localhost" && len(s.Localhost) > 0:
		return s.Localhost
	case s.Everything.IsValid():
		return []netip.Addr{s.Everything}
	}
	return nil
}

func recordsOf(kind uint16, known []netip.Addr) [][]byte {
	var records [][]byte
	for _, addr := range known {
		if (kind == typeA) != addr.Is4() || kind != typeA && kind != typeAAAA {
			continue
		}
		data := addr.AsSlice()
		// The name is a pointer to the question; class IN; 60 seconds.
		record := binary.BigEndian.AppendUint16([]byte{0xc0, headerLength}, kind)
		record = append(record, 0, 1, 0, 0, 0, 60, 0, byte(len(data)))
		records = append(records, append(record, data...))
	}
	return records
}

// questionName reads the first name of a message and where it ends.
func questionName(message []byte) (string, int) {
	var labels []string
	at := headerLength
	for at < len(message) && message[at] != 0 {
		next := at + 1 + int(message[at])
		if next > len(message) {
			return "", len(message)
		}
		labels = append(labels, strings.ToLower(string(message[at+1:next])))
		at = next
	}
	return strings.Join(labels, "."), at + 1
}
