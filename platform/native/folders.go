//go:build linux || windows || darwin

package native

import (
	"fmt"
	"os"
	"path/filepath"
)

type folders struct{ root string }

// State implements platform.Folders. Under a root it is state in that root.
func (f folders) State() (string, error) {
	path := filepath.Join(f.root, "state")
	if f.root == "" {
		var err error
		if path, err = stateFolder(); err != nil {
			return "", fmt.Errorf("finding the folder for backups: %w", err)
		}
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return "", fmt.Errorf("making the folder for backups: %w", err)
	}
	if err := keepPrivate(path); err != nil {
		return "", fmt.Errorf("closing the folder for backups to others: %w", err)
	}
	return path, nil
}
