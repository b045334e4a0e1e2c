package native

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// waitSlice is the longest that an ended context is noticed late.
const waitSlice = 50 * time.Millisecond

// forcedExitCode is what the process seems to have returned; 1 as with taskkill.
const forcedExitCode = 1

// Open implements platform.Processes. The handle is taken before the start is
// compared: while it is open, the PID is not given away.
func (processes) Open(ctx context.Context, id platform.ProcessID) (platform.Handle, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	const rights = windows.PROCESS_TERMINATE | windows.PROCESS_QUERY_LIMITED_INFORMATION | windows.SYNCHRONIZE
	handle, err := windows.OpenProcess(rights, false, uint32(id.PID))
	switch {
	case id.PID <= 0, errors.Is(err, windows.ERROR_INVALID_PARAMETER):
		return nil, fmt.Errorf("opening process %d: %w", id.PID, platform.ErrGone)
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return nil, fmt.Errorf("opening process %d: %w: %w", id.PID, platform.ErrNeedsAdmin, err)
	case err != nil:
		return nil, fmt.Errorf("opening process %d: %w", id.PID, err)
	}
	h := processHandle{handle: handle, pid: id.PID, start: id.Start}
	if err := h.check(id); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

type processHandle struct {
	handle windows.Handle
	pid    int
	start  uint64
}

func (h processHandle) check(id platform.ProcessID) error {
	started, err := startOf(h.handle)
	if err != nil {
		return fmt.Errorf("opening process %d: %w", id.PID, err)
	}
	if started != id.Start {
		return fmt.Errorf("opening process %d: another one has its number: %w", id.PID, platform.ErrGone)
	}
	ended, err := h.ended(0)
	if err == nil && ended {
		err = fmt.Errorf("opening process %d: %w", id.PID, platform.ErrGone)
	}
	return err
}

// Ask implements platform.Handle: it closes the windows of the program. One
// without windows is sent CTRL+C, where that reaches no stranger; else ErrUnsupported.
func (h processHandle) Ask() error {
	err := closeWindows(h.pid)
	if !errors.Is(err, platform.ErrUnsupported) {
		return err
	}
	if err = interruptConsole(platform.ProcessID{PID: h.pid, Start: h.start}); err == nil {
		return nil
	}
	if ended, waitErr := h.ended(0); waitErr == nil && ended {
		return fmt.Errorf("asking process %d to end: %w", h.pid, platform.ErrGone)
	}
	return err
}

// Force implements platform.Handle.
func (h processHandle) Force() error {
	err := windows.TerminateProcess(h.handle, forcedExitCode)
	if err == nil {
		return nil
	}
	if ended, waitErr := h.ended(0); waitErr == nil && ended {
		return fmt.Errorf("ending process %d: %w", h.pid, platform.ErrGone)
	}
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		return fmt.Errorf("ending process %d: %w: %w", h.pid, platform.ErrNeedsAdmin, err)
	}
	return fmt.Errorf("ending process %d: %w", h.pid, err)
}

// Wait implements platform.Handle.
func (h processHandle) Wait(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if ended, err := h.ended(waitSlice); ended || err != nil {
			return err
		}
	}
}

func (h processHandle) ended(wait time.Duration) (bool, error) {
	event, err := windows.WaitForSingleObject(h.handle, uint32(wait.Milliseconds()))
	if err != nil {
		return false, fmt.Errorf("waiting for process %d: %w", h.pid, err)
	}
	return event == windows.WAIT_OBJECT_0, nil
}

// Close implements platform.Handle.
func (h processHandle) Close() error {
	if err := windows.CloseHandle(h.handle); err != nil {
		return fmt.Errorf("letting go of process %d: %w", h.pid, err)
	}
	return nil
}
