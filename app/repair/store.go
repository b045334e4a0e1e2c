package repair

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"path/filepath"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Store changes hosts files so that there is always a way back: a byte-exact
// backup before, a proof after, and the old bytes again when localhost suffered.
type Store struct {
	files     platform.HostsFiles
	place     platform.HostsPlace
	obstacles platform.Obstacles
	names     platform.NameCache
	settings  platform.Settings
	resolver  platform.Resolver
	folders   platform.Folders
	folder    string
	limits    Limits
	readable  bool      // others may read what is kept
	permitted Permitted // nil: nobody can be asked
}

// NewStore makes a store that keeps its backups and its journal in folder.
func NewStore(system platform.System, folder string, limits Limits) *Store {
	return &Store{
		files: system.Hosts, place: system.HostsPlace, obstacles: system.Obstacles, names: system.NameCache,
		settings: system.Settings, resolver: system.Resolver,
		folders: system.Folders, folder: folder, limits: limits,
	}
}

// Apply carries out change. onStep may be nil. The outcome is right even when
// there is an error. Once the file is being written ctx no longer stops anything:
// the proof, and putting the old bytes back, take some 10 s at most.
//
// Its errors are a *words.Failure of code Changed when the file is not what
// change was made for, of code Failed when it was written and the proof failed,
// when no backup could be made, or when another run of this program is changing a
// hosts file; or what platform.HostsFiles returned.
func (s *Store) Apply(ctx context.Context, change HostsChange, onStep func(Step)) (HostsOutcome, error) {
	outcome := HostsOutcome{Path: change.Path, Before: change.Base, After: change.Base}
	w := &writing{Store: s, change: change, tell: teller(onStep), outcome: &outcome}
	if err := w.look(ctx); err != nil || w.isSame() {
		return outcome, err
	}
	if err := w.mayWrite(ctx); err != nil {
		return outcome, err
	}
	err := s.alone(ctx, func() error {
		if err := w.prepare(ctx); err != nil {
			return err
		}
		if w.asks {
			return w.writeByPermission(ctx)
		}
		return w.write(context.WithoutCancel(ctx))
	})
	return outcome, err
}

// lockPatience is how long another run of this program may take to finish its own
// change.
const lockPatience = 2 * time.Second

// alone does something while no other run of this program, by the same user,
// changes a hosts file.
func (s *Store) alone(ctx context.Context, do func() error) error {
	waiting, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	unlock, err := s.folders.Lock(waiting, filepath.Join(s.folder, "hosts.lock"))
	switch {
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, platform.ErrBusy):
		return words.Fail(words.Failed, words.T("repair.busy"), words.T("repair.busy.why"), words.T("repair.busy.do"), err)
	case err != nil:
		return noBackup(s.folder, err)
	}
	err = do()
	if unlockErr := unlock(); err == nil && unlockErr != nil {
		err = fmt.Errorf("letting other runs of this program in: %w", unlockErr)
	}
	return err
}

// writing is one change on its way.
type writing struct {
	*Store
	change  HostsChange
	old     platform.HostsContent
	tell    func(text words.Text, done bool)
	outcome *HostsOutcome

	own     bool   // the file is the one that this system's resolver reads
	before  answer // what localhost led to before; only of the own file
	backup  Backup
	flags   platform.FileFlags // what is lifted for the write
	asks    bool               // it takes a permission that can be asked for
	journal *journal
}

// look reads the file and compares it with what the change was made for.
func (w *writing) look(ctx context.Context) error {
	var err error
	w.old, err = w.files.Read(ctx, w.change.Path)
	if w.change.Creates && errors.Is(err, platform.ErrNotFound) {
		w.old = platform.HostsContent{Path: w.change.Path, SHA256: platform.Sum(nil)}
		return nil
	}
	if w.change.Creates && err == nil {
		return changedMeanwhile(w.change.Path)
	}
	if err != nil {
		return fmt.Errorf("reading %s before changing it: %w", w.change.Path, err)
	}
	if w.old.SHA256 != w.change.Base {
		return changedMeanwhile(w.change.Path)
	}
	return nil
}

// isSame reports whether the file is already as the change would make it.
func (w *writing) isSame() bool {
	return bytes.Equal(w.old.Bytes, w.change.After) && !w.change.Creates && !w.change.Removes
}

