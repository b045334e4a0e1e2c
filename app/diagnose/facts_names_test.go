package diagnose

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestALongListIsBlamedOnlyWhenItIsSlow(t *testing.T) {
	t.Parallel()
	var list strings.Builder
	list.WriteString("127.0.0.1 localhost\n::1 localhost\n127.0.1.1 desk\n")
	for n := range 12_000 {
		fmt.Fprintf(&list, "0.0.0.0 ads%d.example\n", n)
	}
	c := fake.New()
	c.Files[c.HostsPath].Bytes = []byte(list.String())
	s := Gather(t.Context(), c.System(), Options{})
	s.OS4.Took = 2 * time.Second
	slow := finding(t, Judge(s, nil), "H18")
	s.OS4.Took, s.OS6.Took = time.Millisecond, time.Millisecond
	quick := finding(t, Judge(s, nil), "H18")
	if slow.Status != Problem || slow.Severity != Notice || len(slow.Fixes) != 1 || quick.Status != OK {
		t.Errorf("slow: %+v\nquick: %+v", slow, quick)
	}
}

func TestPortsOnIPv6AloneAreFound(t *testing.T) {
	t.Parallel()
	listeners := func(addresses ...string) []platform.Listener {
		var all []platform.Listener
		for _, a := range addresses {
			all = append(all, platform.Listener{Protocol: platform.TCP, Address: netip.MustParseAddrPort(a)})
		}
		return all
	}
	for _, test := range []struct {
		name string
		all  []platform.Listener
		want []uint16
	}{
		{"nothing listens", nil, nil},
		{"both addresses", listeners("127.0.0.1:631", "[::1]:631"), nil},
		{"IPv6 alone", listeners("[::1]:5173", "127.0.0.1:3000", "[::1]:4000"), []uint16{4000, 5173}},
		{"every address beside it", listeners("0.0.0.0:8080", "[::1]:8080"), nil},
		{"every IPv6 address that takes IPv4 too", listeners("[::]:8080", "[::1]:8080"), nil},
		{"every IPv6 address alone", append(listeners("[::1]:8080"), platform.Listener{
			Protocol: platform.TCP, Address: netip.MustParseAddrPort("[::]:8080"), V6Only: true,
		}), []uint16{8080}},
		{"UDP is something else", []platform.Listener{{Protocol: platform.UDP, Address: netip.MustParseAddrPort("[::1]:53")}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := onlyOnIPv6(test.all); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// The doctor sends nothing to a DNS server but questions about localhost and names
// that it makes up: not the name of this computer, not what is in the hosts file.
func TestOnlyMadeUpNamesAreLookedUp(t *testing.T) {
	t.Parallel()
	c := fake.Named("own_name_only_in_dns")
	Judge(Gather(t.Context(), c.System(), Options{}), nil)
	asked := 0
	for _, call := range c.Calls() {
		if !strings.HasPrefix(call.Method, "Resolver.") {
			continue
		}
		asked++
		if !strings.HasSuffix(call.Detail, localhost) || strings.Contains(call.Detail, "desk") {
			t.Errorf("%s %s was looked up", call.Method, call.Detail)
		}
	}
	if asked < 5 {
		t.Errorf("only %d lookups", asked)
	}
}

func TestWhatCannotBeReadCouldNotBeChecked(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.NamingErr, c.VirtualErr, c.ListeningErr = platform.ErrNeedsAdmin, platform.ErrNeedsAdmin, platform.ErrNeedsAdmin
	result := Judge(Gather(t.Context(), c.System(), Options{}), nil)
	for _, code := range []string{"N03", "N14", "N15", "C05", "C07", "H04"} {
		if f := finding(t, result, code); f.Status != Unknown || f.Why.Key != "diagnose.because-admin" {
			t.Errorf("%s: %s, %s", code, f.Status, f.Why.Key)
		}
	}
	if result.Verdict != Healthy {
		t.Errorf("verdict %s: none of these decides it", result.Verdict)
	}
}

// A made-up name goes to the DNS servers of a system that does not know it, so it
// must not hold up the check-up for longer than those are waited for.
func TestASilentServerDoesNotHoldUpTheMadeUpName(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.UnderLocalhostErr = platform.ErrTimeout
		var s Snapshot
		start := time.Now()
		for _, probe := range s.nameProbes(c.System()) {
			probe.find(t.Context())
		}
		if took := time.Since(start); took > labelLimit+grace || s.Labelled.Err == nil {
			t.Errorf("after %v: %v", took, s.Labelled.Err)
		}
		if f := underLocalhost(Snapshot{About: c.About, NameFacts: s.NameFacts}, true); f.Status != Unknown {
			t.Errorf("status %s", f.Status)
		}
	})
}

// The round trips of the check-up listen on ::1 while the listeners are listed.
func TestTheCheckUpDoesNotFindItself(t *testing.T) {
	t.Parallel()
	c := fake.Named("localhost_only_ipv4_server_on_ipv6")
	system := c.System()
	system.Sockets = &passing{Sockets: system.Sockets, computer: c}
	if f := finding(t, Judge(Gather(t.Context(), system, Options{}), nil), "H04"); f.Status != OK {
		t.Errorf("finding %+v", f)
	}
}

// passing lists a listener that is gone when it is asked again.
type passing struct {
	platform.Sockets
	computer *fake.Computer
}

func (p *passing) Listeners(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	found, err := p.Sockets.Listeners(ctx, query)
	p.computer.Alter(func() { p.computer.Listening = nil })
	return found, err
}
