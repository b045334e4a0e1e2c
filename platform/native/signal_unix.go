//go:build linux || darwin

package native

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// signalError names what kill(2) and its relatives answered.
func signalError(doing string, pid int, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ESRCH):
		return fmt.Errorf("%s process %d: %w: %w", doing, pid, platform.ErrGone, err)
	case errors.Is(err, unix.EPERM), errors.Is(err, unix.EACCES):
		return fmt.Errorf("%s process %d: %w: %w", doing, pid, platform.ErrNeedsAdmin, err)
	}
	return fmt.Errorf("%s process %d: %w", doing, pid, err)
}
