package fake

import (
	"context"
	"slices"
	"strconv"
)

type containers struct{ c *Computer }

func (c containers) Exposing(ctx context.Context, port uint16) ([]string, error) {
	defer c.c.record("Containers.Exposing", strconv.Itoa(int(port)))()
	return slices.Clone(c.c.Exposed[port]), ctx.Err()
}
