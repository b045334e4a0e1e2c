package repair

import (
	"context"
	"errors"
	"io/fs"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Permitted does, with administrator permission, what a Store may not do itself.
type Permitted interface {
	// Able returns nil when that change could be made, or why not; it asks nobody.
	Able(ctx context.Context, change HostsChange) error
	// Hosts makes and proves a change of a file that holds old, and puts the old bytes
	// back as Apply does. The outcome is right even when there is an error.
	Hosts(ctx context.Context, change HostsChange, old []byte, onStep func(Step)) (HostsOutcome, error)
	// Settings makes all of changes, or none.
	Settings(ctx context.Context, changes []SettingChange, onStep func(Step)) error
}

// Asking is the same store, which has done by permitted what takes permission. Its own
// backup and its own lines in the journal are made all the same: what was changed by
// this user can be undone by this user.
func (s *Store) Asking(permitted Permitted) *Store {
	asking := *s
	asking.permitted = permitted
	return &asking
}

// Readable is the same store, whose journal and backups everybody may read, as far as
// everybody may read the file itself.
func (s *Store) Readable() *Store {
	readable := *s
	readable.readable = true
	return &readable
}

// writeByPermission has the file written, and notes how that ended.
func (w *writing) writeByPermission(ctx context.Context) error {
	done, err := w.permitted.Hosts(ctx, w.change, w.old.Bytes, func(step Step) { w.tell(step.Text, step.Done) })
	ctx = context.WithoutCancel(ctx)
	how := w.became(ctx, done, err)
	w.outcome.Changed, w.outcome.RolledBack = changed(how), how == resultRolledBack
	w.outcome.Proof, w.outcome.ProofError, w.outcome.Notes = done.Proof, done.ProofError, done.Notes
	switch how {
	case resultFailed: // nothing was done, so there is nothing to go back to
		if err == nil {
			err = words.Fail(words.Failed, words.T("permission.unchanged", "Path", w.change.Path), words.Text{},
				words.T("permission.unchanged.do"), nil)
		}
		err = errors.Join(err, w.drop(w.backup.ID))
	case resultRolledBack:
		w.outcome.Backup = w.backup.ID
	default:
		w.outcome.Backup, w.outcome.Diff, w.outcome.After = w.backup.ID, w.change.Diff, platform.Sum(w.change.After)
	}
	noted := errors.Join(w.journal.note(w.entry(how)), w.journal.close())
	if noted != nil && err == nil {
		err = words.Fail(words.Failed, words.T("repair.journal.failed", "Path", w.change.Path),
			words.T("repair.folder.unwritable", "Folder", w.folder), words.Text{}, noted)
	}
	if how == resultWritten && w.prune(w.change.Path) != nil {
		w.outcome.Notes = append(w.outcome.Notes, words.T("repair.note.prune", "Folder", w.backups()))
	}
	return err
}

// became tells how a change ended that somebody else has made, or not: the file itself
// is looked at, because who made it may have been ended in the middle.
func (w *writing) became(ctx context.Context, done HostsOutcome, err error) result {
	switch ending := w.ending(ctx, w.backup); {
	case ending == EndedOld && done.RolledBack:
		return resultRolledBack
	case ending == EndedOld:
		return resultFailed
	case ending == EndedNew && err == nil:
		return resultWritten
	default:
		return resultUnproved
	}
}

// settingsByPermission has settings changed, and looks whether they are.
func (s *Store) settingsByPermission(ctx context.Context, changes []SettingChange, tell func(words.Text, bool)) error {
	err := s.permitted.Settings(ctx, changes, func(step Step) { tell(step.Text, step.Done) })
	if err != nil {
		return err
	}
	for _, c := range changes {
		if err := s.took(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// openTo returns the modes of a folder and of a file in it which tells as much as
// somebody may know who may read a file with mode.
func (s *Store) openTo(mode fs.FileMode) (folder, file fs.FileMode) {
	switch {
	case !s.readable:
		return 0o700, 0o600
	case mode&0o004 == 0:
		return 0o755, 0o600
	}
	return 0o755, 0o644
}
