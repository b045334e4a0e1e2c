package repair

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// Limits say which backups of a file are kept. The first one of each file, which is
// what it was before this program, and the newest are kept always.
type Limits struct {
	Count int           // how many of each file
	Age   time.Duration // how old one may become
}

// UsualLimits keep 50 backups of each file, for a year.
var UsualLimits = Limits{Count: 50, Age: 365 * 24 * time.Hour}

// prune removes the backups of the file at path that are beyond the limits.
func (s *Store) prune(path string) error {
	kept, err := s.Backups(path)
	if err != nil {
		return err
	}
	h, err := s.history()
	if err != nil {
		return err
	}
	needed := map[string]bool{}
	for _, e := range h.open {
		needed[e.Backup] = true
	}
	for i, b := range kept.All {
		beyond := i >= s.limits.Count-1 || time.Since(b.Taken) > s.limits.Age // the first takes a place too
		if newest, first := i == 0, i == len(kept.All)-1; newest || first || !beyond || needed[b.ID] {
			continue
		}
		err = errors.Join(err, s.drop(b.ID))
	}
	return err
}

// drop removes a backup; first what makes it valid, so that a crash leaves no
// backup without bytes.
func (s *Store) drop(id string) error {
	for _, path := range []string{s.metaPath(id), s.rawPath(id)} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing an old backup: %w", err)
		}
	}
	return nil
}
