package fake

import (
	"errors"
	"net"
	"os"
	"strconv"
	"sync/atomic"
	"syscall"
)

// ports counts through the ports of this run.
var ports atomic.Uint32

// errNoPort means that this computer is full.
var errNoPort = errors.New("no port was free to test with")

// FreePort returns a port that nothing holds on this real computer. It is below
// every system's range of temporary ports: one from there may be given to any other
// program at any moment, and a test that wants to see it free would fail by chance.
func FreePort() (uint16, error) {
	for range 100 {
		port := uint16(20000 + os.Getpid()%100*100 + int(ports.Add(1)%100))
		if holdable("tcp4", "127.0.0.1", port) && holdable("tcp6", "::1", port) {
			return port, nil
		}
	}
	return 0, errNoPort
}

func holdable(network, host string, port uint16) bool {
	l, err := net.Listen(network, net.JoinHostPort(host, strconv.Itoa(int(port))))
	if err != nil {
		// A computer without IPv6 has nothing there that could be held.
		return errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT)
	}
	return l.Close() == nil
}
