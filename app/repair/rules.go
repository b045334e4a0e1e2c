package repair

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// rulesLast is for how long the rules of ports are taken for unchanged. On Windows
// each is the answer of a program of its own, and a table that is shown asks every
// other second.
const rulesLast = time.Minute

// portRules asks the computer for its rules about ports, and remembers them for a
// while. It is safe for concurrent use.
type portRules struct {
	system platform.System

	mu    sync.Mutex
	asked time.Time // zero: never
	known ports.Surroundings
}

func newPortRules(system platform.System) *portRules { return &portRules{system: system} }

// Rules returns this computer's rules about ports without what changes by the
// second. What cannot be found out is among its Unchecked; the only error is that
// of ctx.
func (s *Stopper) Rules(ctx context.Context) (ports.Surroundings, error) { return s.rules.lasting(ctx) }

// RulesNow is Rules with the ports that closed connections keep at this moment.
func (s *Stopper) RulesNow(ctx context.Context) (ports.Surroundings, error) { return s.rules.all(ctx) }

func (p *portRules) lasting(ctx context.Context) (ports.Surroundings, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.asked.IsZero() && time.Since(p.asked) < rulesLast {
		return p.known, nil
	}
	known := p.ask(ctx)
	if err := ctx.Err(); err != nil {
		return ports.Surroundings{}, err
	}
	p.known, p.asked = known, time.Now()
	return known, nil
}

func (p *portRules) ask(ctx context.Context) ports.Surroundings {
	var around ports.Surroundings
	missed := func(err error, what words.Text) {
		if err != nil && !errors.Is(err, platform.ErrUnsupported) {
			around.Unchecked = append(around.Unchecked, what)
		}
	}
	first, last, err := p.system.Sockets.EphemeralRange(ctx)
	missed(err, words.T("conflict.unchecked.temporary"))
	if err == nil {
		around.Temporary = ports.Span{First: first, Last: last}
	}
	if !p.system.About.Elevated {
		around.FirstOpen, err = p.system.PortRules.FirstOpen(ctx)
		missed(err, words.T("conflict.unchecked.first-open"))
	}
	around.Excluded, err = p.system.PortRules.Excluded(ctx)
	missed(err, words.T("conflict.unchecked.excluded"))
	return around
}

func (p *portRules) all(ctx context.Context) (ports.Surroundings, error) {
	around, err := p.lasting(ctx)
	if err != nil {
		return ports.Surroundings{}, err
	}
	around.Unchecked = slices.Clone(around.Unchecked)
	around.Lingering, err = p.system.PortRules.Lingering(ctx)
	if ctx.Err() != nil {
		return ports.Surroundings{}, ctx.Err()
	}
	if err != nil && !errors.Is(err, platform.ErrUnsupported) {
		around.Unchecked = append(around.Unchecked, words.T("conflict.unchecked.lingering"))
	}
	return around, nil
}
