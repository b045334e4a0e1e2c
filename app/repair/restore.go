package repair

import (
	"context"
	"errors"
	"fmt"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Restore returns the change that puts a backup of the hosts file at path back, byte
// for byte, also where there is no file any more; its After is what the file holds
// already when there is nothing to do.
//
// Its errors are a *words.Failure of code NotFound when there is no such backup of
// that file, of code Failed when it is damaged.
func (s *Store) Restore(ctx context.Context, path, id string) (HostsChange, error) {
	found, err := s.files.Read(ctx, path)
	missing := errors.Is(err, platform.ErrNotFound)
	if missing {
		found, err = platform.HostsContent{SHA256: platform.Sum(nil)}, nil
	}
	if err != nil {
		return HostsChange{}, fmt.Errorf("reading %s before restoring: %w", path, err)
	}
	b, old, err := s.Open(path, id)
	if err != nil {
		return HostsChange{}, err
	}
	return HostsChange{
		Path: path, Base: found.SHA256, After: old, Restores: b.ID, Creates: missing, Removes: b.Missing && !missing,
		Reason: words.T("repair.reason.restore", "Taken", words.Moment(b.Taken.Local())),
	}, nil
}

// Open returns a backup of the hosts file at path with its bytes, checked. Its
// errors are those of Restore.
func (s *Store) Open(path, id string) (Backup, []byte, error) {
	kept, err := s.Backups(path)
	if err != nil {
		return Backup{}, nil, unreadableBackups(s.folder, err)
	}
	for _, b := range kept.All {
		if b.ID != id {
			continue
		}
		content, err := s.content(b)
		if err != nil {
			return b, nil, damaged(id, err)
		}
		return b, content, nil
	}
	return Backup{}, nil, words.Fail(words.NotFound, words.T("repair.backup.none", "Backup", id, "Path", path),
		words.Text{}, words.T("repair.backup.none.do"), platform.ErrNotFound)
}

func damaged(id string, err error) error {
	return words.Fail(words.Failed, words.T("repair.undo.damaged", "Backup", id),
		words.T("repair.undo.damaged.why"), words.Text{}, err)
}
