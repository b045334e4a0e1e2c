package fake

import (
	"context"
	"fmt"

	"localhostdoctor/platform"
)

// Elevation is what asking for permission comes to. The zero Elevation has no way to
// ask.
type Elevation struct {
	// Helper is the second run: it gets the job and returns the answer. nil: there is
	// no way to ask.
	Helper func(job []byte) []byte
	// Err is what asking answers, instead.
	Err error
	// UnsafePlace: the program lies where others can change it.
	UnsafePlace bool
}

type elevation struct{ c *Computer }

func (e elevation) Possible(ctx context.Context, by platform.Asking) error {
	defer e.c.record("Elevation.Possible", by)()
	switch {
	case e.c.Elevation.UnsafePlace:
		return fmt.Errorf("asking for permission: %w", platform.ErrUnsafePlace)
	case e.c.Elevation.Helper == nil && e.c.Elevation.Err == nil:
		return fmt.Errorf("asking for permission: %w", platform.ErrUnsupported)
	}
	return ctx.Err()
}

func (e elevation) Run(ctx context.Context, by platform.Asking, job []byte) ([]byte, error) {
	if err := e.Possible(ctx, by); err != nil {
		return nil, err
	}
	// Not while the computer is locked: the second run uses it too.
	e.c.record("Elevation.Run", by)()
	if e.c.Elevation.Err != nil {
		return nil, fmt.Errorf("asking for permission: %w", e.c.Elevation.Err)
	}
	return e.c.Elevation.Helper(job), nil
}

func (e elevation) Receive(context.Context, []string) (platform.Errand, error) {
	e.c.record("Elevation.Receive")()
	return nil, fmt.Errorf("receiving a job: %w", platform.ErrUnsupported)
}
