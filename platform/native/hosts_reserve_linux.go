package native

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// reserve makes room on the disk for a file that grows, without changing its
// length (fallocate(2)). Not every file system can do that.
func reserve(file *os.File, from, to int64) (bool, error) {
	if to <= from {
		return true, nil
	}
	err := unix.Fallocate(int(file.Fd()), unix.FALLOC_FL_KEEP_SIZE, from, to-from)
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOSYS) {
		return false, nil
	}
	return err == nil, err
}
