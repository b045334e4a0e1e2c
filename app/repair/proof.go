package repair

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

const (
	// pickUp is how long a resolver may take to notice a new hosts file: macOS
	// waits one second after a rename, Windows and nscd longer.
	pickUp = 8 * time.Second
	// pickUpWorse is the same for a change that is known to make localhost worse.
	pickUpWorse = 2 * time.Second
	// oneLookup is how long one lookup may take.
	oneLookup = 2 * time.Second
)

// answer is what the operating system says about localhost.
type answer struct {
	addresses []netip.Addr
	err       error // of a lookup that failed for another reason than "no address"
}

// works reports whether localhost leads to this computer and nowhere else.
func (a answer) works() bool { return leadsHere(a.addresses) }

// leadsHere reports whether there are addresses and all are loopback.
func leadsHere(addresses []netip.Addr) bool {
	for _, a := range addresses {
		if !a.Unmap().IsLoopback() {
			return false
		}
	}
	return len(addresses) > 0
}

// cannotAsk reports whether this system has no way to ask its resolver.
func (a answer) cannotAsk() bool { return errors.Is(a.err, platform.ErrUnsupported) }

// ask looks localhost up in both address families.
func (s *Store) ask(ctx context.Context) answer {
	var a answer
	for _, family := range []platform.Family{platform.IPv4, platform.IPv6} {
		lookup, cancel := context.WithTimeout(ctx, oneLookup)
		found, err := s.resolver.OS(lookup, family, "localhost")
		cancel()
		if err != nil && !errors.Is(err, platform.ErrNoAddress) {
			a.err = fmt.Errorf("looking up localhost (%s): %w", family, err)
			continue
		}
		for _, address := range found {
			// glibc answers a question for IPv6 by a mapped IPv4 address.
			if address = address.Unmap(); !slices.Contains(a.addresses, address) {
				a.addresses = append(a.addresses, address)
			}
		}
	}
	return a
}

// askUntil asks until localhost works, or does not, as wanted; or gives up.
func (s *Store) askUntil(ctx context.Context, works bool) answer {
	limit := pickUpWorse
	if works {
		limit = pickUp
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	last := s.ask(ctx)
	for pause := 50 * time.Millisecond; last.works() != works && !last.cannotAsk(); pause = min(2*pause, time.Second) {
		select {
		case <-ctx.Done():
			return last
		case <-time.After(pause):
		}
		if next := s.ask(ctx); ctx.Err() == nil {
			last = next
		}
	}
	return last
}

// proveByResolver asks the operating system what localhost leads to now. An undo
// may make localhost worse, since that is how it was, and so may a backup that a
// person has chosen; nothing else may.
func (w *writing) proveByResolver(ctx context.Context) (result, error) {
	backwards := w.change.Undoes != "" || w.change.Restores != ""
	wanted := leadsHere(w.change.Expect) || w.before.works() && !backwards
	w.tell(words.T("repair.step.asking-after"), false)
	now := w.askUntil(ctx, wanted)
	switch {
	case now.cannotAsk():
		w.outcome.ProofError = words.T("repair.proof.cannot-ask")
		return resultWritten, nil
	case now.works():
		w.outcome.Proof = map[string][]netip.Addr{"localhost": now.addresses}
		w.tell(words.T("repair.step.resolves", "Addresses", texts(now.addresses)), true)
		return resultWritten, nil
	case w.before.works() && !backwards:
		return w.rollBack(ctx, now)
	}
	w.outcome.Proof = map[string][]netip.Addr{"localhost": now.addresses}
	w.outcome.ProofError = says(now)
	if !wanted {
		return resultWritten, nil
	}
	return resultUnproved, words.Fail(words.Failed, words.T("repair.proof.still-broken"),
		says(now), words.T("repair.proof.still-broken.do"), now.err)
}

// rollBack puts the old bytes back.
func (w *writing) rollBack(ctx context.Context, now answer) (result, error) {
	w.tell(words.T("repair.step.rolling-back"), false)
	if err := w.replace(ctx, w.outcome.After, w.old.Bytes, w.change.Creates); err != nil {
		return resultUnproved, words.Fail(words.Failed, words.T("repair.rollback.failed", "Path", w.change.Path),
			says(now), words.T("repair.rollback.failed.do", "Backup", w.rawPath(w.backup.ID)), err)
	}
	back, err := w.files.Read(ctx, w.change.Path)
	if w.change.Creates && errors.Is(err, platform.ErrNotFound) {
		back, err = platform.HostsContent{SHA256: w.change.Base}, nil
	}
	if err != nil {
		return resultUnproved, fmt.Errorf("reading %s after putting it back: %w", w.change.Path, err)
	}
	w.outcome.After = back.SHA256
	if back.SHA256 != w.change.Base {
		return resultUnproved, changedAfterwards(w.change.Path)
	}
	w.outcome.RolledBack, w.outcome.Changed = true, false
	w.tell(words.T("repair.step.rolled-back"), true)
	return resultRolledBack, words.Fail(words.Failed, words.T("repair.rolled-back", "Path", w.change.Path),
		says(now), words.Text{}, now.err)
}

// says puts an answer that is not good into words.
func says(a answer) words.Text {
	switch {
	case len(a.addresses) > 0:
		return words.T("repair.proof.elsewhere", "Addresses", texts(a.addresses))
	case a.err != nil:
		return words.T("repair.proof.no-answer")
	default:
		return words.T("repair.proof.no-address")
	}
}

func texts(addresses []netip.Addr) []string {
	out := make([]string, 0, len(addresses))
	for _, a := range addresses {
		out = append(out, a.String())
	}
	return out
}
