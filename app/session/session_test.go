package session_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// assets is the folder that the program embeds.
var assets = os.DirFS("../../assets")

func open(t *testing.T, c *fake.Computer) *session.Session {
	t.Helper()
	if c.StateFolder == "" {
		c.StateFolder = t.TempDir()
	}
	s, err := session.New(c.System(), assets)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wantCode(t *testing.T, err error, code words.Code) *words.Failure {
	t.Helper()
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != code {
		t.Fatalf("got error %v, want a failure of code %s", err, code)
	}
	if failure.What.IsZero() {
		t.Error("the failure does not say what failed")
	}
	return failure
}

// server is a program of ana.
func server(pid int, name string, temper fake.Temper) fake.Process {
	return fake.Process{Temper: temper, Process: platform.Process{
		ProcessID: platform.ProcessID{PID: pid, Start: 1}, Parent: 1, Name: name, User: "ana",
	}}
}

func TestASessionNeedsItsKnowledge(t *testing.T) {
	if _, err := session.New(fake.New().System(), os.DirFS(t.TempDir())); err == nil {
		t.Error("a session without knowledge was opened")
	}
}

func TestPortsAreChosenByTheQuery(t *testing.T) {
	c := fake.New()
	c.Run(server(700, "node", fake.Obeys), "127.0.0.1:3000", "192.0.2.10:3000", "0.0.0.0:8080")
	c.Listening = append(c.Listening, platform.Listener{
		Protocol: platform.UDP, Address: netip.MustParseAddrPort("127.0.0.1:5353"), PIDs: []int{700},
	})
	s := open(t, c)
	for _, q := range []struct {
		name  string
		query session.PortsQuery
		want  int
	}{
		{"what answers on localhost", session.PortsQuery{}, 2},
		{"also on the network only", session.PortsQuery{All: true}, 3},
		{"also UDP", session.PortsQuery{UDP: true}, 3},
		{"one port", session.PortsQuery{Port: 3000}, 1},
		{"one port, everywhere", session.PortsQuery{Port: 3000, All: true}, 2},
		{"a port that nobody holds", session.PortsQuery{Port: 9}, 0},
	} {
		t.Run(q.name, func(t *testing.T) {
			table, err := s.Ports(t.Context(), q.query)
			if err != nil || len(table.Rows) != q.want {
				t.Errorf("%d rows, %v; want %d", len(table.Rows), err, q.want)
			}
		})
	}
	c.ListeningErr = platform.ErrNeedsAdmin
	_, err := s.Ports(t.Context(), session.PortsQuery{})
	wantCode(t, err, words.NeedsAdmin)
}

func TestAPortIsFreed(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	at := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port)
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Run(server(700, "node", fake.Ignores), at.String())
		s := open(t, c)
		plan, err := s.FreePlan(t.Context(), at.Port())
		if err != nil || plan.Stop == nil || len(plan.Stop.Holders) != 1 {
			t.Fatalf("got %+v, %v", plan, err)
		}
		outcome, err := s.Free(t.Context(), plan, session.FreeOptions{Force: true, Wait: time.Second}, nil)
		if err != nil || outcome.Result != repair.Freed || len(outcome.Stopped) != 1 {
			t.Errorf("got %+v, %v", outcome, err)
		}
	})
}

func TestWhatMustNotBeStoppedIsRefused(t *testing.T) {
	c := fake.New()
	c.Run(server(1, "systemd", fake.Obeys), "127.0.0.1:3000")
	_, err := open(t, c).FreePlan(t.Context(), 3000)
	wantCode(t, err, words.Refused)
}

func TestAPlanThatStopsNothingIsNotCarriedOut(t *testing.T) {
	_, err := open(t, fake.New()).Free(t.Context(), repair.Plan{}, session.FreeOptions{}, nil)
	wantCode(t, err, words.Usage)
}

func TestPermissionIsAskedForInTheWordsOfTheSystem(t *testing.T) {
	for name, want := range map[string]string{
		"healthy_debian": "session.do.admin-unix", "healthy_windows": "session.do.admin-windows",
	} {
		c := fake.Named(name)
		c.Run(server(700, "node", fake.NeedsAdmin), "127.0.0.1:3000")
		s := open(t, c)
		plan, err := s.FreePlan(t.Context(), 3000)
		if err != nil || !plan.Admin {
			t.Fatalf("%s: got %+v, %v", name, plan, err)
		}
		_, err = s.Free(t.Context(), plan, session.FreeOptions{}, nil)
		if f := wantCode(t, err, words.NeedsAdmin); f.Do.Key != want {
			t.Errorf("%s: got %s, want %s", name, f.Do.Key, want)
		}
	}
}

func TestTheCheckUpTellsItsProgress(t *testing.T) {
	steps := make(chan session.Progress, 100)
	result, err := open(t, fake.New()).CheckUp(t.Context(), session.CheckOptions{OnProgress: func(p session.Progress) { steps <- p }})
	if err != nil || result.Verdict != session.VerdictHealthy || len(result.Findings) == 0 {
		t.Errorf("got %s with %d findings, %v", result.Verdict, len(result.Findings), err)
	}
	close(steps)
	last := session.Progress{}
	for p := range steps {
		last = p
	}
	if last.Of == 0 || last.Done != last.Of {
		t.Errorf("the last progress is %+v", last)
	}
}

func TestACancelledCheckUpIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := open(t, fake.New()).CheckUp(ctx, session.CheckOptions{})
	wantCode(t, err, words.Interrupted)
}

func TestATestNamesTheProgramThatAnswers(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	c := fake.New()
	c.Run(server(699, "other", fake.Obeys), netip.AddrPortFrom(netip.IPv4Unspecified(), netip.MustParseAddrPort(l.Addr().String()).Port()).String())
	c.Run(server(700, "node", fake.Obeys), l.Addr().String())
	result, err := open(t, c).Test(t.Context(), l.Addr().String(), 2*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	named := func(a loopback.Answerer) bool { return a.PID == 700 && a.Name == "node" }
	if !slices.ContainsFunc(result.AnsweredBy, named) {
		t.Errorf("answered by %+v", result.AnsweredBy)
	}
}

func TestWhatIsNoAddressIsWrongInput(t *testing.T) {
	_, err := open(t, fake.New()).Test(t.Context(), "not an address", time.Second)
	wantCode(t, err, words.Usage)
}

func TestEverySentinelHasItsWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		code words.Code
	}{
		{platform.ErrNeedsAdmin, words.NeedsAdmin},
		{platform.ErrDeclined, words.NeedsAdmin},
		{platform.ErrNotFound, words.NotFound},
		{platform.ErrNotRegular, words.Usage},
		{platform.ErrTooLarge, words.Unsupported},
		{platform.ErrUnsupported, words.Unsupported},
		{context.Canceled, words.Interrupted},
		{context.DeadlineExceeded, words.Unknown},
		{errors.New("something else"), words.Unknown},
	} {
		t.Run(c.err.Error(), func(t *testing.T) {
			computer := fake.New()
			computer.Files["/tmp/hosts"] = &fake.File{ReadErr: c.err}
			_, err := open(t, computer).Hosts(t.Context(), session.HostsTarget{Path: "/tmp/hosts"})
			if f := wantCode(t, err, c.code); f.Why.IsZero() || !errors.Is(err, c.err) {
				t.Errorf("got %+v", f)
			}
		})
	}
}
