package session

import (
	"context"
	"errors"
	"slices"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// HostsBackups lists the backups of that file, the newest first; those that are
// damaged say so.
func (s *Session) HostsBackups(ctx context.Context, target HostsTarget) (repair.Kept, error) {
	what := words.T("session.failed.backups")
	f := hostsFile{path: target.Path}
	if err := s.locate(ctx, &f); err != nil {
		return repair.Kept{}, s.explain(err, words.T("session.failed.hosts-find"))
	}
	store, err := s.store()
	if err != nil {
		return repair.Kept{}, s.explain(err, what)
	}
	kept, err := store.Verified(f.path)
	if err == nil {
		s.addShared(&kept, f.path)
	}
	return kept, s.explain(err, what)
}

// shared is the store of the runs with administrator permission, whoever asked for
// them; nil where there is none that this user may read.
func (s *Session) shared() *repair.Store {
	folder, err := s.system.Folders.Shared()
	if err != nil {
		return nil
	}
	return repair.NewStore(s.system, folder, repair.UsualLimits)
}

// addShared adds the backups that runs with permission have made and this user has
// not: those of other users. That they cannot be read takes nothing from one's own.
func (s *Session) addShared(kept *repair.Kept, path string) {
	shared := s.shared()
	if shared == nil {
		return
	}
	others, err := shared.Verified(path)
	if err != nil {
		return
	}
	for _, other := range others.All {
		own := func(b repair.Backup) bool { return b.SHA256 == other.SHA256 && b.After == other.After }
		if !slices.ContainsFunc(kept.All, own) {
			kept.All = append(kept.All, other)
		}
	}
	slices.SortFunc(kept.All, func(a, b repair.Backup) int { return strings.Compare(b.ID, a.ID) })
}

// HostsBackupDiff returns what restoring a backup would change in that file, as a
// unified diff; empty when nothing.
func (s *Session) HostsBackupDiff(ctx context.Context, target HostsTarget, id string) (string, error) {
	f, change, err := s.restoring(ctx, target, id)
	if err != nil {
		return "", err
	}
	return hosts.Diff(f.path, f.content.Bytes, change.After), nil
}

// HostsRestorePlan says what would put a backup back, byte for byte; its Explain
// warns when that breaks localhost. The plan of a file that is so already has Hosts
// nil. A *words.Failure of code NotFound when that file has no such backup.
func (s *Session) HostsRestorePlan(ctx context.Context, target HostsTarget, id string) (repair.Plan, error) {
	f, change, err := s.restoring(ctx, target, id)
	if err != nil {
		return repair.Plan{}, err
	}
	if platform.Sum(change.After) == change.Base && !change.Removes {
		return repair.Plan{ID: "hosts.restore", Title: words.T("session.restore.nothing", "Path", f.path)}, nil
	}
	f.complete(&change)
	plan := repair.Plan{
		ID: "hosts.restore", Title: words.T("session.restore.title", "Path", f.path),
		Explain: words.T("session.restore.explain"), Undoable: true, Hosts: &change,
	}
	if isFine(f.parsed.JudgeLocalhost(f.rules)) && !isFine(hosts.Parse(change.After).JudgeLocalhost(f.rules)) {
		plan.Explain = words.Sentences(plan.Explain, words.T("session.restore.breaks"))
	}
	plan.Admin, err = s.needsAdmin(ctx, target, f.path)
	return plan, s.explain(err, words.T("session.failed.restore"))
}

// restoring reads the file and the backup that is to take its place.
func (s *Session) restoring(ctx context.Context, target HostsTarget, id string) (hostsFile, repair.HostsChange, error) {
	what := words.T("session.failed.restore")
	f, err := s.read(ctx, target)
	if f.own && errors.Is(err, platform.ErrNotFound) {
		f.absent(ctx, s, target)
		err = nil
	}
	if err != nil {
		return f, repair.HostsChange{}, err
	}
	store, err := s.store()
	if err != nil {
		return f, repair.HostsChange{}, s.explain(err, what)
	}
	change, err := store.Restore(ctx, f.path, id)
	if shared := s.shared(); shared != nil && errors.Is(err, platform.ErrNotFound) {
		if other, again := shared.Restore(ctx, f.path, id); again == nil {
			change, err = other, nil
		}
	}
	if err == nil && change.Base != f.content.SHA256 {
		err = platform.ErrChanged
	}
	return f, change, s.explain(err, what)
}

// HostsInterruption is a change of a hosts file during which this program was ended.
type HostsInterruption struct {
	Path   string
	Ending HostsEnding
	Backup HostsBackup // what the file was before
	Story  words.Text
}

// HostsInterrupted tells of the changes that this program could not finish, until
// HostsSettle. A *words.Failure of code Failed when another run of this program is
// changing a hosts file right now.
func (s *Session) HostsInterrupted(ctx context.Context) ([]HostsInterruption, error) {
	what := words.T("session.failed.interrupted")
	store, err := s.store()
	if err != nil {
		return nil, s.explain(err, what)
	}
	found, err := store.Interrupted(ctx)
	if err != nil {
		return nil, s.explain(err, what)
	}
	told := make([]HostsInterruption, 0, len(found))
	for _, i := range found {
		told = append(told, HostsInterruption{Path: i.Backup.Path, Ending: i.Ending, Backup: i.Backup, Story: i.Story()})
	}
	return told, nil
}

// HostsSettle notes that a person has been told of interrupted changes, and puts back
// what protected those files.
func (s *Session) HostsSettle(ctx context.Context) error {
	what := words.T("session.failed.settle")
	store, err := s.store()
	if err == nil {
		err = store.Settle(ctx)
	}
	return s.explain(err, what)
}
