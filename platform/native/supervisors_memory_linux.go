package native

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"localhostdoctor/platform"
)

// ownersKept is how old may be what is remembered of socket units and containers,
// as old as what is remembered of holders; a question takes 10 ms or, when an
// engine hangs, seconds.
const ownersKept = walkEvery

// ownerMemory remembers what was asked of systemd and of container engines.
type ownerMemory struct {
	mu         sync.Mutex
	sockets    map[platform.Owner]unitsKept
	containers map[string]containerKept
}

// unitAddresses are the socket units of one systemd by what they listen on.
type unitAddresses map[netip.AddrPort]platform.Owner

type unitsKept struct {
	units unitAddresses
	err   error
	asked time.Time
}

type containerKept struct {
	owner platform.Owner
	err   error
	asked time.Time
}

func newOwnerMemory() *ownerMemory {
	return &ownerMemory{sockets: map[platform.Owner]unitsKept{}, containers: map[string]containerKept{}}
}

// socketsOf returns the socket units of one systemd. A list without address is
// asked for again.
func (m *ownerMemory) socketsOf(ctx context.Context, manager platform.Owner, address netip.AddrPort) (unitAddresses, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, known := m.sockets[manager]
	_, listed := kept.units[address]
	age := time.Since(kept.asked)
	const retry = time.Second // most addresses that are not listed never will be
	if known && age < ownersKept && (listed || age < retry) {
		return kept.units, kept.err
	}
	output, err := systemctl(ctx, manager, "list-sockets", "--all", "--no-legend", "--no-pager")
	kept = unitsKept{units: unitAddresses{}, err: err, asked: time.Now()}
	for _, socket := range parseListSockets(output) {
		kept.units[socket.address] = socket.ownerOf(manager)
	}
	m.sockets[manager] = kept
	return kept.units, err
}

// container remembers what ask answered about key.
func (m *ownerMemory) container(key string, ask func() (platform.Owner, error)) (platform.Owner, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, known := m.containers[key]
	if !known || time.Since(kept.asked) > ownersKept {
		for other, old := range m.containers {
			if time.Since(old.asked) > ownersKept {
				delete(m.containers, other)
			}
		}
		kept.owner, kept.err = ask()
		kept.asked = time.Now()
		m.containers[key] = kept
	}
	return kept.owner, kept.err
}

// forget makes the next look ask anew.
func (m *ownerMemory) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.sockets)
	clear(m.containers)
}
