//go:build linux && !nowindow

package atspi

import (
	"slices"
	"strings"
	"testing"

	"localhostdoctor/platform/screenreader"
)

// example is a window with a part of each kind.
func example() *screenreader.Tree {
	return &screenreader.Tree{Language: "pt-BR", Active: true, Left: 100, Top: 50, Window: &screenreader.Node{
		ID: 1, Role: screenreader.Window, Name: "Localhost Doctor", Place: screenreader.Rect{X: 0, Y: 0, Width: 800, Height: 560}, Children: []*screenreader.Node{
			{ID: 2, Role: screenreader.Heading, Name: "Check-up", Level: 1, Place: screenreader.Rect{X: 10, Y: 10, Width: 200, Height: 30}},
			{ID: 3, Role: screenreader.Button, Name: "Check again", Help: "Looks once more", State: screenreader.Focusable | screenreader.Focused, Place: screenreader.Rect{X: 10, Y: 50, Width: 100, Height: 30}},
			{ID: 4, Role: screenreader.Check, Name: "Also UDP", State: screenreader.Focusable | screenreader.Checkable, Place: screenreader.Rect{X: 10, Y: 90, Width: 100, Height: 30}},
			{ID: 5, Role: screenreader.Field, Name: "Address", Value: "shop.test: hällo", Caret: 3, Anchor: 5, State: screenreader.Focusable | screenreader.Editable, Place: screenreader.Rect{X: 10, Y: 130, Width: 100, Height: 30}},
			{ID: 6, Role: screenreader.List, Name: "Ports", Of: 12, State: screenreader.Focusable, Place: screenreader.Rect{X: 10, Y: 170, Width: 300, Height: 90}, Children: []*screenreader.Node{
				{ID: 7, Role: screenreader.Row, Name: "3000 node", At: 3, Of: 12, State: screenreader.Focusable | screenreader.Selectable | screenreader.Selected, Place: screenreader.Rect{X: 10, Y: 170, Width: 300, Height: 30}},
				{ID: 8, Role: screenreader.Row, Name: "5432 postgres", At: 4, Of: 12, State: screenreader.Focusable | screenreader.Selectable, Place: screenreader.Rect{X: 10, Y: 200, Width: 300, Height: 30}},
			}},
			{ID: 9, Role: screenreader.Choices, Name: "Language", Value: "Deutsch", At: 2, Of: 7, State: screenreader.Focusable | screenreader.Expandable, Place: screenreader.Rect{X: 10, Y: 270, Width: 100, Height: 30}},
			{ID: 10, Role: screenreader.Switch, Name: "Night", State: screenreader.Focusable | screenreader.Checkable | screenreader.Checked, Place: screenreader.Rect{X: 10, Y: 300, Width: 100, Height: 30}},
		},
	}}
}

// listing writes what libatspi, the library of screen readers, sees of a program.
const listing = `
import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi
states = Atspi.StateType.__enum_values__.values()
def show(o, depth=0):
    has = o.get_state_set()
    print('  ' * depth + o.get_role_name(), repr(o.get_name()), *sorted(s.value_nick for s in states if has.contains(s)),
        *sorted(k + '=' + v for k, v in o.get_attributes().items() if k != 'toolkit'))
    for i in range(o.get_child_count()):
        child = o.get_child_at_index(i)
        if child.get_index_in_parent() != i:
            print('at', i, 'but says', child.get_index_in_parent())
        show(child, depth + 1)
desktop = Atspi.get_desktop(0)
for i in range(desktop.get_child_count()):
    app = desktop.get_child_at_index(i)
    for j in range(app.get_child_count()):
        show(app.get_child_at_index(j))
`

func TestAScreenReaderSeesWhatIsInTheWindow(t *testing.T) {
	d := newDesk(t)
	w := newWindow()
	r := opened(t, w)
	d.startAccess()
	d.switchReader(readerEnabled, true)
	d.reading()
	w.wait(t, "wanted")
	r.Show(example())
	got := strings.Split(strings.ReplaceAll(d.python(listing), "push button", "button"), "\n") // as libatspi 2.56 has it
	want := strings.Split(strings.TrimSpace(`
frame 'Localhost Doctor' active enabled resizable sensitive showing visible
  heading 'Check-up' enabled sensitive showing visible level=1
  button 'Check again' enabled focusable focused sensitive showing visible
  check box 'Also UDP' checkable enabled focusable sensitive showing visible
  entry 'Address' editable enabled focusable selectable-text sensitive showing single-line visible
  list 'Ports' enabled focusable sensitive showing visible setsize=12
    list item '3000 node' enabled focusable selectable selected sensitive showing visible posinset=3 setsize=12
    list item '5432 postgres' enabled focusable selectable sensitive showing visible posinset=4 setsize=12
  combo box 'Language' collapsed enabled expandable focusable has-popup sensitive showing visible posinset=2 setsize=7
    label 'Deutsch' enabled focusable selectable selected sensitive visible
  toggle button 'Night' checkable checked enabled focusable pressed sensitive showing visible
`), "\n")
	got = slices.DeleteFunc(got, func(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "list item ''") })
	if !slices.Equal(got, want) {
		t.Errorf("seen:\n%s", strings.Join(got, "\n"))
	}
}
