//go:build linux || windows || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"localhostdoctor/platform"
)

// obstacles finds out why a hosts file cannot be changed.
type obstacles struct{ root string }

// Of implements platform.Obstacles.
func (o obstacles) Of(ctx context.Context, path string) ([]platform.Obstacle, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	resolved, err := filepath.EvalSymlinks(path)
	switch err = named(err); {
	case errors.Is(err, platform.ErrNotFound):
		resolved = filepath.Dir(path) // a missing file is made in its folder
	case err != nil:
		return nil, fmt.Errorf("looking at %s: %w", path, err)
	}
	found, lookErr := lookAt(path, resolved)
	if system, err := hostsPath(o.root); err == nil && system == path {
		found = append(found, o.rewriters()...)
	}
	refused := refusal(resolved, found, hostsFiles(o).Writable(ctx, path))
	if err := byList(resolved, refused); err != nil {
		lookErr = errors.Join(lookErr, err)
	}
	if lookErr != nil {
		return append(found, refused...), fmt.Errorf("looking at %s: %w", path, lookErr)
	}
	return append(found, refused...), nil
}

// byList names the access control list where that is what refuses, which no other
// finding tells from a plain lack of permission.
func byList(path string, refused []platform.Obstacle) error {
	for i := range refused {
		entry, err := accessList(path)
		if err != nil {
			return err
		}
		if entry != "" {
			refused[i] = platform.Obstacle{Kind: platform.ObstacleAccessList, Path: path, Detail: entry, Blocks: true}
		}
	}
	return nil
}

// refusal names what refuses a write when nothing that was found explains it.
func refusal(path string, found []platform.Obstacle, err error) []platform.Obstacle {
	explained := slices.ContainsFunc(found, func(o platform.Obstacle) bool { return o.Blocks })
	switch {
	case err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return nil
	case errors.Is(err, platform.ErrNeedsAdmin):
		return []platform.Obstacle{{Kind: platform.ObstaclePermission, Path: path, Blocks: true}}
	case explained:
		return nil
	}
	return []platform.Obstacle{{Kind: platform.ObstacleUnknown, Path: path, Detail: err.Error(), Blocks: true}}
}

// Lift implements platform.Obstacles.
func (obstacles) Lift(ctx context.Context, path string, flags platform.FileFlags) error {
	return changeFlags(ctx, path, func(now uint32) uint32 { return now &^ uint32(flags) })
}

// Restore implements platform.Obstacles.
func (obstacles) Restore(ctx context.Context, path string, flags platform.FileFlags) error {
	return changeFlags(ctx, path, func(now uint32) uint32 { return now | uint32(flags) })
}

func changeFlags(ctx context.Context, path string, change func(uint32) uint32) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	resolved, err := filepath.EvalSymlinks(path)
	if err == nil {
		err = setFileFlags(resolved, change)
	}
	if err != nil {
		return fmt.Errorf("changing the attributes of %s: %w", path, named(err))
	}
	return nil
}
