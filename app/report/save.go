package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Save writes content to a new file at path that only the current user can read. An
// error that is fs.ErrExist when there is one already and overwrite is false; it is
// replaced as a whole or not at all.
func Save(path string, content []byte, overwrite bool) (err error) {
	if info, statErr := os.Stat(path); statErr == nil {
		if !info.Mode().IsRegular() {
			return fmt.Errorf("writing %s: not a file", path)
		}
		if !overwrite {
			return fmt.Errorf("writing %s: %w", path, fs.ErrExist)
		}
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".localhost-report-*") // its mode is 0600
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temporary.Name()))
		}
	}()
	_, err = temporary.Write(content)
	if err := errors.Join(err, temporary.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if overwrite {
		return os.Rename(temporary.Name(), path)
	}
	// A link does not take the place of a file that came meanwhile.
	switch err := os.Link(temporary.Name(), path); {
	case err == nil:
		return os.Remove(temporary.Name())
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("writing %s: %w", path, fs.ErrExist)
	default: // a file system without links
		return os.Rename(temporary.Name(), path)
	}
}

type savedJSON struct {
	Schema   int    `json:"schema"`
	Path     string `json:"path"`
	Format   Format `json:"format"`
	Redacted bool   `json:"redacted"`
}

// SavedJSON tells a script where a report is.
func SavedJSON(path string, full bool) any {
	return savedJSON{Schema: Schema, Path: path, Format: FormatOf(path), Redacted: !full}
}
