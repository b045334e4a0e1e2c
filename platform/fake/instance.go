package fake

import (
	"context"
	"fmt"

	"localhostdoctor/platform"
)

type instances struct{ c *Computer }

// Claim gives the window to the first who asks and calls that one for every other.
func (i instances) Claim(ctx context.Context) (platform.Instance, error) {
	defer i.c.record("Instances.Claim")()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if i.c.calling != nil {
		select {
		case i.c.calling <- struct{}{}:
		default:
		}
		return nil, fmt.Errorf("claiming the window: %w", platform.ErrBusy)
	}
	i.c.calling = make(chan struct{}, 1)
	return &instance{i.c, i.c.calling}, nil
}

type instance struct {
	c     *Computer
	calls chan struct{}
}

func (i *instance) Calls() <-chan struct{} { return i.calls }

func (i *instance) Release() error {
	defer i.c.record("Instance.Release")()
	i.c.calling = nil
	close(i.calls)
	return nil
}

type browser struct{ c *Computer }

// Show records what it was asked to show.
func (b browser) Show(ctx context.Context, path string) error {
	defer b.c.record("Browser.Show", path)()
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.c.BrowserErr
}
