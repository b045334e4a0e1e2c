package tasks

import (
	"slices"
	"time"
)

// InlineRunner does everything at once on the caller's goroutine, and ticks when
// it is told to. It is for tests.
type InlineRunner struct {
	ticks []*inlineTick
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

// Ticking is how many calls of Every were not stopped.
func (r *InlineRunner) Ticking() int { return len(r.ticks) }
