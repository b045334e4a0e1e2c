package uia

import (
	"sync"
	"sync/atomic"
	"time"

	"localhostdoctor/platform/screenreader"
)

// uiaQuiet is how long nobody has to ask, nor listen, until the window need not be looked
// through any more.
const uiaQuiet = time.Minute

// uiaListeners are the programs that read the screen.
type uiaListeners interface {
	// listening reports whether any wants to know what happens.
	listening() bool
	// tell passes events on; it may wait for those who are told.
	tell(events []uiaEvent)
}

// uiaTeller answers what listeners ask of the window, and tells them what happens.
type uiaTeller struct {
	handler screenreader.Handler
	to      uiaListeners

	view   atomic.Pointer[uiaView]   // nil once the window is gone
	last   atomic.Pointer[uiaMoment] // when somebody asked
	wanted atomic.Bool

	asked, shown chan struct{}
	gone         chan struct{}
	end          sync.Once
}

type uiaMoment struct{ time.Time }

// newUIATeller makes the teller of a window that nothing is known of but its name.
func newUIATeller(name string, handler screenreader.Handler, to uiaListeners) *uiaTeller {
	t := &uiaTeller{
		handler: handler, to: to,
		asked: make(chan struct{}, 1), shown: make(chan struct{}, 1), gone: make(chan struct{}),
	}
	t.view.Store(newUIAView(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window, Name: name}}))
	return t
}

// show says how the window is now.
func (t *uiaTeller) show(tree *screenreader.Tree) {
	if tree == nil || tree.Window == nil || tree.Window.ID != screenreader.Root {
		return // nothing that could be asked for
	}
	old := t.view.Load()
	if old == nil || !t.view.CompareAndSwap(old, newUIAView(tree)) {
		return // the window is gone
	}
	nudge(t.shown)
}

// close says that the window is gone. From now on nothing is in it.
func (t *uiaTeller) close() {
	t.end.Do(func() {
		t.view.Store(nil)
		close(t.gone)
	})
}

// ask returns the window as it is now, nil when it is gone, and has it looked through
// from now on. It is called by those who ask, on any thread.
func (t *uiaTeller) ask() *uiaView {
	t.last.Store(&uiaMoment{time.Now()})
	if !t.wanted.Load() {
		nudge(t.asked)
	}
	return t.view.Load()
}

// find is ask for one part; it reports whether the part is in the window.
func (t *uiaTeller) find(id screenreader.ID) (*uiaView, uiaPart, bool) {
	v := t.ask()
	if v == nil {
		return nil, uiaPart{}, false
	}
	p, known := v.parts[id]
	return v, p, known
}

func nudge(to chan struct{}) {
	select {
	case to <- struct{}{}:
	default: // it is to be looked at already
	}
}

// run tells what happens until the window is gone. What changes while it waits for
// somebody is told as one change.
func (t *uiaTeller) run() {
	pause := time.NewTicker(uiaQuiet)
	pause.Stop()
	defer pause.Stop()
	told := t.view.Load()
	for {
		select {
		case <-t.gone:
			return
		case <-t.asked:
			if !t.wanted.Swap(true) {
				pause.Reset(uiaQuiet)
				t.handler.Wanted(true)
			}
		case <-t.shown:
			now := t.view.Load()
			if now != nil && told != nil && t.wanted.Load() && t.to.listening() {
				t.to.tell(uiaChanges(told, now))
			}
			told = now
		case <-pause.C:
			if last := t.last.Load(); time.Since(last.Time) >= uiaQuiet && !t.to.listening() {
				pause.Stop()
				t.wanted.Store(false)
				t.handler.Wanted(false)
			}
		}
	}
}
