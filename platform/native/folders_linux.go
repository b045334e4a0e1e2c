package native

import (
	"os"
	"path/filepath"
)

// stateFolder follows the XDG Base Directory Specification 0.8: a value that is
// not an absolute path is to be ignored.
func stateFolder() (string, error) {
	if base := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "localhost-doctor"), nil
	}
	home, err := homeFolder()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "state", "localhost-doctor"), nil
}
