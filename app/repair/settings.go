package repair

import (
	"context"
	"errors"
	"fmt"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// SettingsJob is a change of settings, as data.
type SettingsJob struct {
	Changes []SettingChange
	Code    string     // the finding that it is to put right; may be empty
	Reason  words.Text // kept in the history
	Undoes  string     // the record that it takes back; empty for a change of its own
}

// ApplySettings makes the changes in their order, notes them in the history before
// and after, and returns the ID of the record. Either all are made or none, as far as
// the computer lets them be put back. onStep may be nil.
//
// Its errors are a *words.Failure of code Changed when a setting is not what the plan
// was made for; or what platform.Settings returned.
func (s *Store) ApplySettings(ctx context.Context, job SettingsJob, onStep func(Step)) (id string, err error) {
	tell := teller(onStep)
	err = s.alone(ctx, func() error {
		for _, c := range job.Changes {
			if err := s.isStill(ctx, c); err != nil {
				return err
			}
		}
		id, err = s.makeNoted(context.WithoutCancel(ctx), job, tell)
		return err
	})
	return id, err
}

// isStill compares a setting with what a change was made for.
func (s *Store) isStill(ctx context.Context, c SettingChange) error {
	now, err := s.settings.Read(ctx, c.Setting)
	if err != nil {
		return err
	}
	if now != c.Before {
		return words.Fail(words.Changed, words.T("fix.settings.changed", "Setting", c.Named()),
			words.T("fix.settings.changed.why"), words.T("fix.settings.changed.do"), platform.ErrChanged)
	}
	return nil
}

// makeNoted makes the changes between two lines of the journal.
func (s *Store) makeNoted(ctx context.Context, job SettingsJob, tell func(words.Text, bool)) (id string, err error) {
	j, err := s.openJournal()
	if err != nil {
		return "", noBackup(s.folder, err)
	}
	defer func() { err = errors.Join(err, j.close()) }()
	e := entry{
		Kind: RecordSettings, ID: newID(), Code: job.Code, Settings: job.Changes, Reason: job.Reason,
		Undoes: job.Undoes, Result: resultStarted,
	}
	if job.Undoes != "" {
		e.Kind = RecordSettingsUndo
	}
	if err := j.note(e); err != nil {
		return "", noBackup(s.folder, err)
	}
	err = s.makeAll(ctx, job.Changes, tell)
	if errors.Is(err, platform.ErrNeedsAdmin) && s.permitted != nil {
		err = s.settingsByPermission(ctx, job.Changes, tell)
	}
	e.Result = resultWritten
	if err != nil {
		e.Result = resultFailed
	}
	return e.ID, errors.Join(err, j.note(e))
}

func (s *Store) makeAll(ctx context.Context, changes []SettingChange, tell func(words.Text, bool)) error {
	for i, c := range changes {
		tell(c.Sentence(), false)
		err := s.settings.Write(ctx, c.Setting, c.Before, c.After)
		if err == nil {
			err = s.took(ctx, c)
		}
		if err != nil {
			return errors.Join(fmt.Errorf("changing a setting: %w", err), s.takeBack(ctx, changes[:i]))
		}
		tell(c.Sentence(), true)
	}
	return nil
}

// took reads a setting again: that a system took a command is no proof.
func (s *Store) took(ctx context.Context, c SettingChange) error {
	now, err := s.settings.Read(ctx, c.Setting)
	if err != nil {
		return err
	}
	if now != c.After {
		return words.Fail(words.Failed, words.T("fix.settings.not-taken", "Setting", c.Named()),
			words.T("fix.settings.not-taken.why", "Now", ValueText(now)), words.Text{}, nil)
	}
	return nil
}

// takeBack makes the earlier changes of a job undone that could not be finished.
func (s *Store) takeBack(ctx context.Context, made []SettingChange) error {
	var left error
	for _, c := range reversed(made) {
		if err := s.settings.Write(ctx, c.Setting, c.Before, c.After); err != nil {
			left = errors.Join(left, fmt.Errorf("taking a setting back: %w", err))
		}
	}
	return left
}

// UndoSettings returns the change that takes a record of settings back. What is as it
// was before already, because the program was ended in the middle, is left alone.
//
// Its errors are a *words.Failure of code NotFound when there is nothing to take back,
// of code Changed when a setting has a third value by now.
func (s *Store) UndoSettings(ctx context.Context, r Record) (SettingsJob, error) {
	if r.Kind != RecordSettings || r.Undone {
		return SettingsJob{}, nothingToUndo(r)
	}
	back, err := s.backTo(ctx, r)
	if err != nil {
		return SettingsJob{}, err
	}
	if len(back) == 0 {
		return SettingsJob{}, nothingToUndo(r)
	}
	return SettingsJob{Changes: back, Code: r.Code, Reason: words.T("fix.undo.reason", "What", r.What), Undoes: r.ID}, nil
}

func nothingToUndo(r Record) error {
	return words.Fail(words.NotFound, words.T("fix.undo.nothing", "What", r.What), words.Text{}, words.Text{}, platform.ErrNotFound)
}

// backTo returns what takes the settings of a record back.
func (s *Store) backTo(ctx context.Context, r Record) ([]SettingChange, error) {
	var back []SettingChange
	for _, c := range reversed(r.Settings) {
		now, err := s.settings.Read(ctx, c.Setting)
		switch {
		case err != nil:
			return nil, err
		case now == c.After:
			continue
		case now != c.Before:
			return nil, words.Fail(words.Changed, words.T("fix.settings.changed", "Setting", c.Named()),
				words.T("fix.settings.changed.why"), words.T("fix.settings.changed.do"), platform.ErrChanged)
		}
		back = append(back, c)
	}
	return back, nil
}
