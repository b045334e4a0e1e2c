package native

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform"
)

func listeners(t *testing.T, udp bool) platform.Listeners {
	t.Helper()
	found, err := newSockets().Listeners(t.Context(), platform.Query{UDP: udp})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// at returns the listeners with that protocol and address; there is at most one.
func at(found platform.Listeners, protocol platform.Protocol, address netip.AddrPort) (one platform.Listener, count int) {
	for _, l := range found.All {
		if l.Protocol == protocol && l.Address == address {
			one = l
			count++
		}
	}
	return one, count
}

func TestListenersFindsEveryKindOfSocket(t *testing.T) {
	tests := []struct {
		network, address string
		want             string // without port
	}{
		{"tcp4", "127.0.0.1:0", "127.0.0.1"},
		{"tcp4", "127.0.0.2:0", "127.0.0.2"},
		{"tcp4", "0.0.0.0:0", "0.0.0.0"},
		{"tcp6", "[::1]:0", "::1"},
		{"tcp", "[::]:0", "::"},
		{"tcp", "[::ffff:127.0.0.1]:0", "127.0.0.1"},
		{"udp4", "127.0.0.1:0", "127.0.0.1"},
		{"udp6", "[::1]:0", "::1"},
		{"udp", "[::]:0", "::"},
	}
	for _, test := range tests {
		t.Run(test.network+" "+test.address, func(t *testing.T) {
			address := open(t, test.network, test.address)
			want := netip.AddrPortFrom(netip.MustParseAddr(test.want), address.Port())
			protocol := platform.Protocol(test.network[:3])
			found, count := at(listeners(t, true), protocol, want)
			if count != 1 || !slices.Equal(found.PIDs, []int{os.Getpid()}) {
				t.Errorf("%d rows for %s, held by %v, want %d", count, want, found.PIDs, os.Getpid())
			}
			if _, count := at(listeners(t, false), protocol, want); count != 0 && protocol == platform.UDP {
				t.Error("listed although only TCP was asked for")
			}
		})
	}
}

// open opens a socket until the end of the test and returns its address.
func open(t *testing.T, kind, address string) netip.AddrPort {
	t.Helper()
	if strings.HasPrefix(kind, "udp") {
		socket, err := net.ListenPacket(kind, address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = socket.Close() })
		return netip.MustParseAddrPort(socket.LocalAddr().String())
	}
	socket, err := net.Listen(kind, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	return netip.MustParseAddrPort(socket.Addr().String())
}

func TestListenersLeavesOutConnections(t *testing.T) {
	address := open(t, "tcp4", "127.0.0.1:0")
	connection, err := net.Dial("tcp4", address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	partner, err := net.Dial("udp4", address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = partner.Close() }()
	found := listeners(t, true)
	if _, count := at(found, platform.TCP, netip.MustParseAddrPort(connection.LocalAddr().String())); count != 0 {
		t.Error("a connection is listed as a listener")
	}
	if _, count := at(found, platform.UDP, netip.MustParseAddrPort(partner.LocalAddr().String())); count != 0 {
		t.Error("a UDP socket with a partner is listed as a listener")
	}
}

func TestListenersNamesEveryProcessThatInheritedASocket(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	want := []int{os.Getpid()}
	for range 2 {
		command := child("sit")
		command.ExtraFiles = []*os.File{file}
		want = append(want, start(t, command).Process.Pid)
	}
	slices.Sort(want)
	found, count := at(listeners(t, false), platform.TCP, netip.MustParseAddrPort(listener.Addr().String()))
	if count != 1 || !slices.Equal(found.PIDs, want) {
		t.Errorf("%d rows, held by %v, want %v", count, found.PIDs, want)
	}
}

func TestListenersNamesEveryProcessThatSharesAPort(t *testing.T) {
	config := net.ListenConfig{Control: sharePort}
	listener, err := config.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	other := start(t, child("listen", listener.Addr().String()))
	want := []int{os.Getpid(), other.Process.Pid}
	slices.Sort(want)
	found, count := at(listeners(t, false), platform.TCP, netip.MustParseAddrPort(listener.Addr().String()))
	if count != 1 || !slices.Equal(found.PIDs, want) {
		t.Errorf("%d rows, held by %v, want %v", count, found.PIDs, want)
	}
}

func TestListenersOfOtherUsersAreHiddenNotMissing(t *testing.T) {
	needRoot(t)
	address := open(t, "tcp4", "127.0.0.1:0")
	output := asNobody(t, "listeners")
	if !strings.Contains(output, address.String()+" []") || !strings.Contains(output, "hidden true") {
		t.Errorf("%s should be listed without a holder: %s", address, output)
	}
}

func TestListenersStopsAtTheDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	found, err := newSockets().Listeners(ctx, platform.Query{UDP: true})
	if !errors.Is(err, context.DeadlineExceeded) || found.All != nil {
		t.Errorf("%d listeners, %v", len(found.All), err)
	}
}

func TestEphemeralRangeIsWhereTheSystemChooses(t *testing.T) {
	first, last, err := sockets{}.EphemeralRange(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if port := open(t, "tcp4", "127.0.0.1:0").Port(); port < first || port > last {
		t.Errorf("the system chose %d, outside %d to %d", port, first, last)
	}
}

func TestARefreshLeavesNothingBehind(t *testing.T) {
	refreshes := 1000
	if testing.Short() {
		refreshes = 50
	}
	p := newProcesses()
	listeners(t, true) // what is opened once, is opened now
	files, goroutines := openFiles(t), runtime.NumGoroutine()
	for range refreshes {
		listeners(t, false)
		found, err := p.Describe(t.Context(), os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		handle, err := p.Open(t.Context(), found.ProcessID)
		if err != nil {
			t.Fatal(err)
		}
		closeHandle(t, handle)
		if _, err := p.Open(t.Context(), platform.ProcessID{PID: os.Getpid(), Start: 1}); !errors.Is(err, platform.ErrGone) {
			t.Fatal(err)
		}
	}
	if now := openFiles(t); now != files {
		t.Errorf("%d open files, %d before", now, files)
	}
	if now := runtime.NumGoroutine(); now > goroutines {
		t.Errorf("%d goroutines, %d before", now, goroutines)
	}
}

func openFiles(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
