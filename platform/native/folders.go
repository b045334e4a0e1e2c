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

// Shared implements platform.Folders.
func (f folders) Shared() (string, error) {
	if f.root != "" {
		return filepath.Join(f.root, "shared"), nil
	}
	path, err := sharedPlace()
	if err == nil && isElevated() {
		err = sharedFolder(path)
	}
	if err != nil {
		return "", fmt.Errorf("finding the folder for backups of everybody: %w", err)
	}
	return path, nil
}

// Documents implements platform.Folders: the folder Documents in the home folder where
// there is one, else the home folder. Under a root it is that root.
func (f folders) Documents() (string, error) {
	if f.root != "" {
		return f.root, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("finding the folder for documents: %w", err)
	}
	documents := filepath.Join(home, "Documents")
	if info, err := os.Stat(documents); err == nil && info.IsDir() {
		return documents, nil
	}
	return home, nil
}
