package native

import (
	"context"
	"fmt"
	"os"

	"localhostdoctor/platform"
)

const (
	// resolvedSocket exists while systemd-resolved runs (systemd-resolved.service(8)).
	resolvedSocket = "/run/systemd/resolve/io.systemd.Resolve"
	// nscdSocket is where nscd(8) of glibc answers. Debian has both paths as one.
	nscdSocket = "/run/nscd/socket"
)

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// cacheKeeper looks for the two programs that remember names. glibc and musl read
// the file anew each time.
func cacheKeeper() string {
	switch {
	case exists(resolvedSocket):
		return "systemd-resolved"
	case exists(nscdSocket):
		return "nscd"
	}
	return ""
}

// flushNames has something to flush only where a program remembers names.
// systemd-resolved looks at the file every 2 s by itself, so that it may not be told
// is no harm.
func flushNames(ctx context.Context) error {
	switch {
	case exists(resolvedSocket):
		return runAny(ctx, []string{"/usr/bin/resolvectl", "/run/current-system/sw/bin/resolvectl"}, "flush-caches")
	case exists(nscdSocket):
		return runAny(ctx, []string{"/usr/sbin/nscd", "/run/current-system/sw/bin/nscd"}, "-i", "hosts")
	}
	return nil
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
