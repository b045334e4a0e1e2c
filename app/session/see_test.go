package session_test

import (
	"errors"
	"net/netip"
	"slices"
	"testing"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// guarded is a computer on which another user holds a port, so that only the second run
// sees who. Its program ends when it is asked by a run with permission.
func guarded(t *testing.T) (c *fake.Computer, s *session.Session, port uint16) {
	t.Helper()
	c = fake.New()
	withHelper(t, c)
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	c.Run(fake.Process{Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 700, Start: 1700}, Parent: 1, Name: "node", User: "nobody", CommandLine: []string{"node", "serve"},
	}})
	hide := func(hidden bool) {
		l := platform.Listener{Protocol: platform.TCP, Address: netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port), Hidden: hidden, PIDs: []int{700}, UIDs: []uint32{65534}}
		if hidden {
			l.PIDs, l.User = nil, "nobody"
		}
		if c.Running[700] != nil {
			c.Listening, c.HiddenOwners = []platform.Listener{l}, hidden
		}
	}
	c.Alter(func() { hide(true) })
	second := c.Elevation.Helper
	c.Elevation.Helper = func(job []byte) []byte {
		c.Alter(func() { hide(false) })
		defer c.Alter(func() { hide(true) })
		return second(job)
	}
	s, err = session.New(c.System(), assets)
	if err != nil {
		t.Fatal(err)
	}
	return c, s, port
}

func TestWhoHoldsAPortIsSeenFirstAndStoppedThen(t *testing.T) {
	c, s, port := guarded(t)
	_, err := s.FreePlan(t.Context(), port)
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != words.NeedsAdmin || failure.Why.Args["User"] != "nobody" || !s.MaySee(t.Context(), err) {
		t.Fatalf("got %+v", err)
	}
	plan, err := s.SeePlan(t.Context(), port, nil)
	if err != nil {
		t.Fatal(err)
	}
	who := plan.Stop.Holders
	if len(who) != 1 || who[0].PID != 700 || who[0].Start != 1700 || who[0].Name != "node" || who[0].Verdict != session.StopAsk || !plan.Admin {
		t.Errorf("seen: %+v", who)
	}
	if c.Called("Handle.Ask") > 0 {
		t.Error("stopped before anybody has said yes to that")
	}
	outcome, err := s.Free(t.Context(), plan, session.FreeOptions{}, nil)
	if err != nil || outcome.Result != session.FreeFreed || len(outcome.Stopped) != 1 || outcome.Stopped[0].Name != "node" || outcome.Stopped[0].PID != 700 {
		t.Errorf("got %+v, %v", outcome, err)
	}
	if asked := c.Called("Elevation.Run"); asked != 2 {
		t.Errorf("asked for permission %d times, want once to look and once to stop", asked)
	}
}

func TestAProgramThatTookThePlaceOfTheSeenOneIsLeftAlone(t *testing.T) {
	c, s, port := guarded(t)
	plan, err := s.SeePlan(t.Context(), port, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Alter(func() { c.Running[700].Start = 9999 })
	var failure *words.Failure
	if _, err := s.Free(t.Context(), plan, session.FreeOptions{}, nil); !errors.As(err, &failure) || failure.Code != words.Changed {
		t.Errorf("got %v", err)
	}
	if c.Running[700] == nil {
		t.Error("stopped")
	}
}

func TestWithoutPermissionNobodyIsSeen(t *testing.T) {
	for name, asked := range map[string]struct {
		with fake.Elevation
		why  string
	}{
		"no":      {fake.Elevation{Err: platform.ErrDeclined}, "helper.no.declined"},
		"no way":  {fake.Elevation{}, "helper.no.way"},
		"no rule": {fake.Elevation{Err: platform.ErrNeedsAdmin}, "helper.no.allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			c, s, port := guarded(t)
			c.Elevation = asked.with
			var failure *words.Failure
			if _, err := s.SeePlan(t.Context(), port, nil); !errors.As(err, &failure) || failure.Code != words.NeedsAdmin || failure.Why.Key != asked.why {
				t.Errorf("got %+v", err)
			}
		})
	}
}

// In a container even root may not see who it is.
func TestWhatNobodySeesIsSaidSo(t *testing.T) {
	c, s, port := guarded(t)
	blind := func(job []byte) []byte { return []byte(`{"version":1,"seen":[]}`) }
	c.Elevation.Helper = blind
	var failure *words.Failure
	_, err := s.SeePlan(t.Context(), port, nil)
	if !errors.As(err, &failure) || failure.Code != words.Unknown || failure.Why.Key != "ports.reason.hidden-from-all" {
		t.Errorf("got %+v", err)
	}
	if slices.ContainsFunc(c.Calls(), func(call fake.Call) bool { return call.Method == "Handle.Ask" }) {
		t.Error("something was stopped")
	}
}
