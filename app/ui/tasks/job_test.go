package tasks

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"
)

// later runs what it is given when the test says so.
type later struct{ work []func() }

func (l *later) Go(work, done func())                  { l.work = append(l.work, func() { work(); done() }) }
func (l *later) Follow(<-chan struct{}, func()) func() { return func() {} }
func (l *later) Post(f func())                         { f() }
func (l *later) Every(time.Duration, func()) func()    { return func() {} }

func TestTheNewestRunWins(t *testing.T) {
	runner := &later{}
	job := NewJob(runner)
	var first context.Context
	var done, posted []string
	job.Run(func(ctx context.Context, post func(func())) {
		first = ctx
		post(func() { posted = append(posted, "first") })
	}, func() { done = append(done, "first") })
	job.Run(func(_ context.Context, post func(func())) {
		post(func() { posted = append(posted, "second") })
	}, func() { done = append(done, "second") })
	for _, work := range runner.work {
		work()
	}
	if first.Err() == nil {
		t.Error("the first run was not cancelled")
	}
	if len(done) != 1 || done[0] != "second" || len(posted) != 1 || posted[0] != "second" {
		t.Errorf("done %v, posted %v; want only the second", done, posted)
	}
	if job.Running() {
		t.Error("the job still says that it runs")
	}
}

func TestCancelledWorkStillTellsWhatCameOfIt(t *testing.T) {
	runner := &later{}
	job := NewJob(runner)
	var seen error
	done := false
	job.Run(func(ctx context.Context, _ func(func())) { seen = ctx.Err() }, func() { done = true })
	job.Cancel()
	runner.work[0]()
	if seen == nil || !done {
		t.Errorf("the work saw %v, done was called: %v", seen, done)
	}
}

func TestAClosedJobSaysNothingMore(t *testing.T) {
	runner := &later{}
	job := NewJob(runner)
	done := false
	job.Run(func(context.Context, func(func())) {}, func() { done = true })
	job.Close()
	runner.work[0]()
	if done || job.Running() {
		t.Errorf("done was called: %v, running: %v", done, job.Running())
	}
}

func TestInlineTicksUntilStopped(t *testing.T) {
	runner := Inline()
	ticks := 0
	stop := runner.Every(time.Second, func() { ticks++ })
	runner.Tick()
	runner.Tick()
	stop()
	runner.Tick()
	if ticks != 2 || runner.Ticking() != 0 {
		t.Errorf("%d ticks, %d still ticking; want 2 and 0", ticks, runner.Ticking())
	}
}

func TestBackgroundTicksOnceAnIntervalUntilStopped(t *testing.T) {
	test.NewTempApp(t)
	synctest.Test(t, func(t *testing.T) {
		ticks := make(chan time.Time, 10)
		stop := Background().Every(2*time.Second, func() { ticks <- time.Now() })
		start := time.Now()
		for i := range 3 {
			if got, want := (<-ticks).Sub(start), time.Duration(i+1)*2*time.Second; got != want {
				t.Errorf("tick %d after %v, want %v", i, got, want)
			}
		}
		stop()
		stop()
		synctest.Wait() // the ticking goroutine has ended, or the bubble reports it
	})
}

func TestBackgroundBringsResultsBack(t *testing.T) {
	test.NewTempApp(t)
	done := make(chan int, 1)
	value := 0
	Background().Go(func() { value = 7 }, func() { done <- value })
	select {
	case got := <-done:
		if got != 7 {
			t.Errorf("got %d, want 7", got)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("done was never called")
	}
}

func TestBackgroundFollowsSignalsUntilStopped(t *testing.T) {
	test.NewTempApp(t)
	synctest.Test(t, func(t *testing.T) {
		signals, seen := make(chan struct{}), make(chan struct{}, 10)
		stop := Background().Follow(signals, func() { seen <- struct{}{} })
		for range 3 {
			signals <- struct{}{}
			<-seen
		}
		stop()
		stop()
		closed := make(chan struct{})
		close(closed)
		Background().Follow(closed, func() { t.Error("a closed channel sent something") })
		synctest.Wait() // both goroutines have ended, or the bubble reports them
	})
}

func TestInlineFollowsWhatWasSentUntilStopped(t *testing.T) {
	runner := Inline()
	signals, seen := make(chan struct{}, 2), 0
	stop := runner.Follow(signals, func() { seen++ })
	signals <- struct{}{}
	runner.Signals()
	runner.Signals()
	stop()
	signals <- struct{}{}
	runner.Signals()
	if seen != 1 || runner.Following() != 0 {
		t.Errorf("%d signals seen, %d still followed; want 1 and 0", seen, runner.Following())
	}
}
