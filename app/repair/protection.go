package repair

import (
	"context"
	"errors"
	"fmt"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// mayWrite asks whether writing would be allowed, given what would be lifted.
func (w *writing) mayWrite(ctx context.Context) error {
	if w.change.ClearFlags {
		if err := w.findFlags(ctx); err != nil {
			return fmt.Errorf("changing %s: %w", w.change.Path, err)
		}
	}
	err := w.files.Writable(ctx, w.change.Path)
	if err == nil || w.flags != 0 && errors.Is(err, platform.ErrReadOnly) {
		return nil
	}
	if errors.Is(err, platform.ErrNeedsAdmin) && w.permitted != nil {
		w.asks = true
		return w.permitted.Able(ctx, w.change)
	}
	return fmt.Errorf("changing %s: %w", w.change.Path, err)
}

// findFlags finds out what would have to be lifted. What could not be looked at
// does not matter: then the write says no by itself.
func (w *writing) findFlags(ctx context.Context) error {
	found, _ := w.obstacles.Of(ctx, w.change.Path)
	for _, o := range found {
		if o.Blocks {
			w.flags |= o.Flags
		}
	}
	return ctx.Err()
}

// replace writes the file, or takes it away; what protects it is lifted before and
// back afterwards.
func (w *writing) replace(ctx context.Context, base platform.SHA256, content []byte, remove bool) error {
	put := func() error { return w.files.Replace(ctx, w.change.Path, base, content) }
	if remove {
		put = func() error { return w.place.Remove(ctx, w.change.Path, base) }
	}
	if w.flags == 0 {
		return put()
	}
	if err := w.obstacles.Lift(ctx, w.change.Path, w.flags); err != nil {
		return err
	}
	w.tell(words.T("repair.step.lifted", "Path", w.change.Path), true)
	err := put()
	if remove && err == nil {
		return nil // nothing is left to protect
	}
	if err := w.obstacles.Restore(ctx, w.change.Path, w.flags); err != nil {
		w.outcome.Notes = append(w.outcome.Notes, words.T("repair.note.unprotected", "Path", w.change.Path))
	} else {
		w.tell(words.T("repair.step.protected", "Path", w.change.Path), true)
	}
	return err
}
