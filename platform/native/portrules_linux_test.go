package native

import (
	"net"
	"net/netip"
	"slices"
	"testing"
	"time"
)

// Who closes first keeps the address: here the server does.
func TestAClosedConnectionLingersOnItsPort(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	client, err := net.Dial("tcp4", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	if err := client.Close(); err != nil {
		t.Fatal(err)
	}
	wanted := netip.MustParseAddrPort(listener.Addr().String())
	deadline := time.After(5 * time.Second)
	for {
		found, err := portRules{}.Lingering(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		otherwise, err := lingeringWithoutNetlink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(found, wanted) && slices.Contains(otherwise, wanted) {
			return
		}
		select {
		case <-deadline:
			t.Fatalf("%v does not linger: %v", wanted, found)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestTheFirstOpenPortIsThatOfTheKernel(t *testing.T) {
	first, err := portRules{}.FirstOpen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if first > 1024 {
		t.Errorf("got %d; by default it is 1024, and containers lower it", first)
	}
}
