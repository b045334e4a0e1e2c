//go:build linux && !nowindow

package atspi

import "strconv"

import "localhostdoctor/platform/screenreader"

// part tells how a part has changed that was there before.
func (c *changes) part(was, is *part) {
	if sameItself(was.Node, is.Node) {
		if is.Role != screenreader.Window || c.old.tree.Active == c.now.tree.Active && c.old.tree.Left == c.now.tree.Left && c.old.tree.Top == c.now.tree.Top {
			return
		}
	}
	c.property(is, "accessible-name", was.Name, is.Name)
	c.property(is, "accessible-description", was.Help, is.Help)
	if was.Role != is.Role {
		c.event(pathOf(is.ID), "Object.PropertyChange", "accessible-role", 0, 0, roleOf(is.Role).number)
	}
	c.attribute(is, "level", was.Level, is.Level)
	c.attribute(is, "posinset", was.At, is.At)
	c.attribute(is, "setsize", was.Of, is.Of)
	c.states(was, is)
	if hasText(is.Role) && hasText(was.Role) {
		c.text(was.Node, is.Node)
	}
	c.bounds(was, is)
}

func (c *changes) property(p *part, name, was, is string) {
	if was != is {
		c.event(pathOf(p.ID), "Object.PropertyChange", name, 0, 0, is)
	}
}

func (c *changes) attribute(p *part, name string, was, is int) {
	if was != is {
		c.event(pathOf(p.ID), "Object.AttributesChanged", name, 0, 0, strconv.Itoa(is))
	}
}

// states leaves out that the keyboard has come, which is told when all is as it is now.
func (c *changes) states(was, is *part) {
	before, after := stateOf(was, c.old.tree.Active), stateOf(is, c.now.tree.Active)
	for _, state := range stateNames {
		on := int(after >> state.bit & 1)
		if on == int(before>>state.bit&1) || state.bit == stateFocused && on == 1 {
			continue
		}
		if state.bit == stateShowing && is.Role == screenreader.Note {
			continue // it would be said again whenever somebody scrolls to it
		}
		c.event(pathOf(is.ID), "Object.StateChanged", state.name, on, 0, nothing)
	}
}

// bounds tells where the window is, and what has the keyboard: magnifiers follow that. Of
// the others it would be a storm whenever somebody scrolls.
func (c *changes) bounds(was, is *part) {
	if is.Role != screenreader.Window && !is.State.Has(screenreader.Focused) {
		return
	}
	before, _ := c.on(c.old, was).extents(0) // these coordinates are known
	after, _ := c.on(c.now, is).extents(0)
	if before != after {
		c.event(pathOf(is.ID), "Object.BoundsChanged", "", 0, 0, after)
	}
}

// text tells what was typed and deleted, and where the caret is.
func (c *changes) text(was, is *screenreader.Node) {
	before, after := []rune(textOf(was)), []rune(textOf(is))
	path := pathOf(is.ID)
	start, deleted, inserted := edit(before, after, selectionOf(was).start, selectionOf(is).start)
	if deleted > 0 {
		c.event(path, "Object.TextChanged", "delete", start, deleted, string(before[start:start+deleted]))
	}
	if inserted > 0 {
		c.event(path, "Object.TextChanged", "insert", start, inserted, string(after[start:start+inserted]))
	}
	if is.Role != screenreader.Field {
		return
	}
	caret, _ := caretOf(is)
	if old, _ := caretOf(was); old != caret || deleted+inserted > 0 {
		c.event(path, "Object.TextCaretMoved", "", caret, 0, nothing)
	}
	if s := selectionOf(is); s != selectionOf(was) && (s.start != s.end || selectionOf(was).start != selectionOf(was).end) {
		c.event(path, "Object.TextSelectionChanged", "", 0, 0, nothing)
	}
}

// edit finds what makes after of before: from start on, so many letters are deleted and so
// many inserted. Of several ways it takes the one that fits where the person typed: in a
// row of equal letters it is not to be seen otherwise which one is new.
func edit(before, after []rune, caretBefore, caretAfter int) (start, deleted, inserted int) {
	most := min(len(before), len(after), caretBefore, caretAfter)
	for start < most && before[start] == after[start] {
		start++
	}
	end := 0
	for end < min(len(before), len(after))-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	return start, len(before) - start - end, len(after) - start - end
}
