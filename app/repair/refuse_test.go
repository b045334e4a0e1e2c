package repair_test

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestWhatMustNotBeStoppedIsRefusedBeforeAnythingIsStopped(t *testing.T) {
	for _, c := range []struct {
		name string
		pid  int
		prog string
	}{
		{"this program", 5000, ""},
		{"the shell it was started from", 30, ""},
		{"the first program", 1, ""},
		{"remote sign-in", 800, "sshd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWard(t)
			if c.prog != "" {
				w.Run(fake.Process{Process: process(c.pid, 1, c.prog, "ana")})
			}
			w.server(700, 30, "node", fake.Obeys)
			w.Alter(func() {
				w.Listening = append(w.Listening, platform.Listener{
					Protocol: platform.TCP, Address: netip.MustParseAddrPort(w.at("::1")), PIDs: []int{c.pid},
				})
			})
			_, err := w.stopper.Plan(t.Context(), w.port)
			wantCode(t, err, words.Refused)
			// As if it had taken the port after the plan was made.
			stop := repair.StopChange{Port: w.port, Holders: holder(w, 700)}
			outcome, err := w.free(t.Context(), repair.Plan{Stop: &stop}, repair.StopOptions{Force: true})
			wantCode(t, err, words.Refused)
			if outcome.Result != repair.Refused || outcome.Why.IsZero() {
				t.Errorf("got %+v", outcome)
			}
			w.untouched(t)
		})
	}
}

func TestAHiddenHolderNeedsPermissionToBeSeen(t *testing.T) {
	w := newWard(t)
	w.HiddenOwners = true
	w.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort(w.at("127.0.0.1"))}}
	_, err := w.stopper.Plan(t.Context(), w.port)
	wantCode(t, err, words.NeedsAdmin)
	w.About.Elevated = true
	_, err = repair.NewStopper(w.System(), readKnowledge(t)).Plan(t.Context(), w.port)
	wantCode(t, err, words.Unknown)
}

func TestAProgramOfAnotherUserNeedsPermission(t *testing.T) {
	w := newWard(t)
	w.server(690, 30, "mine", fake.Obeys)
	w.Run(fake.Process{Process: process(700, 690, "theirs", "ben"), Temper: fake.NeedsAdmin}, w.at("::1"))
	plan := w.plan(t)
	if !plan.Admin {
		t.Error("the plan does not say that it needs permission")
	}
	outcome, err := w.free(t.Context(), plan, repair.StopOptions{})
	wantCode(t, err, words.NeedsAdmin)
	if !errors.Is(err, platform.ErrNeedsAdmin) || outcome.Result != repair.StillHeld {
		t.Errorf("got %+v, %v", outcome, err)
	}
	w.untouched(t)
	w.letGo(t, 2) // one for the plan, one for the try
}

func TestOtherProgramsThanThoseShownAreNotStopped(t *testing.T) {
	for name, prepare := range map[string]func(w *ward){
		"another has the port": func(w *ward) { w.server(701, 30, "other", fake.Obeys) },
		"a database joined": func(w *ward) {
			w.server(700, 30, "node", fake.Obeys)
			w.server(702, 30, "postgres", fake.Obeys)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWard(t)
			prepare(w)
			shown := []ports.Holder{{Process: process(700, 30, "node", "ana")}}
			stop := repair.StopChange{Port: w.port, Holders: shown}
			_, err := w.free(t.Context(), repair.Plan{Stop: &stop}, repair.StopOptions{})
			wantCode(t, err, words.Changed)
			w.untouched(t)
		})
	}
}

func TestFreeingCanBeCancelled(t *testing.T) {
	for _, c := range []struct{ name, during string }{
		{"while it is asked", "repair.step.asked"},
		{"while the proof is made", "repair.step.proving"},
		{"while watching", "repair.step.watching"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWard(t)
			synctest.Test(t, func(t *testing.T) {
				temper := fake.Obeys
				if c.during == "repair.step.asked" {
					temper = fake.Ignores
				}
				w.server(700, 30, "node", temper)
				ctx, cancel := context.WithCancel(t.Context())
				outcome, err := w.stopper.Free(ctx, *w.plan(t).Stop, repair.StopOptions{Force: true}, func(s repair.Step) {
					if s.Text.Key == c.during {
						cancel()
					}
				})
				if err != nil || outcome.Result != repair.Cancelled || outcome.Why.IsZero() {
					t.Errorf("got %+v, %v", outcome, err)
				}
				if n := w.Called("Handle.Force"); n != 0 {
					t.Error("it was forced after cancelling")
				}
			})
		})
	}
}

func TestADeadlineIsNotACancellation(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 30, "node", fake.Ignores)
		plan := w.plan(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		outcome, err := w.free(ctx, plan, repair.StopOptions{})
		if !errors.Is(err, context.DeadlineExceeded) || outcome.Result != repair.StillHeld {
			t.Errorf("got %+v, %v", outcome, err)
		}
	})
}

func TestAnUnreadableTableStopsNothing(t *testing.T) {
	w := newWard(t)
	w.server(700, 30, "node", fake.Obeys)
	plan := w.plan(t)
	w.ListeningErr = platform.ErrUnsupported
	if _, err := w.free(t.Context(), plan, repair.StopOptions{}); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
	w.untouched(t)
}

func TestWhoMustNotStopAProgramIsToldWhatToDoInstead(t *testing.T) {
	w := newWard(t)
	w.server(700, 1, "wslrelay", fake.Obeys)
	_, err := w.stopper.Plan(t.Context(), w.port)
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != words.Refused || failure.Do.Key != "ports.instead.wsl" {
		t.Errorf("got %+v", err)
	}
}
