package native

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"

	"localhostdoctor/platform"
)

// screenAnswers is how long the X server may take to say which windows there are; it
// takes 1 ms.
const screenAnswers = 500 * time.Millisecond

type openWindows struct{}

// Owners implements platform.OpenWindows: the X server knows by the kernel which
// program is at the other end (XRes 1.2), whatever that says of itself.
func (openWindows) Owners(ctx context.Context) (_ []int, err error) {
	number, local := displayNumber(os.Getenv("DISPLAY"))
	if !local {
		return nil, fmt.Errorf("listing windows: no X server of this computer: %w", platform.ErrUnsupported)
	}
	ctx, cancel := context.WithTimeout(ctx, screenAnswers)
	defer cancel()
	path := "/tmp/.X11-unix/X" + number
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		conn, err = dialer.DialContext(ctx, "unix", "@"+path)
	}
	if err != nil {
		return nil, fmt.Errorf("listing windows: %w", err)
	}
	defer func() {
		if closing := conn.Close(); err == nil {
			err = closing
		}
	}()
	if deadline, has := ctx.Deadline(); has {
		if err := conn.SetDeadline(deadline); err != nil {
			return nil, fmt.Errorf("listing windows: %w", err)
		}
	}
	x := x11{conn: conn}
	if err := x.begin(cookieOf(number)); err != nil {
		return nil, fmt.Errorf("listing windows: %w", err)
	}
	pids, err := x.windowOwners()
	if err != nil {
		return nil, fmt.Errorf("listing windows: %w", err)
	}
	slices.Sort(pids)
	return slices.Compact(pids), nil
}

// cookieOf returns what the X server wants to be told by friends; nothing when none is
// written down: then the server may let this user in without.
func cookieOf(display string) []byte {
	path := os.Getenv("XAUTHORITY")
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		path = filepath.Join(home, ".Xauthority")
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	hostname, err := os.Hostname()
	if err != nil {
		return nil
	}
	return parseXauthority(file, hostname, display)
}
