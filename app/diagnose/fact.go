package diagnose

import (
	"context"
	"fmt"
	"time"
)

// Fact is something that was found out about the computer, or why it was not.
type Fact[T any] struct {
	Value T
	Err   error
	Took  time.Duration
}

// grace is how long a probe may take to return after its deadline.
const grace = 200 * time.Millisecond

// find runs one probe with a deadline of its own. A probe that ignores its
// context, as getaddrinfo does while it waits for a DNS server, is left to end by
// itself; one that panics becomes an error.
func find[T any](ctx context.Context, limit time.Duration, probe func(context.Context) (T, error)) Fact[T] {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	start := time.Now()
	found := make(chan Fact[T], 1)
	go func() {
		value, err := guarded(ctx, probe)
		found <- Fact[T]{Value: value, Err: err, Took: time.Since(start)}
	}()
	select {
	case fact := <-found:
		return fact
	case <-ctx.Done():
	}
	last := time.NewTimer(grace)
	defer last.Stop()
	select {
	case fact := <-found:
		return fact
	case <-last.C:
		return Fact[T]{Err: ctx.Err(), Took: time.Since(start)}
	}
}

func guarded[T any](ctx context.Context, probe func(context.Context) (T, error)) (value T, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = fmt.Errorf("a probe failed inside: %v", thrown)
		}
	}()
	return probe(ctx)
}
