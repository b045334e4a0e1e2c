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

// askFor is how long one question for the rules may take. netsh answers in 0.1 s; on
// a computer that has just started, in seconds.
const askFor = 3 * time.Second

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

// ask asks side by side, and waits for no answer longer than askFor: the rules are
// beside the question who listens, which must not fail for them.
func (p *portRules) ask(whole context.Context) ports.Surroundings {
	ctx, cancel := context.WithTimeout(whole, askFor)
	defer cancel()
	var around ports.Surroundings
	var temporary, open, excluded error
	var asking sync.WaitGroup
	asking.Go(func() {
		var first, last uint16
		if first, last, temporary = p.system.Sockets.EphemeralRange(ctx); temporary == nil {
			around.Temporary = ports.Span{First: first, Last: last}
		}
	})
	if !p.system.About.Elevated {
		asking.Go(func() { around.FirstOpen, open = p.system.PortRules.FirstOpen(ctx) })
	}
	asking.Go(func() { around.Excluded, excluded = p.system.PortRules.Excluded(ctx) })
	asking.Wait()
	missed := func(err error, what words.Text) {
		if err != nil && !errors.Is(err, platform.ErrUnsupported) {
			around.Unchecked = append(around.Unchecked, what)
		}
	}
	missed(temporary, words.T("conflict.unchecked.temporary"))
	missed(open, words.T("conflict.unchecked.first-open"))
	missed(excluded, words.T("conflict.unchecked.excluded"))
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
