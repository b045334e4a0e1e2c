package repair

import (
	"context"
	"fmt"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Undo returns the change that puts back what the hosts file at path was before
// the newest change that this program made and has not undone. Undoing twice goes
// back two changes: an undo is not itself a change to undo.
//
// Its errors are a *words.Failure of code NotFound when there is no such change,
// of code Changed when the file is no longer as that change left it.
func (s *Store) Undo(ctx context.Context, path string) (HostsChange, error) {
	found, err := s.files.Read(ctx, path)
	if err != nil {
		return HostsChange{}, fmt.Errorf("reading %s before undoing: %w", path, err)
	}
	b, err := s.last(path, found.SHA256)
	if err != nil {
		return HostsChange{}, err
	}
	old, err := s.content(b)
	if err != nil {
		return HostsChange{}, damaged(b.ID, err)
	}
	return HostsChange{
		Path: path, Base: found.SHA256, After: old, Removes: b.Missing,
		Reason: words.T("repair.reason.undo"), Undoes: b.ID,
	}, nil
}

// CanUndo reports whether Undo would find something for the file at path as it
// is now.
func (s *Store) CanUndo(path string, current platform.SHA256) bool {
	b, err := s.last(path, current)
	if err != nil {
		return false
	}
	_, err = s.content(b)
	return err == nil
}

// last returns the backup that an undo of the file, as it is now, puts back.
func (s *Store) last(path string, current platform.SHA256) (Backup, error) {
	kept, err := s.Backups(path)
	if err != nil {
		return Backup{}, unreadableBackups(s.folder, err)
	}
	history, err := s.history()
	if err != nil {
		return Backup{}, unreadableBackups(s.folder, err)
	}
	ended, undone := history.ended, history.undone
	markCutOff(undone, kept.All, ended, current)
	foreign := false
	for _, b := range kept.All {
		if b.Undoes != "" || undone[b.ID] || !changed(ended[b.ID]) {
			continue
		}
		if b.After == current {
			return b, nil
		}
		// Without a line in the journal the program was cut off: this change may
		// never have reached the file, so it does not prove that somebody else did.
		foreign = foreign || ended[b.ID] != ""
	}
	if foreign {
		return Backup{}, words.Fail(words.Changed, words.T("repair.undo.changed", "Path", path),
			words.T("repair.undo.changed.why"), words.T("repair.undo.changed.do", "Folder", s.backups()), platform.ErrChanged)
	}
	return Backup{}, words.Fail(words.NotFound, words.T("repair.undo.nothing", "Path", path),
		words.Text{}, words.Text{}, platform.ErrNotFound)
}

// changed reports whether a change that ended so is in the file, as far as is
// known; unknown counts as changed.
func changed(how result) bool { return how != resultFailed && how != resultRolledBack }

// markCutOff adds the backups whose undo was cut off before its line in the journal:
// it counts when the file is as it left it.
func markCutOff(undone map[string]bool, all []Backup, ended map[string]result, current platform.SHA256) {
	for _, b := range all {
		if b.Undoes != "" && ended[b.ID] == "" && b.After == current {
			undone[b.Undoes] = true
		}
	}
}
