//go:build linux && !nowindow

package atspi

import (
	"slices"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// children tells what has come and gone. A part that was moved goes and comes.
func (c *changes) children() {
	moved := map[screenreader.ID]bool{}
	for _, p := range c.now.order {
		if was := c.old.parts[p.ID]; was != nil {
			c.moved(was, p, moved)
		}
	}
	for _, was := range c.old.order {
		if c.now.parts[was.ID] == nil {
			continue // it has gone itself, with all that was in it
		}
		// From the last on, so that each is at its place still when it is told.
		for _, child := range slices.Backward(was.inside) {
			if moved[child.ID] || !sameParent(child, c.now.parts[child.ID]) {
				c.leaves(pathOf(was.ID), child)
			}
		}
	}
	for _, p := range c.now.order {
		if c.old.parts[p.ID] == nil {
			continue
		}
		for _, child := range p.inside {
			if moved[child.ID] || !sameParent(child, c.old.parts[child.ID]) {
				c.arrives(pathOf(p.ID), child)
			}
		}
	}
}

func sameParent(p, other *part) bool {
	return other != nil && p.parent != nil && other.parent != nil && p.parent.ID == other.parent.ID
}

// moved adds those children of a part that stand in another order than before: all
// between the first and the last that do.
func (c *changes) moved(was, is *part, moved map[screenreader.ID]bool) {
	if slices.EqualFunc(was.inside, is.inside, func(a, b *part) bool { return a.ID == b.ID }) {
		return // as nearly always, and quick to see
	}
	before, after := stayed(was, c.now), stayed(is, c.old)
	for len(before) > 0 && before[0] == after[0] {
		before, after = before[1:], after[1:]
	}
	for len(before) > 0 && before[len(before)-1] == after[len(after)-1] {
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	for _, id := range before {
		moved[id] = true
	}
}

// stayed are the children of p that it has in the other view too.
func stayed(p *part, other *view) []screenreader.ID {
	var all []screenreader.ID
	for _, child := range p.inside {
		if sameParent(child, other.parts[child.ID]) {
			all = append(all, child.ID)
		}
	}
	return all
}

func (c *changes) arrives(parent dbus.ObjectPath, p *part) {
	c.add(p)
	c.event(parent, "Object.ChildrenChanged", "add", p.index, 0, c.on(c.now, p).to(p))
}

// add tells those who keep a list of everything.
func (c *changes) add(p *part) {
	c.signals = append(c.signals, signal{cachePath, "Cache.AddAccessible", []any{c.on(c.now, p).item()}})
	for _, child := range p.inside {
		c.add(child)
	}
}

func (c *changes) leaves(parent dbus.ObjectPath, p *part) {
	c.event(parent, "Object.ChildrenChanged", "remove", p.index, 0, c.on(c.old, p).to(p))
	c.remove(p)
}

func (c *changes) remove(p *part) {
	for _, child := range p.inside {
		c.remove(child)
	}
	if c.now.parts[p.ID] == nil {
		c.signals = append(c.signals, signal{cachePath, "Cache.RemoveAccessible", []any{c.on(c.old, p).to(p)}})
	}
}
