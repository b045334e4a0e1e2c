package native

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// queuesKept is how old what is remembered of HTTP.sys may be before something is
// stopped: its question starts a program and takes 100 ms.
const queuesKept = time.Second

// requestQueues remembers the queues of HTTP.sys.
type requestQueues struct {
	mu     sync.Mutex
	asked  time.Time
	queues []requestQueue
	err    error
}

func (r *requestQueues) get(ctx context.Context, thorough bool) ([]requestQueue, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	limit := ownersKept
	if thorough {
		limit = queuesKept
	}
	if !r.asked.IsZero() && time.Since(r.asked) < limit {
		return r.queues, r.err
	}
	r.queues, r.err = askRequestQueues(ctx)
	r.asked = time.Now()
	return r.queues, r.err
}

func askRequestQueues(ctx context.Context) ([]requestQueue, error) {
	ctx, cancel := context.WithTimeout(ctx, netshLimit)
	defer cancel()
	output, err := askNetsh(ctx, "http", "show", "servicestate", "view=requestq")
	if err != nil {
		return nil, fmt.Errorf("asking netsh for the queues of HTTP.sys: %w", err)
	}
	return parseRequestQueues(output), nil
}
