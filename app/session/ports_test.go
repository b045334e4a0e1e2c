package session_test

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func conflictsOf(t *testing.T, s *session.Session, query session.PortsQuery) []ports.ConflictKind {
	t.Helper()
	table, err := s.Ports(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []ports.ConflictKind
	for _, c := range table.Conflicts {
		kinds = append(kinds, c.Kind)
	}
	return kinds
}

func TestTwoProgramsOnOnePortAreNamedAmongThePorts(t *testing.T) {
	c := fake.New()
	c.Run(server(700, "node", fake.Obeys), "127.0.0.1:5173", "192.0.2.10:9999")
	c.Run(server(701, "vite", fake.Obeys), "[::1]:5173", "0.0.0.0:9999")
	s := open(t, c)
	for _, q := range []struct {
		name  string
		query session.PortsQuery
		want  []ports.ConflictKind
	}{
		{"in the list, also with an address that is not listed", session.PortsQuery{}, []ports.ConflictKind{ports.Split, ports.Shadowed}},
		{"of one port", session.PortsQuery{Port: 5173}, []ports.ConflictKind{ports.Split}},
		{"of another port", session.PortsQuery{Port: 3000}, nil},
	} {
		t.Run(q.name, func(t *testing.T) {
			if got := conflictsOf(t, s, q.query); !slices.Equal(got, q.want) {
				t.Errorf("got %v, want %v", got, q.want)
			}
		})
	}
}

func TestAPortThatNobodyHoldsMayStillBeKept(t *testing.T) {
	windows := fake.Named("healthy_windows")
	windows.Excluded = []platform.PortRange{{First: 3000, Last: 3099}}
	if got := conflictsOf(t, open(t, windows), session.PortsQuery{Port: 3000}); !slices.Contains(got, ports.Excluded) {
		t.Errorf("got %v", got)
	}
	windows.Alter(func() { windows.ExcludedErr = platform.ErrTimeout })
	if got := conflictsOf(t, open(t, windows), session.PortsQuery{Port: 3000}); !slices.Contains(got, ports.Unchecked) {
		t.Errorf("what could not be found out is not said: %v", got)
	}
	linux := fake.New()
	linux.Lingering = []netip.AddrPort{netip.MustParseAddrPort("127.0.0.1:80")}
	if got := conflictsOf(t, open(t, linux), session.PortsQuery{Port: 80}); !slices.Equal(got, []ports.ConflictKind{ports.Privileged, ports.Lingering}) {
		t.Errorf("got %v", got)
	}
	linux.About.Elevated = true
	if got := conflictsOf(t, open(t, linux), session.PortsQuery{Port: 80}); !slices.Equal(got, []ports.ConflictKind{ports.Lingering}) {
		t.Errorf("the administrator needs no permission: %v", got)
	}
}

func TestTheRulesOfPortsAreNotAskedForAtEachLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		s := open(t, c)
		for range 10 {
			conflictsOf(t, s, session.PortsQuery{})
		}
		if n := c.Called("PortRules.Excluded"); n != 1 {
			t.Errorf("asked %d times", n)
		}
		time.Sleep(2 * time.Minute) // the bubble's clock
		conflictsOf(t, s, session.PortsQuery{})
		if n := c.Called("PortRules.Excluded"); n != 2 {
			t.Errorf("asked %d times in all after two minutes", n)
		}
	})
}

func TestAHeldPortIsPassedOver(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	c := fake.New()
	c.Run(server(700, "node", fake.Obeys), netip.AddrPortFrom(netip.IPv6Loopback(), port).String())
	got, err := open(t, c).SuggestPort(t.Context(), port)
	if err != nil || got.Port <= port || len(got.WhyNot) == 0 || got.WhyNot[0].Port != port {
		t.Fatalf("got %+v, %v", got, err)
	}
	if because := english(t).Say(got.WhyNot[0].Because); !strings.Contains(because, "node (PID 700)") {
		t.Errorf("because %q", because)
	}
}

