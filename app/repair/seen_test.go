package repair_test

import (
	"errors"
	"net/netip"
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// hide makes who holds the port of w invisible.
func (w *ward) hide() netip.AddrPort {
	at := netip.MustParseAddrPort(w.at("127.0.0.1"))
	w.Alter(func() {
		w.HiddenOwners = true
		w.Listening = []platform.Listener{{Protocol: platform.TCP, Address: at, Hidden: true}}
	})
	return at
}

func TestAPlanIsMadeOfWhatAnAdministratorHasSeen(t *testing.T) {
	w := newWard(t)
	w.server(700, 1, "node", fake.NeedsAdmin)
	at := w.hide()
	if _, err := w.stopper.Plan(t.Context(), w.port); !errors.Is(err, repair.ErrUnseen) || !errors.Is(err, platform.ErrNeedsAdmin) {
		t.Fatalf("without: %v", err)
	}
	for _, c := range []struct {
		name  string
		seen  platform.Process
		start uint64
		is    string
	}{
		{"the same process", platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 1700}, Name: "other", User: "other"}, 1700, "node"},
		{"another process has its number by now", platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 5}, Name: "old", User: "old"}, 1700, "node"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, err := w.stopper.SeenBy([]repair.Seen{{Address: at, Processes: []platform.Process{c.seen}}}).Plan(t.Context(), w.port)
			if err != nil || len(plan.Stop.Holders) != 1 {
				t.Fatalf("got %+v, %v", plan, err)
			}
			if h := plan.Stop.Holders[0]; h.PID != 700 || h.Start != c.start || h.Name != c.is || h.User != "ana" {
				t.Errorf("got %+v", h.Process)
			}
		})
	}
	t.Run("nobody was seen", func(t *testing.T) {
		if _, err := w.stopper.SeenBy([]repair.Seen{{Address: at}}).Plan(t.Context(), w.port); !errors.Is(err, repair.ErrUnseen) {
			t.Errorf("got %v", err)
		}
	})
}
