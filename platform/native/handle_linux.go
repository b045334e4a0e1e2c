package native

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// Open implements platform.Processes. The start is compared after the handle was
// taken: the other order leaves a gap in which the PID may be given away.
func (processes) Open(ctx context.Context, id platform.ProcessID) (platform.Handle, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if id.PID <= 0 {
		return nil, fmt.Errorf("opening process %d: %w", id.PID, platform.ErrGone)
	}
	fd, err := unix.PidfdOpen(id.PID, 0)
	if errors.Is(err, unix.ENOSYS) {
		return openByNumber(id)
	}
	if err != nil {
		return nil, signalError("opening", id.PID, err)
	}
	h := pidHandle{fd: fd, pid: id.PID}
	if err := h.check(id); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// pidHandle is a pidfd (pidfd_open(2), Linux 5.3).
type pidHandle struct{ fd, pid int }

func (h pidHandle) check(id platform.ProcessID) error {
	started, err := startMark(id.PID)
	if err != nil {
		return err
	}
	if started != id.Start {
		return fmt.Errorf("opening process %d: another one has its number: %w", id.PID, platform.ErrGone)
	}
	return h.signal("opening", 0)
}

// Ask implements platform.Handle.
func (h pidHandle) Ask() error { return h.signal("asking", unix.SIGTERM) }

// Force implements platform.Handle.
func (h pidHandle) Force() error { return h.signal("ending", unix.SIGKILL) }

func (h pidHandle) signal(doing string, signal unix.Signal) error {
	return signalError(doing, h.pid, unix.PidfdSendSignal(h.fd, signal, nil, 0))
}

// Wait implements platform.Handle. A pidfd is readable once the process has
// ended, even while its parent has not taken notice of it.
func (h pidHandle) Wait(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		ready := []unix.PollFd{{Fd: int32(h.fd), Events: unix.POLLIN}}
		n, err := unix.Poll(ready, int(waitSlice.Milliseconds()))
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return fmt.Errorf("waiting for process %d: %w", h.pid, err)
		case n > 0:
			return nil
		}
	}
}

// Close implements platform.Handle.
func (h pidHandle) Close() error {
	if err := unix.Close(h.fd); err != nil {
		return fmt.Errorf("letting go of process %d: %w", h.pid, err)
	}
	return nil
}
