package screenreader

import "slices"

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
	*Node
	parent   ID
	index    int // among the parent's children
	children []ID
}

// uiaView is a Tree as it is asked by programs that hold on to parts: each is found by its
// ID, or not at all once it is gone. A view is not changed any more.
type uiaView struct {
	tree  *Tree
	parts map[ID]uiaPart
}

// newUIAView looks through the tree once. What has no ID, or that of another part, is left
// out: who walks from neighbour to neighbour must not walk in circles.
func newUIAView(tree *Tree) *uiaView {
	v := &uiaView{tree, make(map[ID]uiaPart)}
	if tree.Window != nil {
		v.add(tree.Window, 0, 0)
	}
	return v
}

func (v *uiaView) add(n *Node, parent ID, index int) {
	v.parts[n.ID] = uiaPart{Node: n, parent: parent, index: index}
	var children []ID
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
func (v *uiaView) step(p uiaPart, to uiaDirection) ID {
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
func (v *uiaView) at(x, y int) ID {
	id := Root
	for {
		inside := ID(0)
		for _, child := range slices.Backward(v.parts[id].children) {
			if v.parts[child].Place.contains(x, y) {
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

func (r Rect) contains(x, y int) bool {
	return x >= r.X && x < r.X+r.Width && y >= r.Y && y < r.Y+r.Height
}

func (r Rect) meets(s Rect) bool {
	return r.X < s.X+s.Width && s.X < r.X+r.Width && r.Y < s.Y+s.Height && s.Y < r.Y+r.Height
}

// hidden reports whether nothing of p can be seen, because it has no size or is scrolled
// out of what holds it.
func (v *uiaView) hidden(p uiaPart) bool {
	if p.ID == Root {
		return false
	}
	if p.State.Has(Offscreen) || p.Place.Width <= 0 || p.Place.Height <= 0 {
		return true
	}
	for above := v.parts[p.parent]; above.Node != nil; above = v.parts[above.parent] {
		if above.Role == List || above.ID == Root {
			if !p.Place.meets(above.Place) {
				return true
			}
		}
	}
	return false
}

// chosen returns the child of p that is selected, 0 when none is.
func (v *uiaView) chosen(p uiaPart) ID {
	for _, child := range p.children {
		if v.parts[child].isChosen() {
			return child
		}
	}
	return 0
}

// holder returns the List that p is chosen from, 0 where it stands in none.
func (v *uiaView) holder(p uiaPart) ID {
	for above := v.parts[p.parent]; above.Node != nil; above = v.parts[above.parent] {
		if above.can(patternSelection) {
			return above.ID
		}
	}
	return 0
}

func (n *Node) isChosen() bool {
	return n.State.Has(Selected) || n.Role == Choice && n.State.Has(Checked)
}
