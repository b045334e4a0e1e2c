package fake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"

	"localhostdoctor/platform"
)

// Fault is an error of sockets. Empty fields fit everything.
type Fault struct {
	Call    string     // dial or listen
	Network string     // tcp4, tcp6, udp4, udp6, or a start of these: "tcp", "udp"
	Address netip.Addr // the address called or listened on
	Port    uint16
	// Err is returned. ErrTimeout behaves as a firewall that drops packets: a TCP
	// call waits until the caller's patience ends, what is sent over UDP is lost.
	Err error
}

func (f Fault) fits(call, network string, at netip.AddrPort) bool {
	return (f.Call == "" || f.Call == call) &&
		strings.HasPrefix(network, f.Network) &&
		(!f.Address.IsValid() || f.Address == at.Addr()) &&
		(f.Port == 0 || f.Port == at.Port())
}

type network struct{ c *Computer }

// prepare records the call and finds what happens to it.
func (n network) prepare(call, network, address string) (netip.AddrPort, error) {
	defer n.c.record("Network."+call, network, address)()
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return at, fmt.Errorf("%s %s %s: %w", call, network, address, err)
	}
	for _, f := range n.c.Faults {
		if f.fits(call, network, at) {
			return at, fmt.Errorf("%s %s %s: %w", call, network, address, f.Err)
		}
	}
	protocol := platform.Protocol(strings.TrimRight(network, "46"))
	if call == "listen" && at.Port() != 0 && n.c.taken(protocol, at) {
		return at, fmt.Errorf("%s %s %s: %w", call, network, address, platform.ErrAddressInUse)
	}
	return at, nil
}

func (n network) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	at, err := n.prepare("dial", network, address)
	udp := strings.HasPrefix(network, "udp")
	if errors.Is(err, platform.ErrTimeout) && udp {
		return &lossy{deadline: newDeadline()}, nil
	}
	if errors.Is(err, platform.ErrTimeout) {
		return nil, wait(ctx, err)
	}
	if err != nil {
		return nil, err
	}
	if server, ok := n.dnsServer(at); ok {
		return server.dial(network)
	}
	if !at.Addr().IsLoopback() {
		return nil, fmt.Errorf("dial %s %s: %w", network, address, n.elsewhere(at.Addr()))
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, address)
}

func (n network) Listen(ctx context.Context, network, address string) (net.Listener, error) {
	if _, err := n.prepare("listen", network, address); err != nil {
		return nil, err
	}
	var config net.ListenConfig
	return config.Listen(ctx, network, address)
}

func (n network) ListenPacket(ctx context.Context, network, address string) (net.PacketConn, error) {
	if _, err := n.prepare("listen", network, address); err != nil {
		return nil, err
	}
	var config net.ListenConfig
	return config.ListenPacket(ctx, network, address)
}

// windowsErrors are the numbers of Winsock, which package syscall does not name.
var windowsErrors = map[syscall.Errno]error{
	10061: platform.ErrRefused, 10060: platform.ErrTimeout,
	10054: platform.ErrReset, 10053: platform.ErrReset,
	10051: platform.ErrUnreachable, 10065: platform.ErrUnreachable,
	10049: platform.ErrAddressNotHere, 10048: platform.ErrAddressInUse, 10013: platform.ErrDenied,
}

func (n network) Class(err error) error {
	classes := []struct{ is, class error }{
		{platform.ErrRefused, platform.ErrRefused},
		{platform.ErrTimeout, platform.ErrTimeout},
		{platform.ErrReset, platform.ErrReset},
		{platform.ErrUnreachable, platform.ErrUnreachable},
		{platform.ErrAddressNotHere, platform.ErrAddressNotHere},
		{platform.ErrAddressInUse, platform.ErrAddressInUse},
		{platform.ErrDenied, platform.ErrDenied},
		{syscall.ECONNREFUSED, platform.ErrRefused},
		{syscall.ETIMEDOUT, platform.ErrTimeout},
		{os.ErrDeadlineExceeded, platform.ErrTimeout},
		{context.DeadlineExceeded, platform.ErrTimeout},
		{syscall.ECONNRESET, platform.ErrReset},
		{syscall.EPIPE, platform.ErrReset},
		{io.EOF, platform.ErrReset},
		{io.ErrUnexpectedEOF, platform.ErrReset},
		{syscall.ENETUNREACH, platform.ErrUnreachable},
		{syscall.EHOSTUNREACH, platform.ErrUnreachable},
		{syscall.EADDRNOTAVAIL, platform.ErrAddressNotHere},
		{syscall.EADDRINUSE, platform.ErrAddressInUse},
		{syscall.EACCES, platform.ErrDenied},
		{syscall.EPERM, platform.ErrDenied},
	}
	for _, c := range classes {
		if errors.Is(err, c.is) {
			return c.class
		}
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return windowsErrors[number]
	}
	return nil
}

// elsewhere is the answer of an address that is not loopback: nothing listens on
// the computer's own, and no other computer can be reached.
func (n network) elsewhere(addr netip.Addr) error {
	n.c.mu.Lock()
	defer n.c.mu.Unlock()
	for _, i := range n.c.Interfaces {
		for _, own := range i.Addresses {
			if own.Addr() == addr {
				return platform.ErrRefused
			}
		}
	}
	return platform.ErrUnreachable
}

// wait blocks as a call whose packets are dropped does.
func wait(ctx context.Context, err error) error {
	if ctx.Done() == nil {
		return err
	}
	<-ctx.Done()
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	return err
}
