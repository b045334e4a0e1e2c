package session

import (
	"context"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

// WatchPorts looks at the ports again and again until ctx ends, and then returns
// a *words.Failure of code Interrupted. onStart, if not nil, is called once with
// what is there at the beginning; onChange with each port that is taken or freed
// afterwards. Both are called from the caller's goroutine. What comes and goes
// between two looks is not seen.
func (s *Session) WatchPorts(ctx context.Context, query PortsQuery, every time.Duration,
	onStart func(PortsTable), onChange func(PortChange),
) error {
	failed := words.T("session.failed.ports")
	before, err := s.look(ctx, query)
	if err != nil {
		return s.explain(err, failed)
	}
	if onStart != nil {
		onStart(before)
	}
	again := time.NewTicker(every)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return s.explain(ctx.Err(), words.T("conflict.watch-ended"))
		case <-again.C:
		}
		after, err := s.look(ctx, query)
		if ctx.Err() != nil {
			return s.explain(ctx.Err(), words.T("conflict.watch-ended"))
		}
		if err != nil {
			return s.explain(err, failed)
		}
		for _, change := range ports.Changes(before, after) {
			onChange(change)
		}
		before = after
	}
}
