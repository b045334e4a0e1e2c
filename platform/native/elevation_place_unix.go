//go:build linux || darwin

package native

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"localhostdoctor/platform"
)

// safePlace returns ErrUnsafePlace when anybody but root could change the file at
// path, or put another in its place: who can do that would be root the next time that
// somebody says yes.
func safePlace(path string) error {
	if err := ownDisk(path); err != nil {
		return err
	}
	for at, isFile := path, true; ; at, isFile = filepath.Dir(at), false {
		info, err := os.Lstat(at)
		if err != nil {
			return err
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		switch {
		case !ok || stat.Uid != 0:
			return fmt.Errorf("%w: %s belongs to user %d", platform.ErrUnsafePlace, at, stat.Uid)
		case info.Mode()&os.ModeSymlink != 0, isFile != info.Mode().IsRegular():
			return fmt.Errorf("%w: %s is a %s", platform.ErrUnsafePlace, at, info.Mode().Type())
		case info.Mode()&os.ModeSticky != 0 && !isFile:
			// others cannot rename or remove what is root's in it
		case info.Mode()&0o002 != 0, info.Mode()&0o020 != 0 && !isAdminGroup(stat.Gid):
			return fmt.Errorf("%w: others may write to %s", platform.ErrUnsafePlace, at)
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

// sharedFolder makes the folder where a run with permission keeps its backups, or
// refuses one that somebody else has put there.
func sharedFolder(path string) error {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	owner, known := ownerOf(info)
	if !info.IsDir() || !known || owner != os.Geteuid() {
		return fmt.Errorf("%w: %s", platform.ErrUnsafePlace, path)
	}
	return os.Chmod(path, 0o755)
}
