//go:build linux && !nowindow

package atspi

import (
	"context"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// screen is what the window shows now, for those who are asked about it.
type screen struct {
	options screenreader.Options
	changed chan struct{} // has one element when there is something to tell

	mu     sync.Mutex
	wanted bool
	shown  *view
	keys   dbus.BusObject // who is told of keys while somebody reads
}

// seen is the last view.
func (s *screen) seen() *view {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown
}

// show keeps a tree, if anybody wants it and it is not the one from before.
func (s *screen) show(tree *screenreader.Tree) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.wanted || s.shown.window != nil && sameTree(s.shown.tree, tree) {
		return
	}
	s.shown = look(tree)
	select {
	case s.changed <- struct{}{}:
	default: // it is to be told already
	}
}

// want tells the window whether to show trees. It does so only when that changes.
func (s *screen) want(wanted bool) {
	s.mu.Lock()
	same := s.wanted == wanted
	s.wanted, s.shown = wanted, look(nil)
	s.mu.Unlock()
	if !same {
		s.options.Handler.Wanted(wanted)
	}
}

// atspiReader tells screen readers of the window by AT-SPI.
type atspiReader struct {
	*screen
	stop  context.CancelFunc
	ended chan struct{} // closed when all is told, and err is what was wrong
	err   error

	wideKeys bool // which form of keys the registry takes; of the window's thread only
}

func newReader(options screenreader.Options, session *dbus.Conn) *atspiReader {
	ctx, stop := context.WithCancel(context.Background())
	r := &atspiReader{
		screen: &screen{options: options, changed: make(chan struct{}, 1), shown: look(nil)},
		stop:   stop,
		ended:  make(chan struct{}),
	}
	go func() {
		defer close(r.ended)
		r.err = (&following{screen: r.screen, session: session}).run(ctx)
	}()
	return r
}

// Show is part of Reader.
func (r *atspiReader) Show(tree *screenreader.Tree) { r.show(tree) }

// farewell is how long the end of the program waits for a bus that does not listen.
const farewell = 200 * time.Millisecond

// Close is part of Reader. Its error is the one that ended the telling before.
func (r *atspiReader) Close() error {
	r.stop()
	select {
	case <-r.ended:
		return r.err
	case <-time.After(farewell):
		return nil // what still waits ends with the program
	}
}
