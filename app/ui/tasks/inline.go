package tasks

import (
	"slices"
	"time"
)

// InlineRunner does everything at once on the caller's goroutine, and ticks when
// it is told to. It is for tests.
type InlineRunner struct {
	ticks   []*inlineTick
	follows []*inlineFollow
}

type inlineFollow struct {
	signals <-chan struct{}
	run     func()
}

type inlineTick struct {
	interval time.Duration
	run      func()
}

// Inline makes an InlineRunner.
func Inline() *InlineRunner { return &InlineRunner{} }

// Go runs work, then done.
func (r *InlineRunner) Go(work, done func()) {
	work()
	done()
}

// Post runs f.
func (r *InlineRunner) Post(f func()) { f() }

// Every remembers tick until stop is called.
func (r *InlineRunner) Every(interval time.Duration, tick func()) func() {
	entry := &inlineTick{interval: interval, run: tick}
	r.ticks = append(r.ticks, entry)
	return func() {
		r.ticks = slices.DeleteFunc(r.ticks, func(t *inlineTick) bool { return t == entry })
	}
}

// Tick runs everything that Every was given and that was not stopped.
func (r *InlineRunner) Tick() {
	for _, t := range slices.Clone(r.ticks) {
		t.run()
	}
}

// Follow remembers signals until stop is called; Signals looks at them.
func (r *InlineRunner) Follow(signals <-chan struct{}, each func()) func() {
	entry := &inlineFollow{signals: signals, run: each}
	r.follows = append(r.follows, entry)
	return func() {
		r.follows = slices.DeleteFunc(r.follows, func(f *inlineFollow) bool { return f == entry })
	}
}

// Signals runs what Follow was given for everything that was sent until now.
func (r *InlineRunner) Signals() {
	for _, f := range slices.Clone(r.follows) {
		for more := true; more; {
			select {
			case _, more = <-f.signals:
				if more {
					f.run()
				}
			default:
				more = false
			}
		}
	}
}

// Following is how many calls of Follow were not stopped.
func (r *InlineRunner) Following() int { return len(r.follows) }

// Ticking is how many calls of Every were not stopped.
func (r *InlineRunner) Ticking() int { return len(r.ticks) }
