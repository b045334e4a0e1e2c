package loopback

import (
	"bufio"
	"io"
	"log"
	"net"
	"net/netip"
	"testing"
)

// raw waits for a request and answers it with these bytes.
func raw(answer string) func(net.Conn) {
	return func(conn net.Conn) {
		reader := bufio.NewReader(conn)
		for {
			line, err := reader.ReadString('\n')
			if err != nil || line == "\r\n" {
				break
			}
		}
		_, _ = io.WriteString(conn, answer)
	}
}

// waitForEnd takes what comes and says nothing.
func waitForEnd(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// quiet keeps the complaints of a TLS server about our probes out of the output.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// freePort finds a port where nobody listens on either family.
func freePort(t *testing.T) uint16 {
	t.Helper()
	for range 20 {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		at := netip.MustParseAddrPort(listener.Addr().String())
		listener.Close()
		conn, err := net.Dial("tcp6", netip.AddrPortFrom(netip.IPv6Loopback(), at.Port()).String())
		if err != nil {
			return at.Port()
		}
		conn.Close()
	}
	t.Fatal("no free port")
	return 0
}
