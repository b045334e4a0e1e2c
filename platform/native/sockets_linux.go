package native

import (
	"context"
	"fmt"
	"time"

	"localhostdoctor/platform"
)

// walkEvery is how old may be what an ordinary look remembers of the holders. A
// walk over all open files takes 20 ms on a full desktop, so one in 20 s costs
// 0.1 % of a core; where it takes longer, sparing applies.
const walkEvery = 20 * time.Second

// sparing is how long to keep what is remembered for at least that time, when it takes
// so long to find it out again that this would use more than 0.1 % of a core: up to
// six times as long, which is what platform.Query promises.
func sparing(atLeast, takes time.Duration) time.Duration {
	const share, most = 1000, 6
	return min(max(atLeast, share*takes), most*atLeast)
}

// sockets remembers who holds what. The zero value is not usable.
type sockets struct {
	turn   chan struct{} // holds one token while the memory is in use
	memory *holderMemory
}

func newSockets() sockets {
	return sockets{turn: make(chan struct{}, 1), memory: newHolderMemory(walkEvery)}
}

// Listeners implements platform.Sockets. The sockets are always the kernel's
// answer of this moment; only their holders may be remembered.
func (s sockets) Listeners(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return platform.Listeners{}, fmt.Errorf("listing listeners: %w", ctx.Err())
	}
	found, err := s.look(ctx, query)
	if err == nil || ctx.Err() != nil {
		return found, err
	}
	found, err = listWithoutNetlink(ctx, query.UDP)
	return narrowed(found, query), err
}

// look answers a question about some ports by a search of its own, unless the
// memory knows the answer already or the same is likely to be asked again soon.
func (s sockets) look(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	lasting := query.Holders == platform.EveryHolder && !query.Thorough
	switch {
	case query.Ports == nil && query.Holders == platform.EveryHolder:
	case !query.Thorough && s.memory.isFresh():
	case lasting && s.memory.asked:
	default:
		s.memory.asked = s.memory.asked || lasting
		once := &holderMemory{held: map[uint64]*heldSocket{}, users: s.memory.users}
		return once.search(ctx, query)
	}
	found, err := s.memory.look(ctx, query)
	return narrowed(found, query), err
}
