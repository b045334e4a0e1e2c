//go:build linux || windows || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"localhostdoctor/platform"
)

// lockPause is how often a lock that another run holds is tried again.
const lockPause = 20 * time.Millisecond

// Lock implements platform.Folders. The lock is the system's (flock(2),
// LockFileEx): it ends with the process, so a crash leaves none behind.
func (folders) Lock(ctx context.Context, path string) (unlock func() error, err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking: %w", named(err))
	}
	if err := lockTrying(ctx, file); err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", path, err), file.Close())
	}
	return file.Close, nil
}

func lockTrying(ctx context.Context, file *os.File) error {
	tick := time.NewTicker(lockPause)
	defer tick.Stop()
	for {
		free, err := tryLock(file)
		if free || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", platform.ErrBusy, ctx.Err())
		case <-tick.C:
		}
	}
}
