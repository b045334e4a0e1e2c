package repair

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Store changes hosts files so that there is always a way back: a byte-exact
// backup before, a proof after, and the old bytes again when localhost suffered.
type Store struct {
	files    platform.HostsFiles
	resolver platform.Resolver
	folder   string
}

// NewStore makes a store that keeps its backups and its journal in folder.
func NewStore(files platform.HostsFiles, resolver platform.Resolver, folder string) *Store {
	return &Store{files: files, resolver: resolver, folder: folder}
}

// Apply carries out change. onStep may be nil. The outcome is right even when
// there is an error. Once the file is being written ctx no longer stops anything:
// the proof, and putting the old bytes back, take some 10 s at most.
//
// Its errors are a *words.Failure of code Changed when the file is not what
// change was made for, of code Failed when it was written and the proof failed or
// when no backup could be made, or what platform.HostsFiles returned.
func (s *Store) Apply(ctx context.Context, change HostsChange, onStep func(Step)) (HostsOutcome, error) {
	outcome := HostsOutcome{Path: change.Path, Before: change.Base, After: change.Base}
	found, err := s.files.Read(ctx, change.Path)
	if err != nil {
		return outcome, fmt.Errorf("reading %s before changing it: %w", change.Path, err)
	}
	if found.SHA256 != change.Base {
		return outcome, changedMeanwhile(change.Path)
	}
	if bytes.Equal(found.Bytes, change.After) {
		return outcome, nil
	}
	if err := s.files.Writable(ctx, change.Path); err != nil {
		return outcome, fmt.Errorf("changing %s: %w", change.Path, err)
	}
	w := &writing{Store: s, change: change, old: found, tell: teller(onStep), outcome: &outcome}
	if err := w.prepare(ctx); err != nil {
		return outcome, err
	}
	return outcome, w.write(context.WithoutCancel(ctx))
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
	journal *journal
}

// prepare makes everything ready that could still fail without harm.
func (w *writing) prepare(ctx context.Context) error {
	system, err := w.files.Path(ctx)
	if err != nil {
		return fmt.Errorf("finding this system's hosts file: %w", err)
	}
	w.own = w.change.Path == system || w.old.Resolved == system
	if w.own {
		w.tell(words.T("repair.step.asking-before"), false)
		w.before = w.ask(ctx)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	w.backup, err = w.keep(w.change, w.old.Bytes)
	if err != nil {
		return noBackup(w.folder, err)
	}
	w.journal, err = openJournal(w.folder)
	if err != nil {
		return noBackup(w.folder, err)
	}
	w.tell(words.T("repair.step.backup", "Backup", w.backup.ID), true)
	return nil
}

// write replaces the file, proves what that did, and notes how it ended.
func (w *writing) write(ctx context.Context) error {
	err := w.files.Replace(ctx, w.change.Path, w.change.Base, w.change.After)
	result := resultFailed
	if err != nil {
		err = replaceFailed(w.change.Path, err)
	} else {
		result, err = w.prove(ctx)
	}
	if noteErr := w.journal.note(w.change, w.backup, result); noteErr != nil && err == nil {
		err = words.Fail(words.Failed, words.T("repair.journal.failed", "Path", w.change.Path),
			words.T("repair.folder.unwritable", "Folder", w.folder), words.Text{}, noteErr)
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
	if err != nil {
		return resultUnproved, fmt.Errorf("reading %s again: %w", w.change.Path, err)
	}
	if written.SHA256 != w.outcome.After {
		w.outcome.After = written.SHA256
		return resultUnproved, changedAfterwards(w.change.Path)
	}
	w.tell(words.T("repair.step.written", "Path", w.change.Path), true)
	if !w.own {
		w.outcome.Proof = map[string][]netip.Addr{"localhost": w.change.Expect}
		w.tell(words.T("repair.step.other-file"), true)
		return resultWritten, nil
	}
	return w.proveByResolver(ctx)
}
