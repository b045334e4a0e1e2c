package repair

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Ending is what a change that this program could not finish left in the file.
type Ending string

// The endings of an interrupted change.
const (
	EndedOld     Ending = "old"     // the file is wholly as it was before
	EndedNew     Ending = "new"     // the file is wholly as it was to become
	EndedOther   Ending = "other"   // it is neither: half written, or changed by somebody since
	EndedUnknown Ending = "unknown" // it cannot be read
)

// Interruption is a change during which this program was ended.
type Interruption struct {
	Backup Backup // what the file was before
	Ending Ending
	// Lifted is what protected the file before and may be missing now.
	Lifted platform.FileFlags
}

// Story says what happened.
func (i Interruption) Story() words.Text {
	switch i.Ending {
	case EndedOld:
		return words.T("repair.interrupted.old", "Path", i.Backup.Path)
	case EndedNew:
		return words.T("repair.interrupted.new", "Path", i.Backup.Path)
	case EndedOther:
		return words.T("repair.interrupted.other", "Path", i.Backup.Path, "Backup", i.Backup.ID)
	default:
		return words.T("repair.interrupted.unknown", "Path", i.Backup.Path, "Backup", i.Backup.ID)
	}
}

// Interrupted lists the changes that began and did not end, the oldest first, until
// Settle has noted them. It also sweeps up what crashes have left beside the files.
// A *words.Failure of code Failed when another run of this program is changing a
// hosts file right now.
func (s *Store) Interrupted(ctx context.Context) (found []Interruption, err error) {
	if path, err := s.files.Path(ctx); err == nil {
		s.place.Sweep(ctx, path)
	}
	h, err := s.history()
	if err != nil || len(h.open) == 0 {
		return nil, err
	}
	err = s.alone(ctx, func() error {
		found, err = s.interrupted(ctx)
		return err
	})
	return found, err
}

func (s *Store) interrupted(ctx context.Context) ([]Interruption, error) {
	h, err := s.history()
	if err != nil {
		return nil, unreadableBackups(s.folder, err)
	}
	found := make([]Interruption, 0, len(h.open))
	for _, e := range h.open {
		b, err := s.backup(e.Backup)
		if err != nil { // the journal knows enough to tell what became of the file
			if b, err = e.backup(); err != nil {
				return nil, unreadableBackups(s.folder, err)
			}
		}
		s.place.Sweep(ctx, b.Path)
		found = append(found, Interruption{Backup: b, Ending: s.ending(ctx, b), Lifted: e.Lifted})
	}
	return found, ctx.Err()
}

// ending compares the file with both of its contents.
func (s *Store) ending(ctx context.Context, b Backup) Ending {
	now, err := s.files.Read(ctx, b.Path)
	switch {
	case errors.Is(err, platform.ErrNotFound) && b.Missing:
		return EndedOld
	case errors.Is(err, platform.ErrNotFound) && b.Removed:
		return EndedNew
	case errors.Is(err, platform.ErrNotFound):
		return EndedOther
	case err != nil:
		return EndedUnknown
	case now.SHA256 == b.SHA256 && !b.Missing:
		return EndedOld
	case b.Removed:
		return EndedOther
	case now.SHA256 == b.After || uncut(now.Bytes, b) != nil:
		return EndedNew
	}
	return EndedOther
}

// uncut returns the new content when the file holds it with empty lines behind it, up
// to the old length: so it is left when a shorter content was written into the file
// itself and not cut yet. Otherwise nil.
func uncut(now []byte, b Backup) []byte {
	if len(now) != b.Size {
		return nil
	}
	for end := len(bytes.TrimRight(now, "\n")); end < len(now); end++ {
		if platform.Sum(now[:end]) == b.After {
			return now[:end]
		}
	}
	return nil
}

// restoreOrder ends what the interrupted change had begun with the file: it cuts the
// empty lines off and puts back what protected it.
func (s *Store) restoreOrder(ctx context.Context, i Interruption) error {
	if i.Ending == EndedNew && !i.Backup.Removed {
		now, err := s.files.Read(ctx, i.Backup.Path)
		if err != nil {
			return err
		}
		if whole := uncut(now.Bytes, i.Backup); whole != nil {
			if err := s.files.Replace(ctx, i.Backup.Path, now.SHA256, whole); err != nil {
				return err
			}
		}
	}
	if i.Lifted == 0 || i.Ending == EndedNew && i.Backup.Removed {
		return nil
	}
	return s.obstacles.Restore(ctx, i.Backup.Path, i.Lifted)
}

// Settle notes how interrupted changes ended, so that they are not told again, puts
// back what protected the files, and cuts off what a write into the file itself has
// not cut. Where that cannot be done it is told again, and is the error:
// ErrNeedsAdmin and the like.
func (s *Store) Settle(ctx context.Context) error {
	return s.alone(ctx, func() error {
		_, left, err := s.settle(ctx)
		return errors.Join(err, left)
	})
}

// settle returns what it has settled, and why something is left.
func (s *Store) settle(ctx context.Context) (settled []Interruption, left, err error) {
	found, err := s.interrupted(ctx)
	if err != nil || len(found) == 0 {
		return nil, nil, err
	}
	j, err := s.openJournal()
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, j.close()) }()
	for _, i := range found {
		if err := s.restoreOrder(ctx, i); err != nil {
			left = errors.Join(left, fmt.Errorf("ending the change of %s: %w", i.Backup.Path, err))
			continue
		}
		e := entryOf(i.Backup, i.result())
		e.Settled = true
		if err := j.note(e); err != nil {
			return settled, left, err
		}
		settled = append(settled, i)
	}
	return settled, left, nil
}

// result is the ending as the journal knows it. What is neither old nor new may
// hold a part of the change.
func (i Interruption) result() result {
	switch i.Ending {
	case EndedOld:
		return resultFailed
	case EndedNew:
		return resultWritten
	default:
		return resultUnproved
	}
}
