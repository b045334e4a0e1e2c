package native

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

const (
	// resolvedSocket is where systemd-resolved answers (systemd-resolved.service(8)).
	resolvedSocket = "/run/systemd/resolve/io.systemd.Resolve"
	// nscdSocket is where nscd(8) of glibc answers. Debian has both paths as one.
	nscdSocket = "/run/nscd/socket"
)

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// listens reports whether anybody answers at a socket: who has ended may have left it
// behind. One that may not be called counts.
func listens(ctx context.Context, path string) bool {
	if !exists(path) {
		return false
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unix", path)
	if err == nil {
		_ = conn.Close() // nothing was said
	}
	return !errors.Is(err, unix.ECONNREFUSED)
}

// cacheKeeper looks for the two programs that remember names, either or both. glibc and
// musl read the file anew each time. systemd-resolved forgets for everybody, nscd for
// root only.
func cacheKeeper(ctx context.Context) platform.NameKeeper {
	var keeper platform.NameKeeper
	if listens(ctx, resolvedSocket) {
		keeper = platform.NameKeeper{Name: "systemd-resolved", Command: "resolvectl flush-caches"}
	}
	if listens(ctx, nscdSocket) {
		nscd := platform.NameKeeper{Name: "nscd", Command: "sudo nscd -i hosts", Admin: true}
		if keeper.Name != "" {
			nscd.Name, nscd.Command = keeper.Name+", "+nscd.Name, keeper.Command+"; "+nscd.Command
		}
		keeper = nscd
	}
	return keeper
}

// flushNames has something to flush only where a program remembers names.
// systemd-resolved looks at the file every 2 s by itself, so that it may not be told
// is no harm.
func flushNames(ctx context.Context) error {
	var errs []error
	if listens(ctx, resolvedSocket) {
		errs = append(errs, runAny(ctx, []string{"/usr/bin/resolvectl", "/run/current-system/sw/bin/resolvectl"}, "flush-caches"))
	}
	if listens(ctx, nscdSocket) {
		errs = append(errs, runAny(ctx, []string{"/usr/sbin/nscd", "/run/current-system/sw/bin/nscd"}, "-i", "hosts"))
	}
	return errors.Join(errs...)
}

// runAny runs the first program of paths that is there.
func runAny(ctx context.Context, paths []string, args ...string) error {
	path := firstProgram(paths...)
	if path == "" {
		return fmt.Errorf("%w: no %s", platform.ErrUnsupported, paths[0])
	}
	if err := runCommand(ctx, path, args...); err != nil {
		if os.Geteuid() != 0 {
			return fmt.Errorf("%w: %w", platform.ErrNeedsAdmin, err)
		}
		return err
	}
	return nil
}
