//go:build linux || windows || darwin

package native

import (
	"context"
	"fmt"
	"os/exec"
	"time"

	"localhostdoctor/platform"
)

// nameCache flushes what the system remembers of names. Under a root there is
// nothing to flush: no resolver reads those files.
type nameCache struct{ root string }

// flushPatience is how long a command that flushes a cache may take.
const flushPatience = 3 * time.Second

// Flush implements platform.NameCache.
func (n nameCache) Flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil || n.root != "" {
		return err
	}
	if err := flushNames(ctx); err != nil {
		return fmt.Errorf("flushing the cache of names: %w", err)
	}
	return nil
}

// runCommand runs a program of the system, named by its absolute path.
func runCommand(ctx context.Context, path string, args ...string) error {
	ctx, cancel := context.WithTimeout(ctx, flushPatience)
	defer cancel()
	if output, err := exec.CommandContext(ctx, path, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", path, err, output)
	}
	return nil
}

// Keeper implements platform.NameCache.
func (n nameCache) Keeper(ctx context.Context) (platform.NameKeeper, error) {
	if err := ctx.Err(); err != nil || n.root != "" {
		return platform.NameKeeper{}, err
	}
	return cacheKeeper(ctx), nil
}
