package fake_test

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestEveryScenarioMakesAWholeComputer(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range fake.Scenarios {
		if seen[s.Name] {
			t.Errorf("two scenarios are called %s", s.Name)
		}
		seen[s.Name] = true
		system := fake.Named(s.Name).System()
		if system.About.OS == "" || system.Hosts == nil || system.Sockets == nil || system.Processes == nil ||
			system.Resolver == nil || system.NameServers == nil || system.Interfaces == nil ||
			system.Network == nil || system.Pinger == nil || system.Folders == nil {
			t.Errorf("%s lacks a part", s.Name)
		}
	}
	if fake.Named("no such computer") != nil {
		t.Error("a computer was made up")
	}
}

func TestHostsFileIsReplacedOnlyOnTopOfWhatWasRead(t *testing.T) {
	t.Parallel()
	c := fake.New()
	files := c.System().Hosts
	before, err := files.Read(t.Context(), c.HostsPath)
	if err != nil {
		t.Fatal(err)
	}
	if err := files.Replace(t.Context(), c.HostsPath, before.SHA256, []byte("x")); !errors.Is(err, platform.ErrNeedsAdmin) {
		t.Errorf("as an ordinary user: %v", err)
	}
	c.Alter(func() { c.Files[c.HostsPath].WriteErr = nil })
	if err := files.Replace(t.Context(), c.HostsPath, platform.Sum([]byte("else")), []byte("x")); !errors.Is(err, platform.ErrChanged) {
		t.Errorf("on top of another file: %v", err)
	}
	if err := files.Replace(t.Context(), c.HostsPath, before.SHA256, []byte("127.0.0.1 other\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := c.System().Resolver.OS(t.Context(), platform.IPv4, "localhost"); !errors.Is(err, platform.ErrNoAddress) {
		t.Errorf("the resolver does not see the new file: %v", err)
	}
	if got := c.Called("Hosts.Replace"); got != 3 {
		t.Errorf("%d calls of Replace recorded", got)
	}
}

func TestProcessesActByTheirTemper(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name             string
		temper           fake.Temper
		open, ask, force error
		held             []int // who holds the port at the end
	}{
		{name: "obeys", temper: fake.Obeys, force: platform.ErrGone},
		{name: "ignores", temper: fake.Ignores},
		{name: "cannot be asked", temper: fake.NoAsking, ask: platform.ErrUnsupported},
		{name: "immortal", temper: fake.Immortal, held: []int{42}},
		{name: "needs the administrator", temper: fake.NeedsAdmin, open: platform.ErrNeedsAdmin, held: []int{42}},
		{name: "comes back", temper: fake.Respawns, force: platform.ErrGone, held: []int{5001}},
		{name: "its PID is given away", temper: fake.Reused, open: platform.ErrGone},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := fake.New()
			id := platform.ProcessID{PID: 42, Start: 7}
			c.Run(fake.Process{Process: platform.Process{ProcessID: id, Name: "node"}, Temper: test.temper}, "127.0.0.1:3000")
			handle, err := c.System().Processes.Open(t.Context(), id)
			if !errors.Is(err, test.open) {
				t.Fatalf("Open: %v, want %v", err, test.open)
			}
			if err == nil {
				if err := handle.Ask(); !errors.Is(err, test.ask) {
					t.Errorf("Ask: %v, want %v", err, test.ask)
				}
				if err := handle.Force(); !errors.Is(err, test.force) {
					t.Errorf("Force: %v, want %v", err, test.force)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
				defer cancel()
				if err := handle.Wait(ctx); (err == nil) == (test.temper == fake.Immortal) {
					t.Errorf("Wait: %v", err)
				}
			}
			table, err := c.System().Sockets.Listeners(t.Context(), platform.Query{})
			if err != nil {
				t.Fatal(err)
			}
			var held []int
			for _, l := range table.All {
				held = append(held, l.PIDs...)
			}
			if !slices.Equal(held, test.held) {
				t.Errorf("the port is held by %v, want %v", held, test.held)
			}
		})
	}
}

func TestTakenPortCannotBeListenedOn(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Run(fake.Process{Process: platform.Process{ProcessID: platform.ProcessID{PID: 42}}}, "0.0.0.0:3000")
	_, err := c.System().Network.Listen(t.Context(), "tcp4", "127.0.0.1:3000")
	if !errors.Is(err, platform.ErrAddressInUse) {
		t.Errorf("error = %v", err)
	}
}

func TestOtherComputersCannotBeReached(t *testing.T) {
	t.Parallel()
	network := fake.New().System().Network
	if _, err := network.Dial(t.Context(), "tcp4", "203.0.113.9:80"); !errors.Is(err, platform.ErrUnreachable) {
		t.Errorf("another computer: %v", err)
	}
	if _, err := network.Dial(t.Context(), "tcp4", "192.0.2.10:80"); !errors.Is(err, platform.ErrRefused) {
		t.Errorf("an address of its own: %v", err)
	}
}

func TestRealSocketErrorsHaveTheirClass(t *testing.T) {
	t.Parallel()
	network := fake.New().System().Network
	listener, err := network.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if _, err := network.Listen(t.Context(), "tcp4", address); network.Class(err) != platform.ErrAddressInUse {
		t.Errorf("a taken port: %v", err)
	}
	listener.Close()
	if _, err := network.Dial(t.Context(), "tcp4", address); network.Class(err) != platform.ErrRefused {
		t.Errorf("a closed port: %v", err)
	}
}

func TestResolversDifferAsRealOnesDo(t *testing.T) {
	t.Parallel()
	c := fake.Named("localhost_only_ipv6")
	resolver := c.System().Resolver
	if got, err := resolver.OS(t.Context(), platform.IPv4, "localhost"); err != nil || got[0] != netip.MustParseAddr("127.0.0.1") {
		t.Errorf("glibc answers %v, %v", got, err)
	}
	if _, err := resolver.Go(t.Context(), platform.IPv4, "localhost"); !errors.Is(err, platform.ErrNoAddress) {
		t.Errorf("Go answers %v", err)
	}
}

func TestComputerMayChangeWhileItIsUsed(t *testing.T) {
	t.Parallel()
	c := fake.New()
	system := c.System()
	var users sync.WaitGroup
	for range 4 {
		users.Go(func() {
			for range 50 {
				_, _ = system.Hosts.Read(t.Context(), "/etc/hosts")
				_, _ = system.Resolver.OS(t.Context(), platform.IPv4, "localhost")
				_, _ = system.Sockets.Listeners(t.Context(), platform.Query{UDP: true})
				_, _ = system.NameServers.Servers(t.Context())
			}
		})
	}
	for range 50 {
		c.Alter(func() { c.Files["/etc/hosts"].Bytes = []byte("127.0.0.1 localhost\n") })
	}
	users.Wait()
	if got := c.Called("Hosts.Read"); got != 200 {
		t.Errorf("%d of 200 calls recorded", got)
	}
}
