package repair_test

import (
	"fmt"
	"testing"
	"testing/synctest"

	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestWhatIsStoppedWasLookedForThoroughly(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 30, "node", fake.Obeys)
		plan, err := w.stopper.Plan(t.Context(), w.port)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.free(t.Context(), plan, repair.StopOptions{}); err != nil {
			t.Fatal(err)
		}
		looking := fmt.Sprint(platform.Query{Thorough: true, Ports: []uint16{w.port}})
		looks := 0
		for _, call := range w.Calls() {
			if call.Method != "Sockets.Listeners" {
				continue
			}
			looks++
			if call.Detail != looking {
				t.Errorf("look %d was %s", looks, call.Detail)
			}
		}
		if looks < 3 {
			t.Errorf("only %d looks", looks)
		}
	})
}
