package repair_test

import (
	"testing"
	"testing/synctest"

	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestThePortThatIsOfferedInsteadCanBeUsed(t *testing.T) {
	w := newWard(t)
	w.About.OS = "windows"
	w.Excluded = []platform.PortRange{{First: w.port + 1, Last: w.port + 40}}
	w.EphemeralFirst, w.EphemeralLast = w.port+41, w.port+80
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 1, "node", fake.Ignores)
		outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
		if err != nil || outcome.Result != repair.StillHeld || outcome.Suggestion <= w.port+80 {
			t.Errorf("holding %d, got %d, %v", w.port, outcome.Suggestion, err)
		}
	})
}

func TestTheHeldPortItselfIsNotOfferedInstead(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 1, "node", fake.Immortal)
		plan := w.plan(t)
		outcome, err := w.stopper.Free(t.Context(), *plan.Stop, repair.StopOptions{Force: true}, func(s repair.Step) {
			if s.Text.Key == "repair.step.forced" { // for the moment it lets go
				w.Alter(func() { w.Listening = nil })
			}
		})
		if err != nil || outcome.Result != repair.StillHeld || outcome.Suggestion == w.port || outcome.Suggestion == 0 {
			t.Errorf("holding %d, got %+v, %v", w.port, outcome, err)
		}
	})
}

func TestWithoutAListThereIsNothingToOffer(t *testing.T) {
	w := newWard(t)
	w.server(700, 1, "sshd", fake.Obeys)
	plan := repair.StopChange{Port: w.port, Holders: holder(w, 700)}
	w.ListeningErr = platform.ErrTimeout
	outcome, err := w.stopper.Free(t.Context(), plan, repair.StopOptions{}, nil)
	if err == nil || outcome.Suggestion != 0 {
		t.Errorf("got %+v, %v", outcome, err)
	}
}
