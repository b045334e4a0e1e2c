package repair

import (
	"errors"
	"fmt"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// The failures that are this package's own judgement. What the platform answers
// is passed on as it is.

func changedMeanwhile(path string) error {
	return words.Fail(words.Changed, words.T("repair.changed.meanwhile", "Path", path),
		words.T("repair.changed.meanwhile.why"), words.T("repair.changed.do"), platform.ErrChanged)
}

func changedAfterwards(path string) error {
	return words.Fail(words.Changed, words.T("repair.changed.afterwards", "Path", path),
		words.T("repair.changed.afterwards.why"), words.T("repair.changed.do"), platform.ErrChanged)
}

func noBackup(folder string, err error) error {
	return words.Fail(words.Failed, words.T("repair.backup.failed"),
		words.T("repair.folder.unwritable", "Folder", folder), words.T("repair.backup.failed.do"), err)
}

func unreadableBackups(folder string, err error) error {
	return words.Fail(words.Unknown, words.T("repair.backups.unreadable", "Folder", folder),
		words.Text{}, words.T("repair.backups.unreadable.do"), err)
}

// replaceFailed leaves to the caller what the platform has a name for.
func replaceFailed(path string, err error) error {
	if errors.Is(err, platform.ErrChanged) {
		return changedMeanwhile(path)
	}
	return fmt.Errorf("changing %s: %w", path, err)
}

// teller makes onStep, which may be nil, callable.
func teller(onStep func(Step)) func(text words.Text, done bool) {
	return func(text words.Text, done bool) {
		if onStep != nil {
			onStep(Step{Text: text, Done: done})
		}
	}
}
