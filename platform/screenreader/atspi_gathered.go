//go:build linux && !nowindow

package screenreader

import "strconv"

// gathered returns what is inside a part, with those choices in a group of their own that
// stand beside other things: readers take all that is beside a choice for choices, and
// would say of the first of three that it is "2 of 40".
func gathered(n *Node) []*Node {
	choices := 0
	for _, child := range n.Children {
		if isChoice(child) {
			choices++
		}
	}
	if choices == 0 || choices == len(n.Children) {
		return n.Children
	}
	var all []*Node
	for rest := n.Children; len(rest) > 0; {
		row := leadingChoices(rest)
		if row == 0 {
			all, rest = append(all, rest[0]), rest[1:]
			continue
		}
		all, rest = append(all, groupOf(n, rest[:row])), rest[row:]
	}
	return all
}

func isChoice(n *Node) bool { return n != nil && n.Role == Choice }

// leadingChoices is how many choices nodes begin with.
func leadingChoices(nodes []*Node) int {
	for i, n := range nodes {
		if !isChoice(n) {
			return i
		}
	}
	return len(nodes)
}

func groupOf(in *Node, choices []*Node) *Node {
	group := &Node{ID: madeUp(in.ID, "choices from "+strconv.FormatUint(uint64(choices[0].ID), 10)), Role: Group, Place: choices[0].Place, Children: choices}
	for _, each := range choices[1:] {
		group.Place = group.Place.with(each.Place)
	}
	return group
}

// with is the smallest place that holds both.
func (r Rect) with(other Rect) Rect {
	left, top := min(r.X, other.X), min(r.Y, other.Y)
	right, bottom := max(r.X+r.Width, other.X+other.Width), max(r.Y+r.Height, other.Y+other.Height)
	return Rect{left, top, right - left, bottom - top}
}
