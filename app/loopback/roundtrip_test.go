package loopback

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestComputerAnswersItself(t *testing.T) {
	t.Parallel()
	network := fake.New().System().Network
	for _, trip := range []struct{ protocol, host string }{
		{"tcp4", "127.0.0.1"}, {"udp4", "127.0.0.1"}, {"tcp6", "::1"}, {"udp6", "::1"},
	} {
		t.Run(trip.protocol, func(t *testing.T) {
			t.Parallel()
			if trip.host == "::1" {
				needIPv6Loopback(t)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			took, err := RoundTrip(ctx, network, trip.protocol, trip.host)
			if err != nil || took <= 0 || took > time.Second {
				t.Errorf("took %v: %v", took, err)
			}
		})
	}
}

func TestBrokenLoopbackGivesTheClassOfTheError(t *testing.T) {
	t.Parallel()
	for _, class := range []error{
		platform.ErrRefused, platform.ErrTimeout, platform.ErrUnreachable,
		platform.ErrAddressNotHere, platform.ErrAddressInUse, platform.ErrDenied,
	} {
		for _, protocol := range []string{"tcp4", "udp4"} {
			c := fake.New()
			c.Faults = []fake.Fault{{Call: "dial", Err: class}}
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			_, err := RoundTrip(ctx, c.System().Network, protocol, "127.0.0.1")
			cancel()
			if !errors.Is(err, class) {
				t.Errorf("%s, %v: %v", protocol, class, err)
			}
		}
	}
}

// hijacked sends every connection to another program of this computer.
type hijacked struct {
	platform.Network
	to string
}

func (h hijacked) Dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return h.Network.Dial(ctx, network, h.to)
}

func TestWrongEchoIsSomebodyElse(t *testing.T) {
	t.Parallel()
	at := listen(t, "127.0.0.1:0", func(conn net.Conn) {
		_, _ = conn.Write([]byte(strings.Repeat("x", nonceLength)))
		_, _ = conn.Read(make([]byte, nonceLength))
	})
	network := hijacked{Network: fake.New().System().Network, to: at.String()}
	if _, err := RoundTrip(t.Context(), network, "tcp4", "127.0.0.1"); !errors.Is(err, ErrSomeoneElse) {
		t.Errorf("error = %v", err)
	}
}

func TestRoundTripsLeaveNothingBehind(t *testing.T) {
	network := fake.New().System().Network
	before := runtime.NumGoroutine()
	for range 200 {
		for _, protocol := range []string{"tcp4", "udp4"} {
			if _, err := RoundTrip(t.Context(), network, protocol, "127.0.0.1"); err != nil {
				t.Fatal(err)
			}
		}
	}
	deadline := time.Now().Add(5 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

// listen answers every connection to a free port until the test ends.
func listen(t *testing.T, address string, answer func(net.Conn)) netip.AddrPort {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() {
		listener.Close()
		<-done
	})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			answer(conn)
			conn.Close()
		}
	}()
	return netip.MustParseAddrPort(listener.Addr().String())
}

func needIPv6Loopback(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no IPv6 loopback: ", err)
	}
	listener.Close()
}
