package native

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// closedPort returns an address of this computer where nobody listens.
func closedPort(t *testing.T, kind, address string) string {
	t.Helper()
	listener, err := net.Listen(kind, address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

func dial(t *testing.T, kind, address string) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	connection, err := network{}.Dial(ctx, kind, address)
	if err == nil {
		err = connection.Close()
	}
	return err
}

func TestClassOfRealErrors(t *testing.T) {
	n := network{}
	tests := []struct {
		name string
		want error
		do   func(t *testing.T) error
	}{
		{"answered", nil, func(t *testing.T) error { return dial(t, "tcp4", open(t, "tcp4", "127.0.0.1:0").String()) }},
		{"nobody listens", platform.ErrRefused, func(t *testing.T) error { return dial(t, "tcp4", closedPort(t, "tcp4", "127.0.0.1:0")) }},
		{"nobody listens on ::1", platform.ErrRefused, func(t *testing.T) error { return dial(t, "tcp6", closedPort(t, "tcp6", "[::1]:0")) }},
		{"broadcast", platform.ErrUnreachable, func(t *testing.T) error { return dial(t, "tcp4", "127.255.255.255:9") }},
		{"full queue", platform.ErrTimeout, fullQueue},
		{"no answer", platform.ErrTimeout, noAnswer},
		{"reset", platform.ErrReset, resetByOther},
		{"closed", platform.ErrReset, closedByOther},
		{"foreign address", platform.ErrAddressNotHere, func(t *testing.T) error {
			_, err := n.Listen(t.Context(), "tcp4", "192.0.2.1:0")
			return err
		}},
		{"taken", platform.ErrAddressInUse, func(t *testing.T) error {
			_, err := n.Listen(t.Context(), "tcp4", open(t, "tcp4", "127.0.0.1:0").String())
			return err
		}},
		{"taken UDP", platform.ErrAddressInUse, func(t *testing.T) error {
			_, err := n.ListenPacket(t.Context(), "udp4", open(t, "udp4", "127.0.0.1:0").String())
			return err
		}},
		{"cancelled", nil, func(t *testing.T) error {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_, err := n.Dial(ctx, "tcp4", "127.0.0.1:9")
			return err
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := test.do(t)
			if got := n.Class(err); !errors.Is(got, test.want) || (got == nil) != (test.want == nil) {
				t.Errorf("%v is of class %v, want %v", err, got, test.want)
			}
		})
	}
}

// fullQueue connects to a listener that takes no more connections.
func fullQueue(t *testing.T) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Close(fd) })
	address := &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}
	if err := errors.Join(unix.Bind(fd, address), unix.Listen(fd, 0)); err != nil {
		t.Fatal(err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	target := fmt.Sprintf("127.0.0.1:%d", name.(*unix.SockaddrInet4).Port)
	for range 5 {
		connection, err := net.DialTimeout("tcp4", target, 300*time.Millisecond)
		if err != nil {
			return err
		}
		t.Cleanup(func() { _ = connection.Close() })
	}
	return nil
}

func noAnswer(t *testing.T) error {
	socket, err := network{}.ListenPacket(t.Context(), "udp6", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = socket.Close() }()
	if err := socket.SetReadDeadline(time.Now()); err != nil {
		t.Fatal(err)
	}
	_, _, err = socket.ReadFrom(make([]byte, 1))
	return err
}

func resetByOther(t *testing.T) error {
	return readAfter(t, func(connection *net.TCPConn) error {
		return errors.Join(connection.SetLinger(0), connection.Close())
	})
}

func closedByOther(t *testing.T) error {
	return readAfter(t, func(connection *net.TCPConn) error { return connection.Close() })
}

// readAfter reads from a connection with whose other end something was done.
func readAfter(t *testing.T, do func(*net.TCPConn) error) error {
	n := network{}
	listener, err := n.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	connection, err := n.Dial(t.Context(), "tcp4", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	other, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	if err := do(other.(*net.TCPConn)); err != nil {
		t.Fatal(err)
	}
	_, err = connection.Read(make([]byte, 1))
	return err
}

func TestClassOfErrorNumbers(t *testing.T) {
	call := func(name string, number syscall.Errno) error {
		return &net.OpError{Op: "dial", Net: "tcp4", Err: os.NewSyscallError(name, number)}
	}
	tests := []struct {
		name  string
		known classes
		err   error
		want  error
	}{
		{"no right to a low port", unixClasses, call("bind", syscall.EACCES), platform.ErrDenied},
		{"firewall", unixClasses, call("connect", syscall.EPERM), platform.ErrDenied},
		{"routing rule", unixClasses, call("connect", syscall.EINVAL), platform.ErrUnreachable},
		{"wrong argument", unixClasses, call("setsockopt", syscall.EINVAL), nil},
		{"no IPv6 in the kernel", unixClasses, call("socket", syscall.EAFNOSUPPORT), platform.ErrUnreachable},
		{"loopback is down", unixClasses, call("connect", syscall.ENETUNREACH), platform.ErrUnreachable},
		{"too many files", unixClasses, call("socket", syscall.EMFILE), nil},
		{"Windows refuses", windowsClasses, call("connectex", 10061), platform.ErrRefused},
		{"Windows: reserved port", windowsClasses, call("bind", 10013), platform.ErrDenied},
		{"Windows: taken", windowsClasses, call("bind", 10048), platform.ErrAddressInUse},
		{"Windows: not here", windowsClasses, call("bind", 10049), platform.ErrAddressNotHere},
		{"Windows: reset", windowsClasses, call("wsarecv", 10054), platform.ErrReset},
		{"Windows: no route", windowsClasses, call("connectex", 10051), platform.ErrUnreachable},
		{"Windows: slow", windowsClasses, call("connectex", 10060), platform.ErrTimeout},
		{"Windows: no buffers", windowsClasses, call("connectex", 10055), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.known.of(test.err); !errors.Is(got, test.want) || (got == nil) != (test.want == nil) {
				t.Errorf("%v is of class %v, want %v", test.err, got, test.want)
			}
		})
	}
}

func TestNetworkNeverLooksUpNames(t *testing.T) {
	tests := [][2]string{
		{"tcp4", "localhost:80"},
		{"tcp4", "127.0.0.1:http"},
		{"tcp4", "127.0.0.1"},
		{"tcp4", ":80"},
		{"tcp6", "127.0.0.1:80"},
		{"tcp4", "[::1]:80"},
		{"tcp", "127.0.0.1:80"},
		{"unix", "127.0.0.1:80"},
	}
	for _, test := range tests {
		if connection, err := (network{}).Dial(t.Context(), test[0], test[1]); err == nil {
			t.Errorf("%s: connected to %s", test, connection.RemoteAddr())
		}
		if listener, err := (network{}).Listen(t.Context(), test[0], test[1]); err == nil {
			t.Errorf("%s: listens on %s", test, listener.Addr())
		}
	}
}

func TestInterfacesHaveTheLoopbackOne(t *testing.T) {
	all, err := interfaces{}.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if !one.Loopback {
			continue
		}
		for _, prefix := range one.Addresses {
			if prefix == netip.MustParsePrefix("127.0.0.1/8") && one.Up {
				return
			}
		}
	}
	t.Errorf("no loopback interface with 127.0.0.1/8 among %+v", all)
}

