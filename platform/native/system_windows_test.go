package native

import (
	"context"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform"
)

func TestNewOnWindows(t *testing.T) {
	system, err := New("")
	if err != nil {
		t.Fatal(err)
	}
	if about := system.About; about.OS != "windows" || !strings.Contains(about.Version, "Windows") || about.User == "" || about.Hostname == "" {
		t.Errorf("%+v", about)
	}
	path, err := system.Hosts.Path(t.Context())
	if err != nil || !strings.EqualFold(filepath.Base(path), "hosts") || !filepath.IsAbs(path) || strings.Contains(path, "%") {
		t.Errorf("hosts file %q, %v", path, err)
	}
}

func TestListenersOnWindows(t *testing.T) {
	n := network{}
	four, err := n.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = four.Close() }()
	six, err := n.Listen(t.Context(), "tcp6", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = six.Close() }()
	found, err := newSockets().Listeners(t.Context(), platform.Query{UDP: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{four.Addr().String(), six.Addr().String()} {
		want := platform.Listener{Protocol: platform.TCP, Address: netip.MustParseAddrPort(address), PIDs: []int{os.Getpid()}}
		if onWine() {
			want.PIDs = nil // it does not say who holds a socket
		}
		if !slices.ContainsFunc(found.All, func(l platform.Listener) bool {
			return l.Protocol == want.Protocol && l.Address == want.Address && slices.Equal(l.PIDs, want.PIDs)
		}) {
			t.Errorf("no %+v among %+v", want, found)
		}
	}
}

func TestDescribeOnWindows(t *testing.T) {
	command := start(t, "sit", "two words", `quo"te`)
	p := newProcesses()
	found, err := p.Describe(t.Context(), command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	directory, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if found.Parent != os.Getpid() || !strings.EqualFold(found.Name, filepath.Base(os.Args[0])) || found.User == "" {
		t.Errorf("%+v", found)
	}
	if len(found.CommandLine) != 3 || found.CommandLine[1] != "two words" || found.CommandLine[2] != `quo"te` {
		t.Errorf("command line %q", found.CommandLine)
	}
	if !strings.EqualFold(filepath.Base(found.Executable), filepath.Base(os.Args[0])) {
		t.Errorf("program %q", found.Executable)
	}
	if !strings.EqualFold(filepath.Clean(found.Directory), directory) {
		t.Errorf("folder %q, want %q", found.Directory, directory)
	}
	if age := time.Since(found.Started); age < -2*time.Second || age > time.Minute {
		t.Errorf("started %s ago", age)
	}
	if _, err := p.Describe(t.Context(), 0x7ffffff4); !errors.Is(err, platform.ErrGone) {
		t.Errorf("nothing is %v", err)
	}
}

func TestStoppingOnWindows(t *testing.T) {
	command := start(t, "sit")
	p := newProcesses()
	found, err := p.Describe(t.Context(), command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	wrong := platform.ProcessID{PID: found.PID, Start: found.Start + 1}
	if _, err := p.Open(t.Context(), wrong); !errors.Is(err, platform.ErrGone) {
		t.Errorf("the wrong start: %v", err)
	}
	handle, err := p.Open(t.Context(), found.ProcessID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = handle.Close() }()
	if err := handle.Ask(); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("asking a program without windows: %v", err)
	}
	brief, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := handle.Wait(brief); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for a program that goes on: %v", err)
	}
	if err := handle.Force(); err != nil {
		t.Fatal(err)
	}
	longer, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := handle.Wait(longer); err != nil {
		t.Errorf("waiting for the end: %v", err)
	}
	if _, err := p.Open(t.Context(), found.ProcessID); !errors.Is(err, platform.ErrGone) {
		t.Errorf("opening what has ended: %v", err)
	}
}

func TestClassOnWindows(t *testing.T) {
	n := network{}
	listener, err := n.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if _, err := n.Listen(t.Context(), "tcp4", address); !errors.Is(n.Class(err), platform.ErrAddressInUse) {
		t.Errorf("taken: %v", err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Dial(t.Context(), "tcp4", address); !errors.Is(n.Class(err), platform.ErrRefused) {
		t.Errorf("nobody listens: %v", err)
	}
	if _, err := n.Listen(t.Context(), "tcp4", "192.0.2.1:0"); !errors.Is(n.Class(err), platform.ErrAddressNotHere) {
		t.Errorf("foreign address: %v", err)
	}
}

func TestEphemeralRangeOnWindows(t *testing.T) {
	if onWine() {
		t.Skip("the netsh of Wine prints nothing")
	}
	if first, last, err := (sockets{}).EphemeralRange(t.Context()); err != nil || first < 1024 || last < first {
		t.Errorf("temporary ports %d to %d, %v", first, last, err)
	}
}

func TestPingOnWindows(t *testing.T) {
	for _, address := range []string{"127.0.0.1", "::1"} {
		if address == "::1" && onWine() {
			t.Skip("Wine cannot ping over IPv6")
		}
		if took, err := (pinger{}).Ping(t.Context(), netip.MustParseAddr(address)); err != nil || took <= 0 {
			t.Errorf("ping of %s: %s, %v", address, took, err)
		}
	}
}

func TestNamesAndInterfacesOnWindows(t *testing.T) {
	if _, err := (nameServers{}).Servers(t.Context()); err != nil {
		t.Errorf("DNS servers: %v", err)
	}
	if all, err := (interfaces{}).All(t.Context()); err != nil || !slices.ContainsFunc(all, func(i platform.Interface) bool { return i.Loopback }) {
		t.Errorf("interfaces %+v, %v", all, err)
	}
	if found, err := newResolver().OS(t.Context(), platform.IPv4, "localhost"); err != nil || len(found) == 0 {
		t.Errorf("localhost is %v, %v", found, err)
	}
	if found, err := newResolver().OS(t.Context(), platform.IPv4, "no-such-name.invalid"); len(found) > 0 || !errors.Is(err, platform.ErrNoAddress) {
		t.Errorf("a name that does not exist is %v, %v", found, err)
	}
}

func TestAskClosesTheWindows(t *testing.T) {
	command := start(t, "window")
	p := newProcesses()
	found, err := p.Describe(t.Context(), command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := p.Open(t.Context(), found.ProcessID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = handle.Close() }()
	if err := handle.Ask(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := handle.Wait(ctx); err != nil {
		t.Errorf("waiting for the end: %v", err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("it was not its own end: %v", err)
	}
}

func TestProgramsWithAWindowAreFound(t *testing.T) {
	with, without := start(t, "window"), start(t, "sit")
	found, err := openWindows{}.Owners(t.Context())
	if err != nil || !slices.Contains(found, with.Process.Pid) || slices.Contains(found, without.Process.Pid) {
		t.Errorf("windows of %v, want one of %d and none of %d: %v", found, with.Process.Pid, without.Process.Pid, err)
	}
}
