package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// rowList is Fyne's list where the arrow keys select, as in every other table,
// and where keys without a use reach the window.
type rowList struct {
	widget.List
	at     int
	height float32                 // of a row
	use    func(fyne.KeyName) bool // tries a key on the selected row first
	copied func()                  // copies the selected row; nil where nothing is copied
	lit    func(focused bool)      // shows whether it has the focus; may be nil

	// What screen readers are told.
	name string            // what its rows are, or the titles of their columns
	told func(int) rowTold // a row
}

func newRowList(height float32, length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject), use func(fyne.KeyName) bool) *rowList {
	l := &rowList{at: -1, height: height, use: use}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.OnHighlighted = func(id int) { l.at = id }
	l.ExtendBaseWidget(l)
	return l
}

// FocusGained is Fyne's.
func (l *rowList) FocusGained() {
	l.List.FocusGained()
	if l.lit != nil {
		l.lit(true)
	}
}

// FocusLost is Fyne's.
func (l *rowList) FocusLost() {
	l.List.FocusLost()
	if l.lit != nil {
		l.lit(false)
	}
}

// TypedKey moves the selection.
func (l *rowList) TypedKey(event *fyne.KeyEvent) {
	if l.use != nil && l.use(event.Name) {
		return
	}
	switch event.Name {
	case fyne.KeyUp, fyne.KeyDown:
		before := l.at
		l.at = -1 // the mouse may have highlighted another row
		l.List.TypedKey(event)
		if l.at < 0 { // it is at the end already: that row is meant
			l.at = before
			l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			return
		}
		l.Select(l.at)
	case fyne.KeySpace:
		l.List.TypedKey(event)
	case fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		l.leap(event.Name)
	default:
		forwardKey(l, event)
	}
}

// leap selects the row that is as far away as the list is high, or the first or last
// one: Fyne's list knows single steps only.
func (l *rowList) leap(key fyne.KeyName) {
	last := l.Length() - 1
	if last < 0 {
		return
	}
	inSight := max(int(l.Size().Height/l.pitch())-1, 1)
	to := map[fyne.KeyName]int{
		fyne.KeyPageUp: l.at - inSight, fyne.KeyPageDown: max(l.at, 0) + inSight, fyne.KeyHome: 0, fyne.KeyEnd: last,
	}[key]
	l.Highlight(min(max(to, 0), last))
	l.Select(l.at)
}

// pitch is from the top of one row to that of the next.
func (l *rowList) pitch() float32 { return l.height + l.Theme().Size(theme.SizeNamePadding) }

// TypedShortcut copies the selected row.
func (l *rowList) TypedShortcut(shortcut fyne.Shortcut) {
	if _, ok := shortcut.(*fyne.ShortcutCopy); ok && l.copied != nil {
		l.copied()
	}
}

// rowWidget carries a row through Fyne's list, which knows canvas objects only.
type rowWidget struct {
	widget.BaseWidget
	content *fyne.Container
	row     any
}

func newRowWidget(content *fyne.Container, row any) *rowWidget {
	r := &rowWidget{content: content, row: row}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *rowWidget) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.content)
}
