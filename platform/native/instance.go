//go:build linux || windows || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"localhostdoctor/platform"
)

type instances struct{ folders folders }

// answerTime is how long a run that has the window may take to hear of another one:
// it only has to accept a connection.
const answerTime = 3 * time.Second

// Claim implements platform.Instances. The lock decides who has the window, because it
// ends with the process, however that ends; the door is only where to call.
func (i instances) Claim(ctx context.Context) (platform.Instance, error) {
	state, err := i.folders.State()
	if err != nil {
		return nil, fmt.Errorf("claiming the window: %w", err)
	}
	now, cancel := context.WithTimeout(ctx, lockPause)
	defer cancel()
	unlock, err := i.folders.Lock(now, filepath.Join(state, "window.lock"))
	if err == nil {
		return openInstance(state, unlock)
	}
	if !errors.Is(err, platform.ErrBusy) {
		return nil, fmt.Errorf("claiming the window: %w", err)
	}
	waiting, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	if callErr := callDoor(waiting, state); callErr != nil {
		return nil, fmt.Errorf("calling the run that has the window: %w", callErr)
	}
	return nil, fmt.Errorf("claiming the window: %w", err)
}

// instance hears the calls of other runs through its door.
type instance struct {
	door   door
	unlock func() error
	calls  chan struct{}
}

// door is where other runs call.
type door interface {
	// next returns when somebody has called, or an error when the door is closed.
	next() error
	io.Closer
}

func openInstance(state string, unlock func() error) (platform.Instance, error) {
	opened, err := openDoor(state)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("listening to other runs: %w", err), unlock())
	}
	i := &instance{door: opened, unlock: unlock, calls: make(chan struct{}, 1)}
	go i.listen()
	return i, nil
}

func (i *instance) listen() {
	defer close(i.calls)
	for i.door.next() == nil {
		select {
		case i.calls <- struct{}{}:
		default: // one call that was not heard yet says it all
		}
	}
}

// Calls implements platform.Instance.
func (i *instance) Calls() <-chan struct{} { return i.calls }

// Release implements platform.Instance.
func (i *instance) Release() error { return errors.Join(i.door.Close(), i.unlock()) }
