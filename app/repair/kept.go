package repair

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Kept is what Backups found.
type Kept struct {
	All     []Backup // the newest first
	Damaged []error  // one for each backup that cannot be read
}

// Backups lists the backups of the hosts file at path, without reading their bytes.
func (s *Store) Backups(path string) (Kept, error) {
	var kept Kept
	files, err := os.ReadDir(s.backups())
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err != nil {
		return kept, fmt.Errorf("listing backups: %w", err)
	}
	for _, f := range files {
		id, isMeta := strings.CutSuffix(f.Name(), metaEnding)
		if !isMeta {
			continue
		}
		b, err := s.backup(id)
		switch {
		case err != nil:
			kept.Damaged = append(kept.Damaged, err)
		case b.Path == path:
			kept.All = append(kept.All, b)
		}
	}
	slices.SortFunc(kept.All, func(a, b Backup) int { return strings.Compare(b.ID, a.ID) })
	return kept, nil
}

// Verified lists them like Backups and compares the bytes of each with its SHA-256.
func (s *Store) Verified(path string) (Kept, error) {
	kept, err := s.Backups(path)
	for i := range kept.All {
		_, damage := s.content(kept.All[i])
		kept.All[i].Damaged = damage != nil
	}
	return kept, err
}
