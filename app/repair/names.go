package repair

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Mapping is a name that leads to an address after a change.
type Mapping struct {
	Name    string
	Address netip.Addr
}

// maxProvedNames is how many of a change's names are looked up: the proof must not
// keep a person waiting.
const maxProvedNames = 9

// proveNames shows that the names that a change adds are found. Only the family
// that the file answers is asked for: the other one would be asked of a DNS server,
// and names stay on this computer. That a name is not found is told, and nothing is
// taken back for it.
func (w *writing) proveNames(ctx context.Context) {
	if w.outcome.Proof == nil {
		return // this system's resolver cannot be asked
	}
	for _, m := range w.change.Names[:min(len(w.change.Names), maxProvedNames)] {
		found := w.askName(ctx, m)
		w.outcome.Proof[m.Name] = found
		if slices.Contains(found, m.Address) {
			w.tell(words.T("repair.step.name", "Name", m.Name, "Addresses", texts(found)), true)
			continue
		}
		w.outcome.Notes = append(w.outcome.Notes, words.T("repair.note.name", "Name", m.Name, "Address", m.Address.String()))
	}
}

// askName asks until the name leads to its address, or gives up.
func (s *Store) askName(ctx context.Context, m Mapping) []netip.Addr {
	ctx, cancel := context.WithTimeout(ctx, pickUpWorse)
	defer cancel()
	family := platform.IPv6
	if m.Address.Is4() {
		family = platform.IPv4
	}
	found := []netip.Addr{}
	for pause := 50 * time.Millisecond; ; pause *= 2 {
		// An error is no answer, which is what is reported.
		if addresses, err := s.resolver.OS(ctx, family, m.Name); err == nil {
			found = addresses
		}
		if slices.Contains(found, m.Address) {
			return found
		}
		select {
		case <-ctx.Done():
			return found
		case <-time.After(pause):
		}
	}
}