// prepare makes everything ready that could still fail without harm.
func (w *writing) prepare(ctx context.Context) error {
	system, err := w.files.Path(ctx)
	if err != nil {
		return fmt.Errorf("finding this system's hosts file: %w", err)
	}
	if err := w.takeOver(ctx); err != nil {
		return err
	}
	w.own = w.change.Path == system || w.old.Resolved == system || w.change.Resolver
	if w.own {
		w.tell(words.T("repair.step.asking-before"), false)
		w.before = w.ask(ctx)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.promise()
}

// takeOver settles what an earlier run left behind, and looks again: another run
// may have been at the file while this one waited for the lock.
func (w *writing) takeOver(ctx context.Context) error {
	ended, _, err := w.settle(ctx)
	if err != nil {
		return noBackup(w.folder, err)
	}
	for _, i := range ended {
		w.tell(i.Story(), true)
	}
	if err := w.look(ctx); err != nil {
		return err
	}
	return w.mayWrite(ctx)
}

// promise makes what is needed if this program ends in the middle: the backup, and
// the line in the journal that says what was going to happen.
func (w *writing) promise() error {
	var err error
	if w.backup, err = w.keep(w.change, w.old); err != nil {
		return noBackup(w.folder, err)
	}
	if w.journal, err = w.openJournal(); err != nil {
		return noBackup(w.folder, err)
	}
	if err := w.journal.note(w.entry(resultStarted)); err != nil {
		return noBackup(w.folder, errors.Join(err, w.journal.close()))
	}
	w.tell(words.T("repair.step.backup", "Backup", w.backup.ID), true)
	return nil
}

// entry is this change's line in the journal.
func (w *writing) entry(how result) entry {
	e := entryOf(w.backup, how)
	e.Lifted, e.Code = w.flags, w.change.Code
	return e
}

// write replaces the file, proves what that did, and notes how it ended.
func (w *writing) write(ctx context.Context) error {
	err := w.replace(ctx, w.change.Base, w.change.After, w.change.Removes)
	result := resultFailed
	if err != nil {
		err = replaceFailed(w.change.Path, err)
	} else {
		result, err = w.prove(ctx)
	}
	noteErr := errors.Join(w.journal.note(w.entry(result)), w.journal.close())
	if noteErr != nil && err == nil {
		err = words.Fail(words.Failed, words.T("repair.journal.failed", "Path", w.change.Path),
			words.T("repair.folder.unwritable", "Folder", w.folder), words.Text{}, noteErr)
	}
	if result == resultWritten && w.prune(w.change.Path) != nil {
		w.outcome.Notes = append(w.outcome.Notes, words.T("repair.note.prune", "Folder", w.backups()))
	}
	return err
}

// prove reads the file again, asks the resolver, and puts the old bytes back when
// localhost worked before and no longer does.
func (w *writing) prove(ctx context.Context) (result, error) {
	w.outcome.Backup = w.backup.ID
	w.outcome.Changed, w.outcome.Diff = true, w.change.Diff
	w.outcome.After = platform.Sum(w.change.After)
	written, err := w.files.Read(ctx, w.change.Path)
	if w.change.Removes && errors.Is(err, platform.ErrNotFound) {
		written, err = platform.HostsContent{SHA256: w.outcome.After}, nil
	}
	if err != nil {
		return resultUnproved, fmt.Errorf("reading %s again: %w", w.change.Path, err)
	}
	if written.SHA256 != w.outcome.After {
		w.outcome.After = written.SHA256
		return resultUnproved, changedAfterwards(w.change.Path)
	}
	if w.change.Removes {
		w.tell(words.T("repair.step.removed", "Path", w.change.Path), true)
	} else {
		w.tell(words.T("repair.step.written", "Path", w.change.Path), true)
	}
	if !w.own {
		w.outcome.Proof, w.outcome.ByFile = map[string][]netip.Addr{"localhost": w.change.Expect}, true
		w.tell(words.T("repair.step.other-file"), true)
		return resultWritten, nil
	}
	if err := w.names.Flush(ctx); err != nil {
		w.outcome.Notes = append(w.outcome.Notes, words.T("repair.note.cache"))
	}
	how, err := w.proveByResolver(ctx)
	if err == nil {
		w.proveNames(ctx)
	}
	return how, err
}
