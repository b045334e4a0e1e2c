//go:build linux && !nowindow

package atspi

import (
	"strings"
	"unicode/utf8"

	"localhostdoctor/platform/screenreader"
)

// part is a Node and where it stands in the tree.
type part struct {
	*screenreader.Node
	parent *part // nil for the window
	index  int   // among those inside parent
	inside []*part
	away   bool // it is not in the window now
}

// view is a Tree in which parts are found by ID. It is not changed any more.
type view struct {
	tree   *screenreader.Tree
	window *part // nil when nothing was shown
	parts  map[screenreader.ID]*part
	order  []*part // each before what it holds
}

// look makes a view of a tree; of no tree too.
func look(tree *screenreader.Tree) *view {
	if tree == nil || tree.Window == nil {
		return &view{tree: &screenreader.Tree{}, parts: map[screenreader.ID]*part{}}
	}
	size := count(tree.Window)
	v := &view{tree: tree, parts: make(map[screenreader.ID]*part, size), order: make([]*part, 0, size)}
	v.window = v.add(tree.Window, nil)
	return v
}

func count(n *screenreader.Node) int {
	total := 1
	for _, child := range n.Children {
		if child != nil {
			total += count(child)
		}
	}
	return total
}

// add puts a node into the view with all that is in it. What has no ID, or that of
// another part, could not be told from it: it is left out.
func (v *view) add(n *screenreader.Node, parent *part) *part {
	if n == nil || n.ID == 0 || v.parts[n.ID] != nil {
		return nil
	}
	p := &part{Node: plain(n), parent: parent}
	v.parts[n.ID] = p
	v.order = append(v.order, p)
	children, away := withAway(n)
	for i, child := range children {
		if c := v.add(child, p); c != nil {
			c.away = away[i]
			c.index = len(p.inside)
			p.inside = append(p.inside, c)
		}
	}
	return p
}

// maxText is how many bytes of a text are told. A text of that length is read aloud for
// hours; D-Bus would refuse a message of 128 MiB by ending the connection.
const maxText = 1 << 20

// plain is n with texts that D-Bus takes. It ends the connection of whoever sends one
// that is not UTF-8 or has a zero byte in it (D-Bus Specification, "Valid Object Paths"
// and "Marshaling": STRING).
func plain(n *screenreader.Node) *screenreader.Node {
	if fits(n.Name) && fits(n.Value) && fits(n.Help) {
		return n
	}
	clean := *n
	clean.Name, clean.Value, clean.Help = fitting(n.Name), fitting(n.Value), fitting(n.Help)
	return &clean
}

func fits(text string) bool {
	return len(text) <= maxText && utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}

func fitting(text string) string {
	if fits(text) {
		return text
	}
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// sameTree reports whether two trees say the same.
func sameTree(a, b *screenreader.Tree) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Language == b.Language && a.Active == b.Active && a.Left == b.Left && a.Top == b.Top && sameNode(a.Window, b.Window)
}

func sameNode(a, b *screenreader.Node) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || len(a.Children) != len(b.Children) || !sameItself(a, b) {
		return false
	}
	for i := range a.Children {
		if !sameNode(a.Children[i], b.Children[i]) {
			return false
		}
	}
	return true
}

// sameItself compares all but the children.
func sameItself(a, b *screenreader.Node) bool {
	return a.ID == b.ID && a.Role == b.Role && a.State == b.State && a.Place == b.Place &&
		a.Level == b.Level && a.At == b.At && a.Of == b.Of && a.Caret == b.Caret && a.Anchor == b.Anchor &&
		a.Name == b.Name && a.Value == b.Value && a.Help == b.Help
}
