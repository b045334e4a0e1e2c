//go:build linux || darwin

package native

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"syscall"

	"localhostdoctor/platform"
)

// keepPrivate makes sure that only the current user can read the folder at path.
func keepPrivate(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	switch owner, known := ownerOf(info); {
	case !info.IsDir():
		return &fs.PathError{Op: "open", Path: path, Err: syscall.ENOTDIR}
	case known && owner != os.Geteuid():
		return fmt.Errorf("%s belongs to another user: %w", path, platform.ErrNeedsAdmin)
	case info.Mode().Perm()&0o077 == 0:
		return nil
	}
	return os.Chmod(path, 0o700)
}

// homeFolder is the home of the user whose rights the program has. Some ways of
// becoming root leave HOME at the other user's: files made there would be
// root's, and in that user's way.
func homeFolder() (string, error) {
	home, err := os.UserHomeDir()
	if err == nil {
		info, statErr := os.Stat(home)
		if statErr != nil {
			return home, nil // MkdirAll makes it, or says why not
		}
		if owner, known := ownerOf(info); !known || owner == os.Geteuid() || os.Geteuid() != 0 {
			return home, nil
		}
	}
	me, err := user.LookupId(fmt.Sprint(os.Geteuid()))
	if err != nil {
		return "", err
	}
	return me.HomeDir, nil
}

func ownerOf(info fs.FileInfo) (uid int, known bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return int(stat.Uid), true
}

func sharedPlace() (string, error) { return sharedPath, nil }
