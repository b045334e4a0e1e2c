package diagnose

import (
	"context"
	"slices"
	"sync"
)

// Area is a part of the computer that a check-up looks at.
type Area string

// Areas are all of them, in the order in which they are told.
func Areas() []Area {
	return []Area{areaLoopback, areaHosts, areaName, areaDNS, areaNetwork, areaPorts}
}

const (
	areaLoopback Area = "loopback"
	areaHosts    Area = "hosts"
	areaName     Area = "name"
	areaDNS      Area = "dns"
	areaNetwork  Area = "network" // what stands between programs: proxies, redirects, sandboxes, containers
	areaPorts    Area = "ports"
)

// probe fills one fact, or several that follow from each other.
type probe struct {
	area Area
	find func(context.Context)
}

// Progress is how far the gathering of facts is.
type Progress struct {
	Done, Of int // facts
	// Looked are the areas of which everything is known, in the order of Areas.
	Looked []Area
}

type progress struct {
	mu   sync.Mutex
	done int
	of   int
	left map[Area]int
	tell func(Progress) // may be nil
}

func newProgress(probes []probe, tell func(Progress)) *progress {
	p := &progress{of: len(probes), left: map[Area]int{}, tell: tell}
	for _, each := range probes {
		p.left[each.area]++
	}
	return p
}

// one says that a fact of area is known.
func (p *progress) one(area Area) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	p.left[area]--
	if p.tell == nil {
		return
	}
	looked := slices.DeleteFunc(Areas(), func(a Area) bool { return p.left[a] > 0 })
	p.tell(Progress{Done: p.done, Of: p.of, Looked: looked})
}