// Naming 1,000 programs takes longer than all the rest, and nobody asked for them.
func TestOnlyWhoIsInTheWayOfASuggestionIsLookedFor(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	c := fake.New()
	c.Run(server(700, "node", fake.Obeys), "127.0.0.1:9100", netip.AddrPortFrom(netip.IPv6Loopback(), port).String())
	for asked, names := range map[uint16]int{port: 1, port + 1: 0} {
		before := len(c.Calls())
		if _, err := open(t, c).SuggestPort(t.Context(), asked); err != nil {
			t.Fatal(err)
		}
		named := 0
		for _, call := range c.Calls()[before:] {
			switch call.Detail {
			case fmt.Sprint(platform.Query{Ports: []uint16{port}, Holders: platform.OneHolder}):
				named++
			case fmt.Sprint(platform.Query{Holders: platform.NoHolders}):
			default:
				if call.Method == "Sockets.Listeners" {
					t.Errorf("asked for %s", call.Detail)
				}
			}
		}
		if named != names {
			t.Errorf("looked %d times for who listens, want %d", named, names)
		}
	}
}

func TestAPortIsTriedOnBothFamilies(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct {
		name   string
		fault  fake.Fault
		passed bool
	}{
		{"IPv4 in use", fake.Fault{Network: "tcp4", Err: platform.ErrAddressInUse}, true},
		{"IPv6 in use", fake.Fault{Network: "tcp6", Err: platform.ErrAddressInUse}, true},
		{"forbidden", fake.Fault{Network: "tcp6", Err: platform.ErrDenied}, true},
		{"no IPv6 here", fake.Fault{Network: "tcp6", Err: platform.ErrAddressNotHere}, false},
	} {
		t.Run(f.name, func(t *testing.T) {
			f.fault.Call, f.fault.Port = "listen", port
			c := fake.New()
			c.Faults = []fake.Fault{f.fault}
			got, err := open(t, c).SuggestPort(t.Context(), port)
			if err != nil || (got.Port != port) != f.passed {
				t.Errorf("asked for %d, got %+v, %v", port, got, err)
			}
		})
	}
}

func TestSuggestingSaysWhyItFailed(t *testing.T) {
	c := fake.New()
	c.ListeningErr = platform.ErrNeedsAdmin
	_, err := open(t, c).SuggestPort(t.Context(), 3000)
	wantCode(t, err, words.NeedsAdmin)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = open(t, fake.New()).SuggestPort(ctx, 3000)
	wantCode(t, err, words.Interrupted)
}

func TestWatchingTellsEachChangeOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Run(server(700, "node", fake.Obeys), "127.0.0.1:3000")
		s := open(t, c)
		ctx, cancel := context.WithCancel(t.Context())
		var mu sync.Mutex
		var told []string
		ended := make(chan error, 1)
		start := func(table session.PortsTable) {
			if len(table.Rows) != 1 {
				t.Errorf("it starts with %d rows", len(table.Rows))
			}
		}
		go func() {
			ended <- s.WatchPorts(ctx, session.PortsQuery{}, time.Second, start, func(change session.PortChange) {
				mu.Lock()
				defer mu.Unlock()
				told = append(told, string(change.Kind)+" "+change.Row.Address.String()+" "+change.Row.Holders[0].Name)
			})
		}()
		wait := func(want ...string) {
			t.Helper()
			time.Sleep(3 * time.Second) // the bubble's clock
			synctest.Wait()
			mu.Lock()
			defer mu.Unlock()
			if !slices.Equal(told, want) {
				t.Errorf("told %q, want %q", told, want)
			}
			told = nil
		}
		wait()
		c.Alter(func() { c.Listening[0].Address = netip.MustParseAddrPort("[::1]:3000") })
		wait("freed 127.0.0.1 node", "taken ::1 node")
		c.Alter(func() { c.Listening = nil })
		wait("freed ::1 node")
		cancel()
		wantCode(t, <-ended, words.Interrupted)
	})
}

func TestWatchingEndsWhenThePortsCannotBeSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		s := open(t, c)
		start := func(session.PortsTable) { c.Alter(func() { c.ListeningErr = platform.ErrNeedsAdmin }) }
		err := s.WatchPorts(t.Context(), session.PortsQuery{}, time.Second, start, func(session.PortChange) {})
		wantCode(t, err, words.NeedsAdmin)
	})
}
