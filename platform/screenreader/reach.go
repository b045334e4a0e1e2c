package screenreader

import "slices"

// Find returns the part of that ID below n, or n itself; nil when there is none.
func (n *Node) Find(id ID) *Node {
	if n == nil || n.ID == id {
		return n
	}
	for _, child := range n.Children {
		if found := child.Find(id); found != nil {
			return found
		}
	}
	return nil
}

// Focused returns the innermost part below n that has the keyboard, nil when none has.
func (n *Node) Focused() *Node {
	for _, child := range slices.Backward(n.Children) {
		if found := child.Focused(); found != nil {
			return found
		}
	}
	if n.State.Has(Focused) {
		return n
	}
	return nil
}
