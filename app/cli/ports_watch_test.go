package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/cli"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// begin starts a command line that goes on until ctx ends, and returns its exit
// code when it has.
func (t *terminal) begin(ctx context.Context, args ...string) <-chan int {
	ended := make(chan int, 1)
	go func() { ended <- cli.Run(ctx, args, t.env) }()
	return ended
}

func listens(address string, pid int) []platform.Listener {
	return []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort(address), PIDs: []int{pid}}}
}

func TestWatchWritesALineForEachChangeUntilInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Run(fake.Process{Process: platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 1}, Name: "node", User: "ana"}})
		term := on(t, c)
		ctx, interrupt := context.WithCancel(t.Context())
		ended := term.begin(ctx, "ports", "3000", "--watch")
		pass := func() { time.Sleep(2 * time.Second); synctest.Wait() } // the bubble's clock
		pass()
		c.Alter(func() { c.Listening = listens("127.0.0.1:3000", 700) })
		pass()
		c.Alter(func() { c.Listening = listens("127.0.0.1:4000", 700) })
		pass()
		interrupt()
		if code := <-ended; code != 130 {
			t.Errorf("exit code %d", code)
		}
		lines := strings.Split(strings.TrimSuffix(term.out.String(), "\n"), "\n")
		if len(lines) != 2 || !strings.HasSuffix(lines[0], "Port 3000 taken on 127.0.0.1 by node (PID 700)") ||
			!strings.HasSuffix(lines[1], "Port 3000 freed on 127.0.0.1 by node") {
			t.Errorf("lines %q", lines)
		}
		if !strings.HasPrefix(term.err.String(), "Watching port 3000") || !strings.HasSuffix(term.err.String(), "The watching has ended. You stopped it.\n") {
			t.Errorf("stderr %q", term.err.String())
		}
	})
}

func TestWatchAsJSONIsOneObjectALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Run(fake.Process{Process: platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 1}, Name: "node", User: "ana"}})
		term := on(t, c)
		ctx, interrupt := context.WithCancel(t.Context())
		ended := term.begin(ctx, "ports", "--watch", "--json")
		time.Sleep(2 * time.Second) // the bubble's clock
		c.Alter(func() { c.Listening = listens("127.0.0.1:3000", 700) })
		time.Sleep(2 * time.Second) // the bubble's clock: the next look comes
		interrupt()
		<-ended
		first, rest, _ := strings.Cut(term.out.String(), "\n")
		var change struct {
			Change   string
			Time     time.Time
			Listener struct{ Port int }
		}
		if err := json.Unmarshal([]byte(first), &change); err != nil || !strings.HasPrefix(first, `{"schema":1,`) ||
			change.Change != "taken" || change.Listener.Port != 3000 || change.Time.IsZero() {
			t.Errorf("%v in %s", err, first)
		}
		if !strings.Contains(rest, `"code":"interrupted"`) || strings.Count(rest, "\n") != 1 {
			t.Errorf("it ends with %q", rest)
		}
	})
}

// unread is an output that nobody reads any more.
type unread struct{}

func (unread) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestWatchEndsWhenNobodyReadsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Run(fake.Process{Process: platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 1}, Name: "node", User: "ana"}})
		term := on(t, c)
		term.env.Out = unread{}
		ended := term.begin(t.Context(), "ports", "--watch")
		time.Sleep(2 * time.Second) // the bubble's clock
		c.Alter(func() { c.Listening = append(listens("127.0.0.1:3000", 700), listens("127.0.0.1:3001", 700)...) })
		if code := <-ended; code != 1 {
			t.Errorf("exit code %d", code)
		}
		_, last, _ := bytes.Cut(term.err.Bytes(), []byte("\n"))
		if bytes.Count(last, []byte("\n")) != 1 || !bytes.Contains(last, []byte("could not be written")) {
			t.Errorf("it ends with %q", last)
		}
	})
}

func TestAFreePortIsFound(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	c := fake.New()
	c.Run(fake.Process{Process: platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 1}, Name: "node", User: "ana"}},
		netip.AddrPortFrom(netip.IPv6Loopback(), port).String())
	term := on(t, c)
	asked := netip.AddrPortFrom(netip.IPv6Loopback(), port).String()[len("[::1]:"):]
	term.run(0, "suggest", asked, "--json")
	got := term.object()
	why, ok := got["why_not"].([]any)
	if got["asked"] != float64(port) || got["port"].(float64) <= float64(port) || !ok || len(why) == 0 {
		t.Errorf("got %v", got)
	}
	term.run(0, "suggest", asked)
	if !strings.Contains(term.out.String(), "Not "+asked+": node (PID 700) listens there.") {
		t.Errorf("got %s", &term.out)
	}
	term.run(2, "suggest", "0")
	term.run(2, "suggest", "3000", "3001")
}

func TestNoFreePortIsExit1(t *testing.T) {
	c := fake.New()
	c.EphemeralFirst, c.EphemeralLast = 1, 65535
	term := on(t, c)
	term.run(1, "suggest")
	if !strings.HasPrefix(term.out.String(), "No port near 3000 can be used") {
		t.Errorf("got %s", &term.out)
	}
	term.run(1, "suggest", "--json")
	if got := term.object(); got["port"] != nil || got["asked"] != float64(3000) {
		t.Errorf("got %v", got)
	}
}
