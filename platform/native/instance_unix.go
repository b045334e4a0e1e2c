//go:build linux || darwin

package native

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"
)

// doorPath is a socket file in the folder for what ends with the session (XDG Base
// Directory Specification), else in the folder of State. A path of a socket has at most
// 103 bytes on macOS and 107 on Linux (unix(7)): the first one is short.
func doorPath(state string) string {
	if run := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(run) && isPrivate(run) {
		return filepath.Join(run, "localhost-doctor.socket")
	}
	return filepath.Join(state, "window.socket")
}

// isPrivate reports whether only the current user can reach into the folder at path.
func isPrivate(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() || info.Mode().Perm()&0o077 != 0 {
		return false
	}
	owner, known := ownerOf(info)
	return known && owner == os.Geteuid()
}

type socketDoor struct{ net.Listener }

// openDoor listens. Whoever holds the lock may remove what a run that crashed has left.
func openDoor(state string) (door, error) {
	path := doorPath(state)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return socketDoor{listener}, nil
}

func (d socketDoor) next() error {
	caller, err := d.Accept()
	if err != nil {
		return err
	}
	return caller.Close()
}

// callDoor connects, which says all there is to say. A run that has got the lock just
// now has no door yet.
func callDoor(ctx context.Context, state string) error {
	var dialer net.Dialer
	tick := time.NewTicker(lockPause)
	defer tick.Stop()
	for {
		connection, err := dialer.DialContext(ctx, "unix", doorPath(state))
		if err == nil {
			return connection.Close()
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-tick.C:
		}
	}
}
