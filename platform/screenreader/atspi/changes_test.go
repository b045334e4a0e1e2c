//go:build linux && !nowindow

package atspi

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// heard writes signals as libatspi names them, without those for who keeps a list.
func heard(signals []signal) []string {
	all := []string{}
	for _, s := range signals {
		name, event := strings.CutPrefix(s.name, "Event.")
		if !event {
			continue
		}
		if detail := s.body[0].(string); detail != "" {
			name += ":" + detail
		}
		about := s.body[3].(dbus.Variant).Value()
		switch value := about.(type) {
		case reference:
			about = last(value.Path)
		case int32, extents:
			about = ""
		}
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %d %d %v", last(s.path), name, s.body[1], s.body[2], about)))
	}
	return all
}

func last(path dbus.ObjectPath) string {
	return string(path[strings.LastIndexByte(string(path), '/')+1:])
}

// someone is a program on no bus.
func someone(w *window) *program {
	p := newProgram(&screen{options: screenreader.Options{Name: "Localhost Doctor", Toolkit: "Fyne", Handler: w}, changed: make(chan struct{}, 1), shown: look(nil)})
	p.known(":1.7", reference{":1.0", rootPath})
	return p
}

func TestJustWhatHasChangedIsTold(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(tree *screenreader.Tree)
		told   []string
	}{
		{"nothing", func(*screenreader.Tree) {}, []string{}},
		{"the keyboard goes on", func(tree *screenreader.Tree) {
			tree.Window.Find(3).State &^= screenreader.Focused
			tree.Window.Find(4).State |= screenreader.Focused
		}, []string{"3 Object.StateChanged:focused 0 0", "4 Object.StateChanged:focused 1 0"}},
		{"a box is ticked", func(tree *screenreader.Tree) { tree.Window.Find(4).State |= screenreader.Checked }, []string{"4 Object.StateChanged:checked 1 0"}},
		{"a switch is turned", func(tree *screenreader.Tree) { tree.Window.Find(10).State &^= screenreader.Checked }, []string{
			"10 Object.StateChanged:checked 0 0", "10 Object.StateChanged:pressed 0 0",
		}},
		{"a button cannot be used now", func(tree *screenreader.Tree) { tree.Window.Find(3).State |= screenreader.Disabled }, []string{
			"3 Object.StateChanged:enabled 0 0", "3 Object.StateChanged:sensitive 0 0",
		}},
		{"it opens", func(tree *screenreader.Tree) { tree.Window.Find(9).State |= screenreader.Expanded }, []string{
			"9 Object.StateChanged:collapsed 0 0", "9 Object.StateChanged:expanded 1 0",
		}},
		{"another name", func(tree *screenreader.Tree) { tree.Window.Find(3).Name = "Stop" }, []string{"3 Object.PropertyChange:accessible-name 0 0 Stop"}},
		{"other help", func(tree *screenreader.Tree) { tree.Window.Find(3).Help = "" }, []string{"3 Object.PropertyChange:accessible-description 0 0"}},
		{"something is busy", func(tree *screenreader.Tree) { tree.Window.Find(6).State |= screenreader.Busy }, []string{"6 Object.StateChanged:busy 1 0"}},
		{"typed", func(tree *screenreader.Tree) {
			n := tree.Window.Find(5)
			n.Value, n.Caret, n.Anchor = "shoop.test: hällo", 4, 4
		}, []string{"5 Object.TextChanged:insert 3 1 o", "5 Object.TextCaretMoved 4 0", "5 Object.TextSelectionChanged 0 0"}},
		{"all is selected", func(tree *screenreader.Tree) { tree.Window.Find(5).Anchor = 16 }, []string{"5 Object.TextSelectionChanged 0 0"}},
		{"a row is chosen in a list without the keyboard", func(tree *screenreader.Tree) { tree.Window.Find(8).State |= screenreader.Selected }, []string{"8 Object.StateChanged:selected 1 0"}},
		{"a row comes into sight", func(tree *screenreader.Tree) {
			list := tree.Window.Find(6)
			list.Children = append(list.Children, &screenreader.Node{ID: 40, Role: screenreader.Row, Name: "8080 shop", At: 5, Of: 12})
		}, []string{"6 Object.ChildrenChanged:remove 4 0 AWAY", "6 Object.ChildrenChanged:add 4 0 40"}},
		{"a note", func(tree *screenreader.Tree) {
			tree.Window.Children = append(tree.Window.Children, &screenreader.Node{ID: 40, Role: screenreader.Note, Name: "Saved."})
		}, []string{"1 Object.ChildrenChanged:add 7 0 40", "40 Object.StateChanged:showing 1 0"}},
		{"a dialog", func(tree *screenreader.Tree) {
			tree.Window.Find(3).State &^= screenreader.Focused
			tree.Window.Children = append(tree.Window.Children, &screenreader.Node{ID: 40, Role: screenreader.Dialog, Children: []*screenreader.Node{{ID: 41, Role: screenreader.Button, State: screenreader.Focused}}})
		}, []string{"1 Object.ChildrenChanged:add 7 0 40", "3 Object.StateChanged:focused 0 0", "41 Object.StateChanged:focused 1 0"}},
		{"a list goes", func(tree *screenreader.Tree) { tree.Window.Children = slices.Delete(tree.Window.Children, 4, 5) }, []string{"1 Object.ChildrenChanged:remove 4 0 6"}},
		{"another order", func(tree *screenreader.Tree) {
			children := tree.Window.Children
			children[1], children[2] = children[2], children[1]
		}, []string{
			"1 Object.ChildrenChanged:remove 2 0 4", "1 Object.ChildrenChanged:remove 1 0 3",
			"1 Object.ChildrenChanged:add 1 0 4", "1 Object.ChildrenChanged:add 2 0 3",
		}},
		{"another window is used", func(tree *screenreader.Tree) { tree.Active = false }, []string{
			"1 Object.StateChanged:active 0 0", "1 Window.Deactivate 0 0 Localhost Doctor",
		}},
		{"the window is moved", func(tree *screenreader.Tree) { tree.Left++ }, []string{"1 Object.BoundsChanged 0 0"}},
		{"it becomes a link", func(tree *screenreader.Tree) { tree.Window.Find(3).Role = screenreader.Link }, []string{"3 Object.PropertyChange:accessible-role 0 0 88"}},
		{"a row is another one of more", func(tree *screenreader.Tree) {
			for i, id := range []screenreader.ID{7, 8} {
				tree.Window.Find(id).At, tree.Window.Find(id).Of = i+200, 300
			}
		}, nil},
		{"the window closes", func(tree *screenreader.Tree) { tree.Window = nil }, []string{"1 Window.Destroy 0 0 Localhost Doctor", "root Object.ChildrenChanged:remove 0 0 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := example()
			c.change(tree)
			got := heard(someone(newWindow()).changesBetween(look(example()), look(tree)))
			for i, each := range got {
				if c.told != nil && i < len(c.told) && strings.HasSuffix(c.told[i], "AWAY") {
					got[i] = each[:strings.LastIndexByte(each, ' ')] + " AWAY"
				}
			}
			if c.told == nil {
				c.told = []string{"7 Object.AttributesChanged:posinset 0 0 200", "8 Object.AttributesChanged:setsize 0 0 300"}
				got = slices.DeleteFunc(got, func(each string) bool { return !slices.Contains(c.told, each) })
			}
			if !slices.Equal(got, c.told) {
				t.Errorf("told:\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

func TestWhoComesBackToTheWindowIsToldWhereTheKeyboardIs(t *testing.T) {
	away := example()
	away.Active = false
	got := heard(someone(newWindow()).changesBetween(look(away), look(example())))
	want := []string{"1 Object.StateChanged:active 1 0", "1 Window.Activate 0 0 Localhost Doctor", "3 Object.StateChanged:focused 1 0"}
	if !slices.Equal(got, want) {
		t.Errorf("told: %q", got)
	}
}

// A client that follows what is told has at last what is there: the oracle is the new view.
func TestWhoFollowsWhatIsToldKnowsTheTree(t *testing.T) {
	p := someone(newWindow())
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 1))
		old, now := look(randomTree(random)), look(randomTree(random))
		known := map[string][]string{}
		learn(known, old, rootPath, old.window, func(screenreader.ID) bool { return true })
		for _, s := range p.changesBetween(old, now) {
			if s.name != "Event.Object.ChildrenChanged" {
				continue
			}
			parent, at, child := string(s.path), int(s.body[1].(int32)), string(s.body[3].(dbus.Variant).Value().(reference).Path)
			list := known[parent]
			if s.body[0] == "remove" {
				if at >= len(list) || list[at] != child {
					t.Fatalf("seed %d: %s is not at %d of %q", seed, child, at, list)
				}
				known[parent] = slices.Delete(slices.Clone(list), at, at+1)
				continue
			}
			known[parent] = slices.Insert(slices.Clone(list), at, child)
			for _, each := range now.order {
				if string(pathOf(each.ID)) == child && old.parts[each.ID] == nil {
					for _, inner := range each.inside {
						learn(known, now, pathOf(each.ID), inner, func(id screenreader.ID) bool { return old.parts[id] == nil })
					}
				}
			}
		}
		for _, each := range now.order {
			if got, want := known[string(pathOf(each.ID))], paths(each.inside); !slices.Equal(got, want) {
				t.Fatalf("seed %d: in %d are %q, want %q", seed, each.ID, got, want)
			}
		}
	}
}

func paths(parts []*part) []string {
	var all []string
	for _, p := range parts {
		all = append(all, string(pathOf(p.ID)))
	}
	return all
}

// learn adds p to what is known to be in parent, and what is in those that are new too.
func learn(known map[string][]string, v *view, parent dbus.ObjectPath, p *part, isNew func(screenreader.ID) bool) {
	known[string(parent)] = append(known[string(parent)], string(pathOf(p.ID)))
	if !isNew(p.ID) {
		return
	}
	for _, child := range p.inside {
		learn(known, v, pathOf(p.ID), child, isNew)
	}
}

// randomTree has some of twenty parts, in any order and any depth.
func randomTree(random *rand.Rand) *screenreader.Tree {
	window := &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window}
	all := []*screenreader.Node{window}
	for _, i := range random.Perm(20)[:random.IntN(20)] {
		n := &screenreader.Node{ID: screenreader.ID(i + 2), Role: screenreader.Group}
		parent := all[random.IntN(len(all))]
		parent.Children = append(parent.Children, n)
		all = append(all, n)
	}
	return &screenreader.Tree{Window: window}
}

func BenchmarkShowingTheSameAgain(b *testing.B) {
	trees := [2]*screenreader.Tree{large(), large()}
	s := someone(newWindow()).screen
	s.wanted = true
	s.show(trees[0])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.show(trees[i%2])
	}
}

func BenchmarkShowingOneChange(b *testing.B) {
	trees := [2]*screenreader.Tree{large(), large()}
	trees[1].Window.Find(250).Name = "changed"
	p := someone(newWindow())
	p.wanted = true
	p.show(trees[0])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		told := p.seen()
		p.show(trees[i%2])
		p.changesBetween(told, p.seen())
	}
}

// large is a window of 500 parts.
func large() *screenreader.Tree {
	window := &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window, Name: "Localhost Doctor"}
	for i := range 25 {
		group := &screenreader.Node{ID: screenreader.ID(2 + 20*i), Role: screenreader.Group}
		for j := range 19 {
			group.Children = append(group.Children, &screenreader.Node{ID: group.ID + screenreader.ID(j) + 1, Role: screenreader.Text, Name: fmt.Sprintf("What part %d of group %d says to a person", j, i), Place: screenreader.Rect{X: i, Y: j, Width: 100, Height: 20}})
		}
		window.Children = append(window.Children, group)
	}
	return &screenreader.Tree{Window: window, Active: true, Language: "en"}
}
