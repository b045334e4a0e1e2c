package uia

import "slices"

import "localhostdoctor/platform/screenreader"

// uiaDirection is a step from a part to its neighbour; the numbers are those of UI
// Automation's NavigateDirection.
type uiaDirection int32

const (
	toParent uiaDirection = iota
	toNext
	toPrevious
	toFirst
	toLast
)

// uiaPart is a Node and where it stands.
type uiaPart struct {
	*screenreader.Node
	parent   screenreader.ID
	index    int // among the parent's children
	children []screenreader.ID
}

// uiaView is a Tree as it is asked by programs that hold on to parts: each is found by its
// ID, or not at all once it is gone. A view is not changed any more.
type uiaView struct {
	tree  *screenreader.Tree
	parts map[screenreader.ID]uiaPart
}

// newUIAView looks through the tree once. What has no ID, or that of another part, is left
// out: who walks from neighbour to neighbour must not walk in circles.
func newUIAView(tree *screenreader.Tree) *uiaView {
	v := &uiaView{tree, make(map[screenreader.ID]uiaPart)}
	if tree.Window != nil {
		v.add(tree.Window, 0, 0)
	}
	return v
}

func (v *uiaView) add(n *screenreader.Node, parent screenreader.ID, index int) {
	v.parts[n.ID] = uiaPart{Node: n, parent: parent, index: index}
	var children []screenreader.ID
	for _, child := range n.Children {
		if _, known := v.parts[child.ID]; known || child.ID == 0 {
			continue
		}
		v.add(child, n.ID, len(children))
		children = append(children, child.ID)
	}
	v.parts[n.ID] = uiaPart{n, parent, index, children}
}

// step returns the neighbour of p, 0 where there is none.
func (v *uiaView) step(p uiaPart, to uiaDirection) screenreader.ID {
	siblings := v.parts[p.parent].children
	switch {
	case to == toParent:
		return p.parent
	case to == toNext && p.index+1 < len(siblings):
		return siblings[p.index+1]
	case to == toPrevious && p.index > 0 && p.index <= len(siblings):
		return siblings[p.index-1]
	case to == toFirst && len(p.children) > 0:
		return p.children[0]
	case to == toLast && len(p.children) > 0:
		return p.children[len(p.children)-1]
	}
	return 0
}

// at returns the innermost part at a place in the content, as Rect counts; the window's
// own ID where there is no other. What is drawn last is on top.
func (v *uiaView) at(x, y int) screenreader.ID {
	id := screenreader.Root
	for {
		inside := screenreader.ID(0)
		for _, child := range slices.Backward(v.parts[id].children) {
			if v.parts[child].Place.Holds(x, y) {
				inside = child
				break
			}
		}
		if inside == 0 {
			return id
		}
		id = inside
	}
}

// hidden reports whether nothing of p can be seen, because it has no size or is scrolled
// out of what holds it.
func (v *uiaView) hidden(p uiaPart) bool {
	if p.ID == screenreader.Root {
		return false
	}
	if p.State.Has(screenreader.Offscreen) || p.Place.Width <= 0 || p.Place.Height <= 0 {
		return true
	}
	for above := v.parts[p.parent]; above.Node != nil; above = v.parts[above.parent] {
		if above.Role == screenreader.List || above.ID == screenreader.Root {
			if !p.Place.Meets(above.Place) {
				return true
			}
		}
	}
	return false
}

// chosen returns the child of p that is selected, 0 when none is.
func (v *uiaView) chosen(p uiaPart) screenreader.ID {
	for _, child := range p.children {
		if isChosen(v.parts[child].Node) {
			return child
		}
	}
	return 0
}

// holder returns the List that p is chosen from, 0 where it stands in none.
func (v *uiaView) holder(p uiaPart) screenreader.ID {
	for above := v.parts[p.parent]; above.Node != nil; above = v.parts[above.parent] {
		if above.can(patternSelection) {
			return above.ID
		}
	}
	return 0
}

func isChosen(n *screenreader.Node) bool {
	return n.State.Has(screenreader.Selected) || n.Role == screenreader.Choice && n.State.Has(screenreader.Checked)
}
