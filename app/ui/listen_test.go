package ui

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/platform/fake"
	"localhostdoctor/platform/screenreader"
)

// heard is a screen reader that keeps what it was shown.
type heard struct {
	handler screenreader.Handler
	trees   []*screenreader.Tree
	closed  int
}

func (h *heard) Show(tree *screenreader.Tree) { h.trees = append(h.trees, tree) }
func (h *heard) Close() error                 { h.closed++; return nil }

func (h *heard) last() *screenreader.Node { return h.trees[len(h.trees)-1].Window }

// find returns the first part that says name.
func (h *heard) find(t *testing.T, role screenreader.Role, name string) *screenreader.Node {
	t.Helper()
	var all []string
	for _, n := range everyNode(h.last()) {
		if n.Role == role && n.Name == name {
			return n
		}
		all = append(all, n.Name)
	}
	t.Fatalf("no part of role %d says %q in:\n%s", role, name, strings.Join(all, "\n"))
	return nil
}

func everyNode(n *screenreader.Node) []*screenreader.Node {
	all := []*screenreader.Node{n}
	for _, child := range n.Children {
		all = append(all, everyNode(child)...)
	}
	return all
}

// listenTo lets a screen reader read w from now on.
func listenTo(t *testing.T, w *Window) *heard {
	t.Helper()
	h := &heard{}
	err := w.Listen(func(_ fyne.Window, handler screenreader.Handler) (screenreader.Reader, error) {
		h.handler = handler
		return h, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestNothingIsLookedAtForScreenReadersWhileThereIsNone(t *testing.T) {
	w, runner := openOn(t, fake.New())
	before := runner.Ticking()
	h := listenTo(t, w)
	runner.Tick()
	if runner.Ticking() != before || len(h.trees) != 0 {
		t.Errorf("%d more ticks, %d trees", runner.Ticking()-before, len(h.trees))
	}
	h.handler.Wanted(true)
	if runner.Ticking() != before+1 || len(h.trees) != 1 {
		t.Errorf("one that listens: %d more ticks, %d trees", runner.Ticking()-before, len(h.trees))
	}
	h.handler.Wanted(false)
	if runner.Ticking() != before {
		t.Errorf("one that went: %d more ticks", runner.Ticking()-before)
	}
	h.handler.Wanted(true)
	w.closed()
	if h.closed != 1 || runner.Ticking() != before {
		t.Errorf("after the window: closed %d times, %d more ticks", h.closed, runner.Ticking()-before)
	}
	h.handler.Wanted(true)
	h.handler.Press(screenreader.Root)
	if trees := len(h.trees); trees != 2 {
		t.Errorf("%d trees after the end", trees-2)
	}
}

func TestLocalhostIsRepairedThroughAScreenReader(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	computer.Files["/etc/hosts"].WriteErr = nil
	w, runner := openOn(t, computer)
	h := listenTo(t, w)
	h.handler.Wanted(true)
	h.find(t, screenreader.Note, "Localhost is broken on this computer")
	if headline := h.find(t, screenreader.Heading, "Localhost is broken on this computer"); headline.Level != 1 {
		t.Errorf("the headline is %+v", headline)
	}
	h.handler.Press(h.find(t, screenreader.Button, "Repair localhost…").ID)
	dialog := h.find(t, screenreader.Dialog, "Repair localhost in /etc/hosts")
	if len(h.last().Children) != 1 || !dialog.State.Has(screenreader.Modal) {
		t.Errorf("beside the dialog there are %d parts", len(h.last().Children)-1)
	}
	repair := h.find(t, screenreader.Button, "Repair")
	if h.last().Focused() != repair {
		t.Errorf("the keyboard is on %+v", h.last().Focused())
	}
	h.handler.Focus(h.find(t, screenreader.Button, "Cancel").ID)
	if said := h.last().Focused().Name; said != "Cancel" {
		t.Errorf("the keyboard is on %q", said)
	}
	h.handler.Press(repair.ID)
	done := h.find(t, screenreader.Button, "Done")
	if !slices.ContainsFunc(everyNode(h.last()), func(n *screenreader.Node) bool {
		return n.Role == screenreader.Note && strings.Contains(n.Name, "The hosts file was repaired.")
	}) {
		t.Error("nobody is told at once that it worked")
	}
	h.handler.Press(done.ID)
	runner.Tick()
	h.find(t, screenreader.Heading, "Localhost works on this computer")
}

func TestARowIsHeardWithItsPlaceInTheList(t *testing.T) {
	computer := fake.New()
	for i := range 200 {
		computer.Run(program(100+i, "server", fake.Obeys), "127.0.0.1:"+strconv.Itoa(4000+i))
	}
	w, runner := openOn(t, computer)
	h := listenTo(t, w)
	w.goTo(portsScreen)
	h.handler.Wanted(true)
	list := listOf(t, h)
	if !strings.HasPrefix(list.Name, "Port, Program, ") {
		t.Errorf("the list is called %q", list.Name)
	}
	if rows := len(list.Children); rows < 5 || rows > 40 {
		t.Fatalf("%d rows of 200 are told", rows)
	}
	third := list.Children[2]
	if third.At != 3 || third.Of < 200 || !strings.HasPrefix(third.Name, "4002, server") {
		t.Errorf("the third row is %+v", third)
	}
	h.handler.Focus(third.ID)
	focused := h.last().Focused()
	if focused.ID != third.ID || !focused.State.Has(screenreader.Selected) {
		t.Errorf("the keyboard is on %+v", focused)
	}
	w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	for range fullEvery {
		runner.Tick()
	}
	if next := h.last().Focused(); next.At != 4 {
		t.Errorf("one further down the keyboard is on %+v", next)
	}
	page := w.built[portsScreen].(*portsPage)
	page.table.ScrollTo(3000)
	h.handler.Wanted(true)
	if first := listOf(t, h).Children[0].At; first < 50 {
		t.Errorf("after scrolling the first row is number %d", first)
	}
}

// Orca 48 says the places of choices by these numbers; what it counts by itself comes in
// any order.
func TestChoicesAreHeardWithTheirPlaces(t *testing.T) {
	computer := fake.New()
	computer.Run(program(100, "server", fake.Obeys), "127.0.0.1:4000")
	w, _ := openOn(t, computer)
	h := listenTo(t, w)
	w.goTo(portsScreen)
	h.handler.Wanted(true)
	for name, place := range map[string]int{"Check-up": 1, "Ports": 2, "About": 8} {
		if n := h.find(t, screenreader.Choice, name); n.At != place || n.Of != 8 {
			t.Errorf("%s is %d of %d, want %d of 8", name, n.At, n.Of, place)
		}
	}
	page := w.built[portsScreen].(*portsPage)
	if n := h.find(t, screenreader.Choices, "Who can reach it"); n.At != 1 || n.Of != len(page.reach.Options) {
		t.Errorf("number %d of %d is chosen", n.At, n.Of)
	}
	if list := listOf(t, h); list.Of != len(page.table.Rows()) {
		t.Errorf("a list of %d rows", list.Of)
	}
}

func listOf(t *testing.T, h *heard) *screenreader.Node {
	t.Helper()
	for _, n := range everyNode(h.last()) {
		if n.Role == screenreader.List && len(n.Children) > 0 {
			return n
		}
	}
	t.Fatal("there is no list")
	return nil
}

func TestASentenceIsTypedThroughAScreenReader(t *testing.T) {
	w, _ := openOn(t, fake.New())
	h := listenTo(t, w)
	w.goTo(testScreen)
	h.handler.Wanted(true)
	field := h.last().Focused()
	if field.Role != screenreader.Field || field.Name == "" || field.Help == field.Name {
		t.Fatalf("the keyboard is on %+v", field)
	}
	h.handler.Write(field.ID, "localhost:62893")
	if now := h.last().Focused(); now.ID != field.ID || now.Value != "localhost:62893" {
		t.Errorf("the field is %+v", now)
	}
	entry := w.window.Canvas().Focused().(*parts.Search)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	h.handler.Wanted(true)
	if now := h.last().Focused(); now.Caret != 15 || now.Anchor != 15 {
		t.Errorf("at the end of the line: caret %d, anchor %d", now.Caret, now.Anchor)
	}
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	h.handler.Wanted(true)
	if now := h.last().Focused(); max(now.Caret, now.Anchor)-min(now.Caret, now.Anchor) != 15 {
		t.Errorf("all of it selected: caret %d, anchor %d", now.Caret, now.Anchor)
	}
}

func TestTheMenusAreHeard(t *testing.T) {
	w, _ := openOn(t, fake.New())
	h := listenTo(t, w)
	h.handler.Wanted(true)
	if said := h.last().Name; said != "Check-up – Localhost Doctor" {
		t.Errorf("the window is called %q", said)
	}
	h.handler.Press(h.find(t, screenreader.MenuItem, "Hosts file").ID)
	if said := h.last().Name; w.current != hostsScreen || said != "Hosts file – Localhost Doctor" {
		t.Errorf("the screen is %q, and the window is called %q", w.current, said)
	}
}

func TestAnOpenListOfChoicesIsHeard(t *testing.T) {
	w, _ := openOn(t, fake.New())
	h := listenTo(t, w)
	w.goTo(portsScreen)
	h.handler.Wanted(true)
	pick := h.find(t, screenreader.Choices, "Who can reach it")
	if pick.Value == "" {
		t.Errorf("nothing is chosen: %+v", pick)
	}
	h.handler.Press(pick.ID)
	list := h.last().Children[0]
	if list.Role != screenreader.Menu || len(list.Children) < 3 {
		t.Fatalf("the list is %+v", list)
	}
	w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	h.handler.Wanted(true)
	first := h.last().Focused()
	if first == nil || first.Role != screenreader.MenuItem || first.Name == "" {
		t.Fatalf("the keyboard is on %+v", first)
	}
	h.handler.Press(first.ID)
	h.handler.Wanted(true)
	if now := h.find(t, screenreader.Choices, "Who can reach it").Value; now != first.Name {
		t.Errorf("%q is chosen, want %q", now, first.Name)
	}
}
