package native

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// fillLike writes the new file and gives it what the one at path has: owner,
// extended attributes (with them the access control list and the SELinux label)
// and, last because the others may change it, the mode.
func fillLike(path string, temporary *os.File, content []byte) error {
	if err := fill(temporary, content); err != nil {
		return err
	}
	old, err := openForReading(path)
	if err != nil {
		return named(err)
	}
	err = copyAttributes(old, temporary)
	return errors.Join(err, old.Close())
}

func copyAttributes(from, to *os.File) error {
	info, err := from.Stat()
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return errors.New("reading the owner: unknown form")
	}
	if err := to.Chown(int(stat.Uid), int(stat.Gid)); err != nil {
		return swapError(err)
	}
	if err := copyExtended(from, to); err != nil {
		return swapError(err)
	}
	if err := unix.Fchmod(int(to.Fd()), stat.Mode&0o7777); err != nil {
		return swapError(fmt.Errorf("setting the mode: %w", err))
	}
	return to.Sync()
}

func copyExtended(from, to *os.File) error {
	names, err := readExtended(func(b []byte) (int, error) { return unix.Flistxattr(int(from.Fd()), b) })
	if errors.Is(err, unix.ENOTSUP) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("listing extended attributes: %w", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		if name == "" || name == "security.ima" || name == "security.evm" {
			continue // these two are sums over the content, made by the kernel
		}
		value, err := extended(from, name)
		if err != nil {
			return fmt.Errorf("reading attribute %s: %w", name, err)
		}
		if has, err := extended(to, name); err == nil && bytes.Equal(has, value) {
			continue
		}
		if err := unix.Fsetxattr(int(to.Fd()), name, value, 0); err != nil {
			return fmt.Errorf("setting attribute %s: %w", name, err)
		}
	}
	return nil
}

func extended(file *os.File, name string) ([]byte, error) {
	return readExtended(func(b []byte) (int, error) { return unix.Fgetxattr(int(file.Fd()), name, b) })
}

// readExtended calls read once for the size and once for the bytes (getxattr(2)),
// again when they grew in between.
func readExtended(read func([]byte) (int, error)) ([]byte, error) {
	for {
		size, err := read(nil)
		if err != nil || size == 0 {
			return nil, err
		}
		value := make([]byte, size)
		n, err := read(value)
		if errors.Is(err, unix.ERANGE) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return value[:n], nil
	}
}

// The flags FS_IMMUTABLE_FL and FS_APPEND_FL of linux/fs.h (ioctl_iflags(2)).
const (
	immutableFlag = 0x10
	appendFlag    = 0x20
)

// isImmutable tells whether chattr(1) has forbidden changes, or all but appending.
// A file whose flags cannot be read does not count as such: writing will tell.
func isImmutable(path string) bool {
	file, err := openForReading(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }() // nothing was written
	flags, err := unix.IoctlGetUint32(int(file.Fd()), unix.FS_IOC_GETFLAGS)
	return err == nil && flags&(immutableFlag|appendFlag) != 0
}

// isMountPoint asks statx(2); a kernel before 5.8 does not say, and then a rename
// will.
func isMountPoint(path string) bool {
	var stat unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, path, unix.AT_SYMLINK_NOFOLLOW, unix.STATX_BASIC_STATS, &stat)
	return err == nil && stat.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0
}
