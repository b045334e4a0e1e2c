package native

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// stateFolder asks for the known folder rather than %LOCALAPPDATA%, which
// another program may have set for its children.
func stateFolder() (string, error) {
	local, err := windows.KnownFolderPath(windows.FOLDERID_LocalAppData, windows.KF_FLAG_DEFAULT)
	if err != nil {
		return "", err
	}
	return filepath.Join(local, "Localhost Doctor"), nil
}

// keepPrivate has nothing to do: a new folder in LocalAppData inherits that only
// its user, the system and administrators may read it.
func keepPrivate(string) error { return nil }
