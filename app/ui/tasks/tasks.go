// Package tasks runs the work of the window away from the thread that draws it.
// It holds the only go statement and the only fyne.Do of the window.
package tasks

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Runner runs work and brings what came of it back to the thread that draws.
type Runner interface {
	// Go runs work elsewhere and then done on the drawing thread.
	Go(work, done func())
	// Post runs f on the drawing thread soon; it is called from within work.
	Post(f func())
	// Every runs tick on the drawing thread once per interval, and never twice
	// at a time, until stop is called.
	Every(interval time.Duration, tick func()) (stop func())
	// Follow runs each on the drawing thread for everything that signals sends, and
	// never twice at a time, until stop is called or signals is closed.
	Follow(signals <-chan struct{}, each func()) (stop func())
}

// Background is the Runner of the real window.
func Background() Runner { return background{} }

type background struct{}

func (background) Go(work, done func()) {
	background{}.spawn(func() {
		work()
		fyne.Do(done)
	})
}

func (background) Post(f func()) { fyne.Do(f) }

func (background) Every(interval time.Duration, tick func()) func() {
	stopped := make(chan struct{})
	background{}.spawn(func() {
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for again := true; again; {
			select {
			case <-stopped:
				return
			case <-ticker.C:
				again = tickOnce(stopped, tick)
			}
		}
	})
	return sync.OnceFunc(func() { close(stopped) })
}

func (background) Follow(signals <-chan struct{}, each func()) func() {
	stopped := make(chan struct{})
	background{}.spawn(func() {
		for again := true; again; {
			select {
			case <-stopped:
				return
			case _, ok := <-signals:
				again = ok && tickOnce(stopped, each)
			}
		}
	})
	return sync.OnceFunc(func() { close(stopped) })
}

// tickOnce runs tick on the drawing thread and waits for its end. It reports false
// when stopped was closed meanwhile.
func tickOnce(stopped <-chan struct{}, tick func()) bool {
	ticked := make(chan struct{})
	fyne.Do(func() {
		defer close(ticked)
		select {
		case <-stopped: // a tick that was queued before stop is not for now
		default:
			tick()
		}
	})
	select {
	case <-ticked:
		return true
	case <-stopped:
		return false
	}
}

func (background) spawn(f func()) { go f() }
