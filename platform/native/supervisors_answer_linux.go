package native

import (
	"sync"

	"localhostdoctor/platform"
)

// ownersAnswer is the last answer of Owners with what it was made of. Most looks find
// the very listeners of the last one, and to look 10,000 of them up again takes 1 ms.
type ownersAnswer struct {
	mu        sync.Mutex
	listeners []platform.Listener
	learned   int
	owners    map[platform.Held]platform.Owner
}

// about returns the answer about the same listeners, if nothing was learned since.
func (a *ownersAnswer) about(listeners []platform.Listener, learned int) (map[platform.Held]platform.Owner, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.owners == nil || a.learned != learned || len(a.listeners) != len(listeners) {
		return nil, false
	}
	// listeners are never changed: the same place holds the same ones
	return a.owners, len(listeners) == 0 || &a.listeners[0] == &listeners[0]
}

func (a *ownersAnswer) keep(listeners []platform.Listener, learned int, owners map[platform.Held]platform.Owner) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.listeners, a.learned, a.owners = listeners, learned, owners
}
