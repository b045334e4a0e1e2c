package repair_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// nurse adds a server that nodemon starts again as long as it runs itself.
func (w *ward) nurse(temper fake.Temper) {
	w.Run(fake.Process{Process: process(690, 30, "nodemon", "ana"), Temper: temper})
	w.server(700, 690, "node", fake.Revived)
}

func starterPlan(t *testing.T, w *ward, pid int) (repair.Plan, error) {
	t.Helper()
	return w.stopper.StarterPlan(t.Context(), w.port, w.Running[pid].ProcessID)
}

func TestWhoStartsAProgramAgainIsStoppedBeforeIt(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.nurse(fake.Obeys)
		plan, err := starterPlan(t, w, 690)
		if err != nil || plan.Stop.Starter == nil || plan.Stop.Starter.PID != 690 || len(plan.Stop.Holders) != 1 {
			t.Fatalf("got %+v, %v", plan, err)
		}
		w.untouched(t)
		outcome, err := w.free(t.Context(), plan, repair.StopOptions{})
		if err != nil || outcome.Result != repair.Freed || !slices.Equal(stoppedPIDs(outcome), []int{690, 700}) {
			t.Errorf("got %+v, %v", outcome, err)
		}
	})
}

func TestAStarterThatDoesNotEndIsForcedOnlyWhenThatWasAgreedTo(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.nurse(fake.Ignores)
		plan, err := starterPlan(t, w, 690)
		if err != nil {
			t.Fatal(err)
		}
		outcome, err := w.free(t.Context(), plan, repair.StopOptions{})
		if err != nil || outcome.Result != repair.StillHeld || !outcome.CanForce || w.Running[700] == nil {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		outcome, err = w.free(t.Context(), plan, repair.StopOptions{Force: true})
		if err != nil || outcome.Result != repair.Freed || w.Running[690] != nil {
			t.Errorf("got %+v, %v", outcome, err)
		}
	})
}

func TestAServerThatIsAnotherByNowIsNotStoppedWithItsStarter(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.nurse(fake.Obeys)
		plan, err := starterPlan(t, w, 690)
		if err != nil {
			t.Fatal(err)
		}
		if outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{}); err != nil || outcome.Result != repair.Respawned {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		if _, err := w.free(t.Context(), plan, repair.StopOptions{}); !errors.Is(err, platform.ErrChanged) {
			t.Errorf("other programs than those shown hold the port, and the error is %v", err)
		}
	})
}

func TestNobodyIsStoppedInPlaceOfAStarterThatHasEnded(t *testing.T) {
	w := newWard(t)
	w.nurse(fake.Obeys)
	old := w.Running[690].ProcessID
	old.Start-- // the number was another program's then
	var failure *words.Failure
	if _, err := w.stopper.StarterPlan(t.Context(), w.port, old); !errors.As(err, &failure) || failure.Code != words.Changed {
		t.Errorf("got %v", err)
	}
	w.untouched(t)
}

func TestAStarterThatMustNotBeStoppedIsRefused(t *testing.T) {
	w := newWard(t)
	w.server(700, 30, "node", fake.Revived)
	var failure *words.Failure
	if _, err := starterPlan(t, w, 30); !errors.As(err, &failure) || failure.Code != words.Refused {
		t.Errorf("this program was started by it, and the error is %v", err)
	}
	w.untouched(t)
}
