package uia

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"localhostdoctor/platform/screenreader"
)

func TestWhatIsToldOfAChange(t *testing.T) {
	window := func(active bool, below ...*screenreader.Node) *screenreader.Tree {
		return &screenreader.Tree{Active: active, Window: &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window, Name: "W", Children: below}}
	}
	named := func(title string, tree *screenreader.Tree) *screenreader.Tree { tree.Window.Name = title; return tree }
	button := func(id screenreader.ID, state screenreader.State) *screenreader.Node {
		return &screenreader.Node{ID: id, Role: screenreader.Button, Name: "B", State: state}
	}
	for _, c := range []struct {
		name        string
		before, now *screenreader.Tree
		want        []uiaEvent
	}{
		{"nothing changed", window(true, button(2, screenreader.Focused)), window(true, button(2, screenreader.Focused)), nil},
		{
			"the keyboard went on", window(true, button(2, screenreader.Focused), button(3, 0)), window(true, button(2, 0), button(3, screenreader.Focused)),
			[]uiaEvent{{what: eventFocusChanged, part: 3}},
		},
		{
			"the person came to the window", window(false, button(2, screenreader.Focused)), window(true, button(2, screenreader.Focused)),
			[]uiaEvent{{what: eventFocusChanged, part: 2}},
		},
		{
			"the part with the keyboard is gone", window(true, button(2, screenreader.Focused)), window(true, button(3, 0)),
			[]uiaEvent{{what: eventStructureChanged, part: 1}, {what: eventFocusChanged, part: 1}},
		},
		{
			"another screen, and the keyboard where it was", window(true, button(2, screenreader.Focused)), named("Ports", window(true, button(2, screenreader.Focused))),
			[]uiaEvent{{what: eventPropertyChanged, part: 1, asked: propName, from: "W", to: "Ports"}, {what: eventNotification, part: 1, text: "Ports"}},
		},
		{
			"another screen, and the keyboard nowhere", window(true, button(2, screenreader.Focused)), named("Ports", window(true, button(2, 0))),
			[]uiaEvent{{what: eventPropertyChanged, part: 1, asked: propName, from: "W", to: "Ports"}, {what: eventFocusChanged, part: 1}},
		},
		{
			"the person went away", window(true, button(2, screenreader.Focused)), window(false, button(3, screenreader.Focused)),
			[]uiaEvent{{what: eventStructureChanged, part: 1}},
		},
		{"a part came", window(true), window(true, button(2, 0)), []uiaEvent{{what: eventStructureChanged, part: 1}}},
		{
			"inside of what came nothing more is told", window(true), window(true, &screenreader.Node{ID: 2, Role: screenreader.Group, Children: []*screenreader.Node{button(3, 0)}}),
			[]uiaEvent{{what: eventStructureChanged, part: 1}},
		},
		{
			"rows changed places", window(true, button(2, 0), button(3, 0)), window(true, button(3, 0), button(2, 0)),
			[]uiaEvent{{what: eventStructureChanged, part: 1}},
		},
		{
			"a name changed", window(true, button(2, 0)), window(true, &screenreader.Node{ID: 2, Role: screenreader.Button, Name: "C"}),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propName, from: "B", to: "C"}},
		},
		{
			"a help was taken away", window(true, &screenreader.Node{ID: 2, Role: screenreader.Button, Name: "B", Help: "H"}), window(true, button(2, 0)),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propHelpText, from: "H", to: nil}},
		},
		{
			"switched off", window(true, button(2, 0)), window(true, button(2, screenreader.Disabled)),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propIsEnabled, from: true, to: false}},
		},
		{
			"ticked", window(true, &screenreader.Node{ID: 2, Role: screenreader.Check}), window(true, &screenreader.Node{ID: 2, Role: screenreader.Check, State: screenreader.Checked}),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propToggleState, from: int32(0), to: int32(1)}},
		},
		{
			"opened", window(true, &screenreader.Node{ID: 2, Role: screenreader.Choices}), window(true, &screenreader.Node{ID: 2, Role: screenreader.Choices, State: screenreader.Expanded}),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propExpandState, from: int32(0), to: int32(1)}},
		},
		{
			"a row was chosen", window(true, &screenreader.Node{ID: 2, Role: screenreader.Row, State: screenreader.Selectable}), window(true, &screenreader.Node{ID: 2, Role: screenreader.Row, State: screenreader.Selectable | screenreader.Selected}),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propIsSelected, from: false, to: true}, {what: eventElementSelected, part: 2}},
		},
		{
			"a letter was typed", window(true, &screenreader.Node{ID: 2, Role: screenreader.Field, State: screenreader.Editable}), window(true, &screenreader.Node{ID: 2, Role: screenreader.Field, State: screenreader.Editable, Value: "a", Caret: 1, Anchor: 1}),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propValue, from: "", to: "a"}, {what: eventTextChanged, part: 2}, {what: eventSelectionInText, part: 2}},
		},
		{
			"the caret went on", window(true, &screenreader.Node{ID: 2, Role: screenreader.Field, Value: "ab"}), window(true, &screenreader.Node{ID: 2, Role: screenreader.Field, Value: "ab", Caret: 1}),
			[]uiaEvent{{what: eventSelectionInText, part: 2}},
		},
		{
			"a dialog opened", window(true, button(2, screenreader.Focused)), window(true, button(2, 0), &screenreader.Node{ID: 3, Role: screenreader.Dialog, Children: []*screenreader.Node{button(4, screenreader.Focused)}}),
			[]uiaEvent{{what: eventStructureChanged, part: 1}, {what: eventWindowOpened, part: 3}, {what: eventFocusChanged, part: 4}},
		},
		{
			"a dialog closed", window(true, button(2, 0), &screenreader.Node{ID: 3, Role: screenreader.Dialog, Children: []*screenreader.Node{button(4, screenreader.Focused)}}), window(true, button(2, screenreader.Focused)),
			[]uiaEvent{{what: eventWindowClosed, part: 3}, {what: eventStructureChanged, part: 1}, {what: eventFocusChanged, part: 2}},
		},
		{
			"a menu", window(true, &screenreader.Node{ID: 3, Role: screenreader.Menu, State: screenreader.Focusable}), window(true, &screenreader.Node{ID: 4, Role: screenreader.Menu, State: screenreader.Focusable}),
			[]uiaEvent{{what: eventMenuClosed, part: 3}, {what: eventStructureChanged, part: 1}, {what: eventMenuOpened, part: 4}},
		},
		{
			"the menu bar is no open menu", window(true), window(true, &screenreader.Node{ID: 3, Role: screenreader.Menu, Name: "View"}),
			[]uiaEvent{{what: eventStructureChanged, part: 1}},
		},
		{
			"something is said", window(true), window(true, &screenreader.Node{ID: 2, Role: screenreader.Note, Name: "Copied"}),
			[]uiaEvent{{what: eventStructureChanged, part: 1}, {what: eventNotification, part: 2, text: "Copied"}},
		},
		{
			"something else is said", window(true, &screenreader.Node{ID: 2, Role: screenreader.Note, Name: "Copied"}), window(true, &screenreader.Node{ID: 2, Role: screenreader.Note, Name: "Saved"}),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propName, from: "Copied", to: "Saved"}, {what: eventNotification, part: 2, text: "Saved"}},
		},
		{
			"an empty note says nothing", window(true, &screenreader.Node{ID: 2, Role: screenreader.Note, Name: "Copied"}), window(true, &screenreader.Node{ID: 2, Role: screenreader.Note}),
			[]uiaEvent{{what: eventPropertyChanged, part: 2, asked: propName, from: "Copied", to: ""}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := uiaChanges(newUIAView(c.before), newUIAView(c.now)); !slices.Equal(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// grownTree is any window; parts keep their roles, as they do in the window.
func grownTree(random *rand.Rand) *screenreader.Tree {
	var grow func(depth int) *screenreader.Node
	next := screenreader.ID(1)
	grow = func(depth int) *screenreader.Node {
		id := next
		next += screenreader.ID(1 + random.IntN(3))
		n := &screenreader.Node{
			ID: id, Role: screenreader.Role(int(id*7) % int(screenreader.MenuItem+1)), Name: fmt.Sprint("name ", random.IntN(3)), Value: fmt.Sprint(random.IntN(3)),
			State: screenreader.State(random.Uint32()) & (screenreader.Modal<<1 - 1), Caret: random.IntN(9) - 3, Anchor: random.IntN(9) - 3,
		}
		for range random.IntN(4) {
			if depth < 4 {
				n.Children = append(n.Children, grow(depth+1))
			}
		}
		return n
	}
	return &screenreader.Tree{Active: random.IntN(2) == 0, Window: grow(0)}
}

// Whoever keeps a copy of the window by the events that are told has the right one: what
// is not told did not change.
func TestWhoFollowsWhatIsToldKnowsTheWindow(t *testing.T) {
	for seed := range uint64(500) {
		random := rand.New(rand.NewPCG(seed, 2))
		before, now := newUIAView(grownTree(random)), newUIAView(grownTree(random))
		told := uiaChanges(before, now)
		rebuilt := map[screenreader.ID]bool{}
		changed := map[screenreader.ID]map[uiaProp]any{}
		for _, e := range told {
			switch e.what {
			case eventStructureChanged:
				rebuilt[e.part] = true
			case eventPropertyChanged:
				if changed[e.part] == nil {
					changed[e.part] = map[uiaProp]any{}
				}
				changed[e.part][e.asked] = e.to
			}
		}
		now.eachPart(func(p uiaPart) {
			old, known := before.parts[p.ID]
			if !known {
				return
			}
			if !rebuilt[p.ID] && !slices.Equal(old.children, p.children) {
				t.Fatalf("seed %d: nobody said that %d holds others", seed, p.ID)
			}
			for _, asked := range uiaWatched {
				want := now.property(p, asked, uiaAbout{})
				got := before.property(old, asked, uiaAbout{})
				if to, told := changed[p.ID][asked]; told {
					got = to
				}
				if got != want {
					t.Fatalf("seed %d: %d of %d is thought to be %v, is %v", seed, asked, p.ID, got, want)
				}
			}
		})
	}
}
