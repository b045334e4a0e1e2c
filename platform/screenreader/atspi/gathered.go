//go:build linux && !nowindow

package atspi

import "strconv"

import "localhostdoctor/platform/screenreader"

// gathered returns what is inside a part, with those choices in a group of their own that
// stand beside other things: readers take all that is beside a choice for choices, and
// would say of the first of three that it is "2 of 40".
func gathered(n *screenreader.Node) []*screenreader.Node {
	choices := 0
	for _, child := range n.Children {
		if isChoice(child) {
			choices++
		}
	}
	if choices == 0 || choices == len(n.Children) {
		return n.Children
	}
	var all []*screenreader.Node
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

func isChoice(n *screenreader.Node) bool { return n != nil && n.Role == screenreader.Choice }

// leadingChoices is how many choices nodes begin with.
func leadingChoices(nodes []*screenreader.Node) int {
	for i, n := range nodes {
		if !isChoice(n) {
			return i
		}
	}
	return len(nodes)
}

func groupOf(in *screenreader.Node, choices []*screenreader.Node) *screenreader.Node {
	group := &screenreader.Node{ID: madeUp(in.ID, "choices from "+strconv.FormatUint(uint64(choices[0].ID), 10)), Role: screenreader.Group, Place: choices[0].Place, Children: choices}
	for _, each := range choices[1:] {
		group.Place = group.Place.With(each.Place)
	}
	return group
}
