package native

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// fillLike copies the file at path with everything it has, which on macOS only
// cp(1) does completely (owner, mode, flags, access control list and extended
// attributes), and then writes the new content into the copy.
func fillLike(path string, temporary *os.File, content []byte) error {
	if output, err := exec.Command("/bin/cp", "-p", "--", path, temporary.Name()).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: copying its attributes: %w: %s", errSwap, err, output)
	}
	if err := sameOwner(path, temporary); err != nil {
		return err
	}
	if err := temporary.Truncate(0); err != nil {
		return swapError(err)
	}
	return fill(temporary, content)
}

// sameOwner makes up for cp not telling when it may not set the owner.
func sameOwner(path string, temporary *os.File) error {
	var want, got unix.Stat_t
	if err := unix.Stat(path, &want); err != nil {
		return fmt.Errorf("reading the owner: %w", err)
	}
	if err := unix.Fstat(int(temporary.Fd()), &got); err != nil {
		return fmt.Errorf("reading the owner: %w", err)
	}
	if want.Uid != got.Uid || want.Gid != got.Gid {
		return fmt.Errorf("%w: the owner cannot be kept", errSwap)
	}
	return nil
}

// unchangeable are UF_IMMUTABLE, UF_APPEND, SF_IMMUTABLE and SF_APPEND of
// chflags(2).
const unchangeable = 0x2 | 0x4 | 0x20000 | 0x40000

// isImmutable tells whether a flag forbids changes, or all but appending.
func isImmutable(path string) bool {
	info, err := os.Lstat(path)
	if err != nil {
		return false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Flags&unchangeable != 0
}

// isMountPoint is false: macOS mounts folders only.
func isMountPoint(string) bool { return false }