func TestPingAnswersOnLoopback(t *testing.T) {
	for _, address := range []string{"127.0.0.1", "::1", "::ffff:127.0.0.1"} {
		took, err := pinger{}.Ping(t.Context(), netip.MustParseAddr(address))
		if errors.Is(err, platform.ErrNeedsAdmin) {
			t.Skipf("net.ipv4.ping_group_range keeps this group out, and there is no ping program: %v", err)
		}
		if err != nil || took <= 0 || took > time.Second {
			t.Errorf("%s answered after %s, %v", address, took, err)
		}
	}
}

// TestPingWithItsOwnSocket lets everybody ping, in a network of its own.
func TestPingWithItsOwnSocket(t *testing.T) {
	unshare, err := exec.LookPath("unshare")
	if err != nil {
		t.Skip("unshare is not installed")
	}
	script := `ip link set lo up 2>/dev/null || ifconfig lo up; echo "0 2147483647" >/proc/sys/net/ipv4/ping_group_range && exec "$0"`
	command := exec.Command(unshare, "-n", "sh", "-c", script, os.Args[0])
	command.Env = append(os.Environ(), childVariable+"=ping")
	output, err := command.CombinedOutput()
	if strings.Contains(string(output), "unshare failed") {
		t.Skipf("may not make a network namespace here: %s", output)
	}
	if err != nil {
		t.Errorf("%v: %s", err, output)
	}
}
