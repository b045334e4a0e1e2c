package native

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sys/windows"
)

// doorName is a pipe that is the current user's alone: the folder of State is.
func doorName(state string) (*uint16, error) {
	sum := sha256.Sum256([]byte(strings.ToLower(state)))
	return windows.UTF16PtrFromString(fmt.Sprintf(`\\.\pipe\localhost-doctor-%x`, sum[:8]))
}

type pipeDoor struct {
	name   *uint16
	pipe   windows.Handle
	closed atomic.Bool
}

// openDoor makes the pipe. The usual rights of a pipe let others read from it, but only
// its owner and administrators write to it, which is what a caller asks for; nobody
// calls from another computer (CreateNamedPipe, PIPE_REJECT_REMOTE_CLIENTS).
func openDoor(state string) (door, error) {
	name, err := doorName(state)
	if err != nil {
		return nil, err
	}
	const buffer = 16
	pipe, err := windows.CreateNamedPipe(name,
		windows.PIPE_ACCESS_INBOUND|windows.FILE_FLAG_FIRST_PIPE_INSTANCE,
		windows.PIPE_TYPE_BYTE|windows.PIPE_WAIT|windows.PIPE_REJECT_REMOTE_CLIENTS, 1, buffer, buffer, 0, nil)
	if err != nil {
		return nil, err
	}
	return &pipeDoor{name: name, pipe: pipe}, nil
}

func (d *pipeDoor) next() error {
	err := windows.ConnectNamedPipe(d.pipe, nil)
	if d.closed.Load() {
		return errors.Join(windows.ERROR_NO_DATA, windows.CloseHandle(d.pipe))
	}
	// ERROR_PIPE_CONNECTED: somebody was faster. ERROR_NO_DATA: and has left again.
	if err != nil && !errors.Is(err, windows.ERROR_PIPE_CONNECTED) && !errors.Is(err, windows.ERROR_NO_DATA) {
		return err
	}
	return windows.DisconnectNamedPipe(d.pipe)
}

// Close wakes next, which waits in a call that cannot be cancelled, by calling it. It
// calls again while the caller before it has not been let go.
func (d *pipeDoor) Close() error {
	d.closed.Store(true)
	for {
		err := callPipe(d.name)
		if errors.Is(err, windows.ERROR_FILE_NOT_FOUND) {
			return nil // that caller woke next, and the pipe is closed
		}
		if !errors.Is(err, windows.ERROR_PIPE_BUSY) {
			return err
		}
		time.Sleep(lockPause)
	}
}

// callDoor connects, which says all there is to say. It lets the window come forward,
// which Windows grants only to the program that the person works with
// (AllowSetForegroundWindow).
func callDoor(ctx context.Context, state string) error {
	name, err := doorName(state)
	if err != nil {
		return err
	}
	const anyProcess = 0xFFFFFFFF // ASFW_ANY
	// Refused when this run has not got the right itself; the window then only blinks.
	_, _, _ = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(anyProcess)
	tick := time.NewTicker(lockPause)
	defer tick.Stop()
	for {
		err := callPipe(name)
		if !errors.Is(err, windows.ERROR_PIPE_BUSY) && !errors.Is(err, windows.ERROR_FILE_NOT_FOUND) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-tick.C:
		}
	}
}

func callPipe(name *uint16) error {
	pipe, err := windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return err
	}
	return windows.CloseHandle(pipe)
}
