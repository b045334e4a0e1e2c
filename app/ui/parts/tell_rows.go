package parts

import (
	"reflect"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"localhostdoctor/platform/screenreader"
)

// rowTold is a row as screen readers are told of it. Only those in sight are told: a
// hosts file may have 170,000 lines.
type rowTold struct {
	key   string // tells it from other rows
	name  string
	is    screenreader.State // Selected, or nothing
	cells []cellTold         // in which something can be pressed
}

type cellTold struct {
	column int
	role   screenreader.Role
	name   string
	state  screenreader.State
	press  func()
}

// rowKey knows a row, or the cell in one of its columns (from 1), whatever it is drawn
// on.
type rowKey struct {
	list   *rowList
	row    string
	column int
}

func (l *rowList) tell(n *screenreader.Node) bool {
	n.Role, n.Name, n.Of = screenreader.List, l.name, l.Length()
	return true
}

// inSight are the first and one after the last row of which something is in sight.
func (l *rowList) inSight() (first, after int, pitch float32) {
	if l.Length() == 0 {
		return 0, 0, 1
	}
	pitch = l.pitch()
	first = int(l.GetScrollOffset() / pitch)
	after = int((l.GetScrollOffset()+l.Size().Height)/pitch) + 1
	return max(first, 0), min(after, l.Length()), pitch
}

func (w *walk) rows(l *rowList, list *screenreader.Node, at fyne.Position) []*screenreader.Node {
	first, after, pitch := l.inSight()
	var all []*screenreader.Node
	for i := first; i < after; i++ {
		row := l.told(i)
		top := at.AddXY(0, float32(i)*pitch-l.GetScrollOffset())
		n := &screenreader.Node{
			ID: w.id(rowKey{list: l, row: row.key}), Role: screenreader.Row, Name: row.name,
			State: screenreader.Focusable | screenreader.Selectable, At: i + 1, Of: l.Length(),
			Place: w.place(top, fyne.NewSize(l.Size().Width, l.height)),
		}
		if n.State |= row.is; row.is == screenreader.Selected && list.State.Has(screenreader.Focused) {
			n.State |= screenreader.Focused
			list.State &^= screenreader.Focused
		}
		choose := func() { w.canvas.Focus(l); l.Highlight(i); l.Select(i) }
		w.deeds[n.ID] = deed{press: choose, focus: choose}
		for _, cell := range row.cells {
			n.Children = append(n.Children, w.cell(rowKey{list: l, row: row.key, column: cell.column}, cell, n.Place))
		}
		all = append(all, n)
	}
	return all
}

func (w *walk) cell(key rowKey, told cellTold, place screenreader.Rect) *screenreader.Node {
	n := &screenreader.Node{ID: w.id(key), Role: told.role, Name: told.name, State: told.state, Place: place}
	if b, ok := w.focused.(*Button); ok && b.row != nil && b.row.key() == key {
		n.State |= screenreader.Focusable | screenreader.Focused
	}
	w.deeds[n.ID] = deed{press: told.press}
	return n
}

// told is a row as its columns say it, those that say nothing left out.
func (t *Table[R]) told(i int) rowTold {
	row := t.rows[i]
	said := rowTold{key: t.key(row)}
	if said.key == t.selected {
		said.is = screenreader.Selected
	}
	var names []string
	for i, c := range t.columns {
		text := c.Text(row)
		if text == "" {
			continue
		}
		names = append(names, text)
		switch c.Face {
		case FaceButton:
			said.cells = append(said.cells, cellTold{column: i + 1, role: screenreader.Button, name: text, press: func() { c.Press(row) }})
			names = names[:len(names)-1]
		case FaceSwitch:
			cell := cellTold{column: i + 1, role: screenreader.Switch, name: text, state: screenreader.Checkable, press: func() { c.Press(row) }}
			if on, _ := c.On(row); on {
				cell.state |= screenreader.Checked
			}
			said.cells = append(said.cells, cell)
		}
	}
	said.name = strings.Join(names, ", ")
	return said
}

// titles are what the columns are called: what one hears of a row comes in their order.
func titles[R any](columns []Column[R]) string {
	var all []string
	for _, c := range columns {
		if c.Title != "" {
			all = append(all, c.Title)
		}
	}
	return strings.Join(all, ", ")
}

func (l *Lines) told(i int) rowTold {
	said := rowTold{key: strconv.Itoa(i), name: strconv.Itoa(i+1) + ": " + l.say(l.lines[i])}
	if i == l.chosen {
		said.is = screenreader.Selected
	}
	return said
}

// popUp is an open list of choices, or the menu of a text field.
func (w *walk) popUp(list *widget.PopUpMenu) *screenreader.Node {
	n := &screenreader.Node{
		ID: w.id(list), Role: screenreader.Menu, State: screenreader.Focusable,
		Place: w.place(list.Position(), list.Size()),
	}
	active := reflect.ValueOf(list.Menu).Elem().FieldByName("activeItem")
	for _, each := range list.Items {
		item, ok := itemOf(each)
		if !ok || item.IsSeparator {
			continue
		}
		part := w.item(item)
		if press := w.deeds[part.ID].press; press != nil {
			w.deeds[part.ID] = deed{press: func() { list.Dismiss(); press() }}
		}
		part.Place = w.place(list.Position().Add(each.Position()), each.Size())
		if active.IsValid() && active.Pointer() == reflect.ValueOf(each).Pointer() {
			part.State |= screenreader.Focused
		}
		n.Children = append(n.Children, part)
	}
	return n
}

// itemOf is what an item of an open menu stands for. Fyne 2.8 names neither its type nor
// which one the keyboard is on.
func itemOf(o fyne.CanvasObject) (*fyne.MenuItem, bool) {
	drawn := reflect.Indirect(reflect.ValueOf(o))
	if drawn.Kind() != reflect.Struct {
		return nil, false
	}
	field := drawn.FieldByName("Item")
	if !field.IsValid() {
		return nil, false
	}
	item, ok := field.Interface().(*fyne.MenuItem)
	return item, ok && item != nil
}

// menus are those above the window. They are drawn by Fyne, or by macOS.
func (w *walk) menus(menu *fyne.MainMenu) []*screenreader.Node {
	var all []*screenreader.Node
	for _, each := range menu.Items {
		n := &screenreader.Node{ID: w.id(each), Role: screenreader.Menu, Name: each.Label}
		for _, item := range each.Items {
			if !item.IsSeparator {
				n.Children = append(n.Children, w.item(item))
			}
		}
		all = append(all, n)
	}
	return all
}

func (w *walk) item(item *fyne.MenuItem) *screenreader.Node {
	n := &screenreader.Node{ID: w.id(item), Role: screenreader.MenuItem, Name: item.Label, State: screenreader.Focusable}
	if item.Disabled {
		n.State = screenreader.Disabled
	}
	if item.Action != nil && !item.Disabled {
		w.deeds[n.ID] = deed{press: item.Action}
	}
	return n
}
