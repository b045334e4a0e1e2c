package uia

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/platform/screenreader"
)

// crowd are listeners that can be away, and that can keep who tells them waiting.
type crowd struct {
	mu    sync.Mutex
	away  atomic.Bool
	told  [][]uiaEvent
	keeps chan struct{}
}

func (c *crowd) listening() bool { return !c.away.Load() }

func (c *crowd) tell(events []uiaEvent) {
	c.mu.Lock()
	c.told = append(c.told, events)
	c.mu.Unlock()
	if c.keeps != nil {
		<-c.keeps
	}
}

func (a *askedOf) is(t *testing.T, want ...string) {
	t.Helper()
	synctest.Wait()
	if !slices.Equal(a.calls, want) {
		t.Errorf("the window was told %q, want %q", a.calls, want)
	}
}

func titled(name string) *screenreader.Tree {
	return &screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window, Name: name}}
}

func TestTheWindowIsLookedThroughOnlyWhileSomebodyListens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler, to := &askedOf{}, &crowd{}
		to.away.Store(true)
		teller := newUIATeller("W", handler, to)
		go teller.run()
		time.Sleep(time.Hour)
		handler.is(t)

		teller.ask()
		handler.is(t, "wanted true")
		for range 5 {
			time.Sleep(uiaQuiet / 2)
			teller.ask()
		}
		handler.is(t, "wanted true")
		to.away.Store(false) // from now on it only waits for what happens
		time.Sleep(10 * uiaQuiet)
		handler.is(t, "wanted true")
		to.away.Store(true)
		time.Sleep(2 * uiaQuiet)
		handler.is(t, "wanted true", "wanted false")
		time.Sleep(10 * uiaQuiet)
		teller.ask()
		handler.is(t, "wanted true", "wanted false", "wanted true")
		teller.close()
		teller.close()
	})
}

func TestWhatHappensWhileSomebodyKeepsUsWaitingIsToldAsOneChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		to := &crowd{keeps: make(chan struct{})}
		teller := newUIATeller("zero", &askedOf{}, to)
		go teller.run()
		teller.show(titled("one")) // nobody asked for anything yet
		synctest.Wait()
		teller.ask()
		synctest.Wait()
		for i := range 1000 {
			teller.show(titled(fmt.Sprint("name ", i))) // none of these waits
			if i == 0 {
				synctest.Wait()
			}
		}
		for range 2 {
			to.keeps <- struct{}{}
		}
		synctest.Wait()
		want := [][]uiaEvent{
			{{what: eventPropertyChanged, part: screenreader.Root, asked: propName, from: "one", to: "name 0"}},
			{{what: eventPropertyChanged, part: screenreader.Root, asked: propName, from: "name 0", to: "name 999"}},
		}
		if !slices.EqualFunc(to.told, want, slices.Equal) {
			t.Errorf("told %+v", to.told)
		}
		teller.close()
	})
}

func TestInAWindowThatIsGoneNothingIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		to := &crowd{}
		teller := newUIATeller("W", &askedOf{}, to)
		go teller.run()
		if _, p, there := teller.find(screenreader.Root); !there || p.Name != "W" {
			t.Error("before anything is shown the window itself is not found")
		}
		for _, broken := range []*screenreader.Tree{nil, {}, {Window: &screenreader.Node{ID: 7}}} {
			teller.show(broken)
		}
		if _, _, there := teller.find(screenreader.Root); !there {
			t.Error("a tree of nothing took the window away")
		}
		teller.close()
		teller.show(titled("again"))
		if _, _, there := teller.find(screenreader.Root); there || teller.ask() != nil {
			t.Error("it is found after its end")
		}
		if synctest.Wait(); len(to.told) > 0 {
			t.Errorf("told %+v", to.told)
		}
	})
}
