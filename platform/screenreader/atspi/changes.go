//go:build linux && !nowindow

package atspi

import (
	"slices"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// signal is what is said on the bus without being asked.
type signal struct {
	path dbus.ObjectPath
	name string // behind org.a11y.atspi.
	body []any
}

// changes collects what is said when what was told before is not so any more.
type changes struct {
	program  *program
	old, now *view
	signals  []signal
}

// changesBetween are in the order in which readers need them: what is there, what it is
// like, and at last where the keyboard is.
func (a *program) changesBetween(old, now *view) []signal {
	c := changes{program: a, old: old, now: now}
	c.windowOpens()
	c.children()
	for _, p := range now.order {
		if was := old.parts[p.ID]; was != nil {
			c.part(was, p)
		}
	}
	c.selections()
	c.notes()
	c.windowIsActive()
	c.focus()
	c.windowCloses()
	return c.signals
}

// event adds one of org.a11y.atspi.Event, in the form that libatspi reads since 2.2:
// siiva{sv}.
func (c *changes) event(path dbus.ObjectPath, name, detail string, one, two int, about any) {
	body := []any{detail, small(one), small(two), dbus.MakeVariant(about), map[string]dbus.Variant{}}
	c.signals = append(c.signals, signal{path, "Event." + name, body})
}

// nothing is what an event is about that is about nothing.
const nothing = int32(0)

func (c *changes) on(v *view, p *part) object { return object{c.program, v, nil, rootPath}.on(p) }

func (c *changes) windowOpens() {
	if w := c.now.window; w != nil && c.old.window == nil {
		c.arrives(rootPath, w)
		c.event(pathOf(w.ID), "Window.Create", "", 0, 0, w.Name)
	}
}

func (c *changes) windowCloses() {
	if w := c.old.window; w != nil && c.now.window == nil {
		c.event(pathOf(w.ID), "Window.Destroy", "", 0, 0, w.Name)
		c.leaves(rootPath, w)
	}
}

func (c *changes) windowIsActive() {
	w := c.now.window
	if w == nil {
		return
	}
	was, is := c.old.window != nil && c.old.tree.Active, c.now.tree.Active
	switch {
	case is && !was:
		c.event(pathOf(w.ID), "Window.Activate", "", 0, 0, w.Name)
	case was && !is:
		c.event(pathOf(w.ID), "Window.Deactivate", "", 0, 0, w.Name)
	}
}

// focus tells which part has the keyboard. It is told again when the person comes back to
// the window: readers look at the window itself then.
func (c *changes) focus() {
	back := c.now.tree.Active && !c.old.tree.Active
	for _, p := range c.now.order {
		if !p.State.Has(screenreader.Focused) {
			continue
		}
		if was := c.old.parts[p.ID]; back || was == nil || !was.State.Has(screenreader.Focused) {
			c.event(pathOf(p.ID), "Object.StateChanged", "focused", 1, 0, nothing)
		}
	}
}

// selections tells where something else is chosen now. Readers go there, so it is told
// only of where the keyboard is.
func (c *changes) selections() {
	for _, p := range c.now.order {
		was := c.old.parts[p.ID]
		if was == nil || !selects(p) || p.Focused() == nil {
			continue
		}
		if !slices.EqualFunc(was.selected(), p.selected(), func(a, b *part) bool { return a.ID == b.ID }) {
			c.event(pathOf(p.ID), "Object.SelectionChanged", "", 0, 0, nothing)
		}
	}
}

// notes tells of notes that have appeared, or say something else now. A reader says a
// notification that begins to show.
func (c *changes) notes() {
	for _, p := range c.now.order {
		if p.Role != screenreader.Note {
			continue
		}
		if was := c.old.parts[p.ID]; was == nil || was.Role != screenreader.Note || was.Name != p.Name {
			c.event(pathOf(p.ID), "Object.StateChanged", "showing", 1, 0, nothing)
		}
	}
}
