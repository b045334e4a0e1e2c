package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"localhostdoctor/platform"
)

// resolvedSocket exists while systemd-resolved runs (systemd-resolved.service(8)).
const resolvedSocket = "/run/systemd/resolve/io.systemd.Resolve"

// flushNames has something to flush only where systemd-resolved runs: glibc and musl
// read the file anew each time. systemd-resolved looks at the file every 2 s by
// itself, so that it may not be told is no harm.
func flushNames(ctx context.Context) error {
	if _, err := os.Lstat(resolvedSocket); err != nil {
		return nil
	}
	const resolvectl = "/usr/bin/resolvectl"
	if _, err := os.Stat(resolvectl); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: no %s", platform.ErrUnsupported, resolvectl)
	}
	return runCommand(ctx, resolvectl, "flush-caches")
}
