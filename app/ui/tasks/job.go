package tasks

import "context"

// Job is one place in the window where work is done. A newer run replaces the
// one before it: that one is cancelled and what came of it is dropped. A Job is
// used on the drawing thread only.
type Job struct {
	runner Runner
	cancel context.CancelFunc
	run    int
}

// NewJob makes a Job.
func NewJob(runner Runner) *Job { return &Job{runner: runner} }

// Run starts work, with a post that brings progress to the drawing thread, and
// calls done there when work has returned, also when it was cancelled. Neither
// comes any more when a newer run replaced this one or the job was closed.
func (j *Job) Run(work func(ctx context.Context, post func(func())), done func()) {
	j.Close()
	ctx, cancel := context.WithCancel(context.Background())
	j.cancel = cancel
	j.run++
	mine := j.run
	current := func() bool { return j.run == mine && j.cancel != nil }
	post := func(f func()) {
		j.runner.Post(func() {
			if current() {
				f()
			}
		})
	}
	j.runner.Go(func() { work(ctx, post) }, func() {
		cancel()
		if current() {
			j.cancel = nil
			done()
		}
	})
}

// Running reports whether work is under way.
func (j *Job) Running() bool { return j.cancel != nil }

// Cancel asks the work to stop; its done is still called.
func (j *Job) Cancel() {
	if j.cancel != nil {
		j.cancel()
	}
}

// Close cancels the work and drops what comes of it.
func (j *Job) Close() {
	j.Cancel()
	j.cancel = nil
}
