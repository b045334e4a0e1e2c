//go:build linux || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// waitSlice is the longest that an ended context or process is noticed late.
const waitSlice = 50 * time.Millisecond

// numberHandle stands in for a pidfd on macOS and on Linux before 5.3: it compares
// the start immediately before each signal, which leaves a gap of microseconds.
type numberHandle struct{ id platform.ProcessID }

func openByNumber(id platform.ProcessID) (platform.Handle, error) {
	h := numberHandle{id: id}
	if err := h.signal("opening", 0); err != nil {
		return nil, err
	}
	return h, nil
}

// Ask implements platform.Handle.
func (h numberHandle) Ask() error { return h.signal("asking", unix.SIGTERM) }

// Force implements platform.Handle.
func (h numberHandle) Force() error { return h.signal("ending", unix.SIGKILL) }

func (h numberHandle) signal(doing string, signal unix.Signal) error {
	if err := h.check(); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return signalError(doing, h.id.PID, unix.Kill(h.id.PID, signal))
}

func (h numberHandle) check() error {
	started, err := startMark(h.id.PID)
	if err != nil {
		return err
	}
	if started != h.id.Start {
		return fmt.Errorf("process %d is another one by now: %w", h.id.PID, platform.ErrGone)
	}
	return nil
}

// Wait implements platform.Handle.
func (h numberHandle) Wait(ctx context.Context) error {
	tick := time.NewTicker(waitSlice)
	defer tick.Stop()
	for {
		switch err := h.check(); {
		case errors.Is(err, platform.ErrGone):
			return nil
		case err != nil:
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// Close implements platform.Handle: a number holds nothing.
func (numberHandle) Close() error { return nil }
