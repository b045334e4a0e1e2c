package fake

import (
	"context"
	"fmt"
	"slices"

	"localhostdoctor/platform"
)

type openWindows struct{ c *Computer }

func (w openWindows) Owners(ctx context.Context) ([]int, error) {
	defer w.c.record("OpenWindows.Owners")()
	if w.c.WithWindow == nil {
		return nil, fmt.Errorf("listing windows: %w", platform.ErrUnsupported)
	}
	return slices.Clone(w.c.WithWindow), ctx.Err()
}
