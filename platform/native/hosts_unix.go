//go:build linux || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

func hostsPath(root string) (string, error) { return filepath.Join(root, "/etc/hosts"), nil }

func openForReading(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK|unix.O_NOFOLLOW, 0)
}

// openForWriting opens what readRegular has found to be a regular file. O_NONBLOCK
// keeps it from waiting if a FIFO has taken that place since.
func openForWriting(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|unix.O_NONBLOCK|unix.O_NOFOLLOW, 0)
}

// mustStay tells whether a new file in the place of the one at path would break
// its hard links.
func mustStay(path string) (bool, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return false, writeError(path, err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Nlink > 1, nil
}

// swapError sorts what went wrong with the new file: no right to make one there,
// or the old one is a mount point.
func swapError(err error) error {
	for _, number := range []error{unix.EACCES, unix.EPERM, unix.EROFS, unix.EBUSY, unix.EXDEV, unix.ENOTSUP} {
		if errors.Is(err, number) {
			return fmt.Errorf("%w: %w", errSwap, err)
		}
	}
	return err
}

func takePlace(_ context.Context, temporary, path string) error {
	if err := os.Rename(temporary, path); err != nil {
		return swapError(err)
	}
	return syncFolder(filepath.Dir(path))
}

// placeNew does not overwrite what somebody else put there meanwhile.
func placeNew(temporary, path string) error {
	err := os.Link(temporary, path)
	switch {
	case err == nil:
		err = os.Remove(temporary)
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%w: %w", platform.ErrChanged, err)
	default: // a file system without hard links
		err = os.Rename(temporary, path)
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a rename last through a power cut (fsync(2)).
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return nil // a folder that may be changed but not read; the rename was done
	}
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		err = nil // this file system has no such thing
	}
	return errors.Join(err, folder.Close())
}

// writeError names what stopped a write to path. EPERM is what an immutable file
// answers to everyone; without that mark it asks for more rights, which root has
// already.
func writeError(path string, err error) error {
	switch {
	case errors.Is(err, unix.EROFS), errors.Is(err, unix.ETXTBSY):
		return fmt.Errorf("%w: %w", platform.ErrReadOnly, err)
	case errors.Is(err, unix.EPERM) && (os.Geteuid() == 0 || isImmutable(path)):
		return fmt.Errorf("%w: %w", platform.ErrReadOnly, err)
	case errors.Is(err, unix.EACCES) && os.Geteuid() == 0:
		return fmt.Errorf("%w: %w", platform.ErrReadOnly, err)
	}
	return named(err)
}

// takeAway removes a file for good.
func takeAway(path string) error {
	if err := os.Remove(path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}
