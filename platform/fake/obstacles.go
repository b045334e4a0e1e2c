package fake

import (
	"context"
	"fmt"
	"slices"
	"time"

	"localhostdoctor/platform"
)

type obstacles struct{ c *Computer }

func (o obstacles) Of(ctx context.Context, path string) ([]platform.Obstacle, error) {
	defer o.c.record("Obstacles.Of", path)()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file, ok := o.c.Files[path]
	if !ok {
		return nil, fmt.Errorf("looking at %s: %w", path, platform.ErrNotFound)
	}
	return slices.Clone(file.Obstacles), nil
}

func (o obstacles) Lift(ctx context.Context, path string, flags platform.FileFlags) error {
	defer o.c.record("Obstacles.Lift", path, flags)()
	return o.change(ctx, path, func(file *File) { file.Lifted |= flags })
}

func (o obstacles) Restore(ctx context.Context, path string, flags platform.FileFlags) error {
	defer o.c.record("Obstacles.Restore", path, flags)()
	return o.change(ctx, path, func(file *File) { file.Lifted &^= flags })
}

func (o obstacles) change(ctx context.Context, path string, change func(*File)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	file, ok := o.c.Files[path]
	if !ok {
		return fmt.Errorf("changing the attributes of %s: %w", path, platform.ErrNotFound)
	}
	if file.LiftErr != nil {
		return fmt.Errorf("changing the attributes of %s: %w", path, file.LiftErr)
	}
	change(file)
	return nil
}

// writeErr is what writing the file answers.
func (f *File) writeErr() error {
	for _, o := range f.Obstacles {
		if o.Blocks && o.Flags&^f.Lifted != 0 {
			return fmt.Errorf("%w: %s", platform.ErrReadOnly, o.Kind)
		}
	}
	return f.WriteErr
}

type nameCache struct{ c *Computer }

func (n nameCache) Flush(ctx context.Context) error {
	defer n.c.record("NameCache.Flush")()
	if err := ctx.Err(); err != nil {
		return err
	}
	if n.c.FlushErr != nil {
		return fmt.Errorf("flushing the cache of names: %w", n.c.FlushErr)
	}
	return nil
}

// lockPause is how often a lock is tried again.
const lockPause = 10 * time.Millisecond

// Lock implements platform.Folders. The locks are the computer's, in memory.
func (f folders) Lock(ctx context.Context, path string) (unlock func() error, err error) {
	for {
		if f.take(path) {
			return func() error { f.c.Alter(func() { delete(f.c.locked, path) }); return nil }, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("locking %s: %w: %w", path, platform.ErrBusy, ctx.Err())
		case <-time.After(lockPause):
		}
	}
}

func (f folders) take(path string) bool {
	defer f.c.record("Folders.Lock", path)()
	if f.c.locked[path] {
		return false
	}
	if f.c.locked == nil {
		f.c.locked = map[string]bool{}
	}
	f.c.locked[path] = true
	return true
}

func (n nameCache) Keeper(ctx context.Context) (platform.NameKeeper, error) {
	defer n.c.record("NameCache.Keeper")()
	return n.c.Keeper, ctx.Err()
}
