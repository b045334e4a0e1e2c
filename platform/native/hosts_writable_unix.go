//go:build linux || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// Writable implements platform.HostsFiles. It asks access(2) for the effective
// user, which also knows read-only file systems and access control lists.
func (hostsFiles) Writable(ctx context.Context, path string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	resolved, err := filepath.EvalSymlinks(path)
	if errors.Is(err, os.ErrNotExist) {
		if err := leadsNowhere(path); err != nil {
			return writableError(path, err)
		}
		return writableError(path, mayChange(filepath.Dir(path), unix.W_OK|unix.X_OK))
	}
	if err != nil {
		return writableError(path, named(err))
	}
	info, err := os.Lstat(resolved)
	if err != nil {
		return writableError(path, named(err))
	}
	if !info.Mode().IsRegular() {
		return writableError(path, fmt.Errorf("%w: %s", platform.ErrNotRegular, info.Mode()))
	}
	if isImmutable(resolved) {
		return writableError(path, fmt.Errorf("%w: it is marked as unchangeable", platform.ErrReadOnly))
	}
	inPlace := mayChange(resolved, unix.W_OK)
	if inPlace == nil || !canSwap(resolved, info) {
		return writableError(path, inPlace)
	}
	return writableError(path, mayChange(filepath.Dir(resolved), unix.W_OK|unix.X_OK))
}

// canSwap tells whether a new file may take the place of the one at path, given
// the right to change its folder: not over a mount point, not when other links
// would be left behind, and not when the new file would have another owner.
func canSwap(path string, info os.FileInfo) bool {
	owner, known := ownerOf(info)
	stay, err := mustStay(path)
	return err == nil && !stay && !isMountPoint(path) && known && (owner == os.Geteuid() || os.Geteuid() == 0)
}

func mayChange(path string, mode uint32) error {
	if err := unix.Faccessat(unix.AT_FDCWD, path, mode, unix.AT_EACCESS); err != nil {
		return writeError(path, &os.PathError{Op: "access", Path: path, Err: err})
	}
	return nil
}

func writableError(path string, err error) error {
	if err != nil {
		return fmt.Errorf("asking whether %s can be written: %w", path, err)
	}
	return nil
}
