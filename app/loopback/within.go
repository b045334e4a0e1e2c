package loopback

import (
	"context"
	"time"
)

// grace is how long a call may take to return after its context has ended.
const grace = 100 * time.Millisecond

// within does not wait for calls that ignore their context, as getaddrinfo does
// while it waits for a DNS server: they end by themselves later.
func within[T any](ctx context.Context, call func(context.Context) (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := call(ctx)
		answers <- answer{value, err}
	}()
	select {
	case a := <-answers:
		return a.value, a.err
	case <-ctx.Done():
	}
	last := time.NewTimer(grace)
	defer last.Stop()
	select {
	case a := <-answers:
		return a.value, a.err
	case <-last.C:
		var none T
		return none, ctx.Err()
	}
}
