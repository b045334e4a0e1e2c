package uia

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"localhostdoctor/platform/screenreader"
)

// sketch writes a view down by walking from neighbour to neighbour, as other programs do.
func sketch(v *uiaView) string {
	var out strings.Builder
	var walk func(id screenreader.ID, depth int)
	walk = func(id screenreader.ID, depth int) {
		fmt.Fprintf(&out, "%s%d\n", strings.Repeat(" ", depth), id)
		for child := v.step(v.parts[id], toFirst); child != 0; child = v.step(v.parts[child], toNext) {
			walk(child, depth+1)
		}
	}
	walk(screenreader.Root, 0)
	return out.String()
}

func TestWhoWalksThroughTheWindowFindsEachPartOnceAndWhereItIs(t *testing.T) {
	hostile := false
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		var made []*screenreader.Node
		var grow func(depth int) *screenreader.Node
		grow = func(depth int) *screenreader.Node {
			n := &screenreader.Node{ID: screenreader.ID(random.IntN(60)), Role: screenreader.Role(random.IntN(int(screenreader.MenuItem) + 1))} // also the same twice, and none
			made = append(made, n)
			for range random.IntN(5) {
				if depth < 4 {
					n.Children = append(n.Children, grow(depth+1))
				}
			}
			return n
		}
		window := grow(0)
		window.ID = screenreader.Root
		v := newUIAView(&screenreader.Tree{Window: window})
		seen := map[screenreader.ID]bool{}
		for _, line := range strings.Fields(sketch(v)) {
			var id screenreader.ID
			if _, err := fmt.Sscan(line, &id); err != nil {
				t.Fatal(err)
			}
			if id == 0 || seen[id] {
				t.Fatalf("seed %d: %d is met twice, or is no part:\n%s", seed, id, sketch(v))
			}
			seen[id] = true
		}
		if len(seen) != len(v.parts) {
			t.Fatalf("seed %d: %d of %d parts can be reached", seed, len(seen), len(v.parts))
		}
		for id, p := range v.parts {
			for _, step := range []struct{ there, back uiaDirection }{{toNext, toPrevious}, {toPrevious, toNext}, {toFirst, toParent}, {toLast, toParent}} {
				if to := v.step(p, step.there); to != 0 && v.step(v.parts[to], step.back) != id {
					t.Fatalf("seed %d: from %d by %d and back is not %d", seed, id, step.there, id)
				}
			}
		}
		hostile = hostile || len(made) > len(v.parts)
	}
}

func TestThePartUnderThePointer(t *testing.T) {
	v := newUIAView(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Place: screenreader.Rect{X: 0, Y: 0, Width: 100, Height: 100}, Children: []*screenreader.Node{
		{ID: 2, Role: screenreader.List, Place: screenreader.Rect{X: 0, Y: 0, Width: 100, Height: 50}, Children: []*screenreader.Node{
			{ID: 3, Role: screenreader.Row, Place: screenreader.Rect{X: 0, Y: 0, Width: 100, Height: 20}},
			{ID: 4, Role: screenreader.Row, Place: screenreader.Rect{X: 0, Y: 60, Width: 100, Height: 20}}, // scrolled out
		}},
		{ID: 5, Role: screenreader.Dialog, Place: screenreader.Rect{X: 40, Y: 10, Width: 20, Height: 80}},
	}}})
	for _, c := range []struct {
		name string
		x, y int
		want screenreader.ID
	}{
		{"a row", 5, 5, 3},
		{"the list between its rows", 5, 30, 2},
		{"what lies on top", 50, 15, 5},
		{"not what is scrolled out", 5, 65, screenreader.Root},
		{"its left edge belongs to it", 40, 10, 5},
		{"its right edge does not", 60, 10, 3},
		{"nowhere", -5, 500, screenreader.Root},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := v.at(c.x, c.y); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}

func TestWhatCannotBeSeenIsSaidToBe(t *testing.T) {
	v := newUIAView(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Place: screenreader.Rect{X: 0, Y: 0, Width: 100, Height: 100}, Children: []*screenreader.Node{
		{ID: 2, Role: screenreader.List, Place: screenreader.Rect{X: 0, Y: 0, Width: 100, Height: 50}, Children: []*screenreader.Node{
			{ID: 3, Role: screenreader.Row, Place: screenreader.Rect{X: 0, Y: 45, Width: 100, Height: 20}},
			{ID: 4, Role: screenreader.Row, Place: screenreader.Rect{X: 0, Y: 60, Width: 100, Height: 20}, Children: []*screenreader.Node{{ID: 5, Role: screenreader.Button, Place: screenreader.Rect{X: 0, Y: 60, Width: 10, Height: 10}}}},
		}},
		{ID: 6, Role: screenreader.Button, Place: screenreader.Rect{X: 100, Y: 0, Width: 10, Height: 10}},
		{ID: 7, Role: screenreader.Text},
		{ID: 8, Role: screenreader.Group, Children: []*screenreader.Node{{ID: 9, Role: screenreader.Text, Place: screenreader.Rect{X: 1, Y: 1, Width: 1, Height: 1}}}},
		{ID: 10, Role: screenreader.Text, State: screenreader.Offscreen, Place: screenreader.Rect{X: 1, Y: 1, Width: 1, Height: 1}},
	}}})
	hidden := map[screenreader.ID]bool{4: true, 5: true, 6: true, 7: true, 8: true, 10: true}
	for id, p := range v.parts {
		if v.property(p, propIsOffscreen, uiaAbout{}) != hidden[id] {
			t.Errorf("%d: hidden is not %v", id, hidden[id])
		}
	}
}

func TestWhatIsChosenAndFromWhere(t *testing.T) {
	v := newUIAView(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Children: []*screenreader.Node{
		{ID: 2, Role: screenreader.List, Children: []*screenreader.Node{
			{ID: 3, Role: screenreader.Row, State: screenreader.Selectable, Children: []*screenreader.Node{{ID: 4, Role: screenreader.Switch}}},
			{ID: 5, Role: screenreader.Row, State: screenreader.Selectable | screenreader.Selected},
		}},
		{ID: 6, Role: screenreader.Group, Children: []*screenreader.Node{{ID: 7, Role: screenreader.Choice}, {ID: 8, Role: screenreader.Choice, State: screenreader.Checked}}},
		{ID: 9, Role: screenreader.List},
	}}})
	for _, c := range []struct{ id, chosen, holder screenreader.ID }{{2, 5, 0}, {3, 0, 2}, {4, 0, 2}, {6, 8, 0}, {7, 0, 0}, {9, 0, 0}} {
		if chosen, holder := v.chosen(v.parts[c.id]), v.holder(v.parts[c.id]); chosen != c.chosen || holder != c.holder {
			t.Errorf("in %d is chosen %d, from %d; want %d, from %d", c.id, chosen, holder, c.chosen, c.holder)
		}
	}
}
