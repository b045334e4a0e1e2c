package parts

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Table lists rows under headings. The selected row stays selected when other
// rows come: it is known by its key, not by its place.
type Table[R comparable] struct {
	Object fyne.CanvasObject

	columns  []Column[R]
	key      func(R) string
	onSelect func(row R, ok bool)

	list     *rowList
	headings []*Button
	empty    *fyne.Container

	emptySays [2]string

	rows     []R
	selected string
	sortBy   int // a column, or -1 for the order in which the rows come
	down     bool
	asGiven  []R
	moving   bool // the selection follows the rows; nobody selected anything
	// keys are what further keys do with the selected row.
	keys map[fyne.KeyName]func(row R)
	copy func(row R) // nil when rows are not copied

	light func(row R) Light // nil when rows do not stand out
	drawn []*tableRow[R]
}

const rowHeight float32 = 32

// NewTable makes an empty table. key tells rows apart. onSelect is called when
// another row is selected, and with ok false when the selected row went away.
func NewTable[R comparable](columns []Column[R], key func(R) string, onSelect func(row R, ok bool)) *Table[R] {
	return NewLitTable(columns, key, onSelect, nil)
}

// NewLitTable is NewTable whose rows stand out as light says. Relight shows that
// light says something else.
func NewLitTable[R comparable](columns []Column[R], key func(R) string, onSelect func(row R, ok bool), light func(R) Light) *Table[R] {
	t := &Table[R]{
		columns: columns, key: key, onSelect: onSelect, sortBy: -1, keys: map[fyne.KeyName]func(R){}, light: light,
	}
	t.list = newRowList(rowHeight, func() int { return len(t.rows) }, t.newRow, t.fillRow, t.typed)
	t.list.copied, t.list.told, t.list.name = t.copied, t.told, titles(columns)
	t.list.OnSelected = t.chosen
	heading := container.New(nil)
	for i, c := range columns {
		title := t.newHeading(i, c)
		heading.Add(title)
		if c.Sort != nil {
			columns[i].heading = title.MinSize().Width - GapTiny
		}
	}
	heading.Layout = columnsOf(columns, 34)
	t.empty = container.NewVBox()
	t.empty.Hide()
	look := Look{Fill: ColorSurface, Stroke: ColorBorder, Radius: CardCurve, PadX: GapSmall + 2, PadY: GapTiny}
	ground := NewSurface(look, Tower(
		container.NewVBox(heading, widget.NewSeparator()), container.NewStack(t.list, t.empty), nil))
	t.list.lit = ground.lights()
	t.Object = ground
	return t
}

func (t *Table[R]) newHeading(i int, c Column[R]) fyne.CanvasObject {
	if c.Sort == nil {
		return NewText(Style{Size: theme.SizeNameCaptionText, Bold: true, Quiet: true, Cut: true}, c.Title)
	}
	b := NewCompactButton(Bare, c.Title, func() { t.SortOn(i) })
	b.lead, b.heading = true, true
	t.headings = append(t.headings, b)
	return outdent(b)
}

// Set shows rows, in the chosen order.
func (t *Table[R]) Set(rows []R) {
	if slices.Equal(rows, t.asGiven) && t.asGiven != nil {
		return
	}
	t.asGiven = slices.Clone(rows)
	top, above := t.top()
	t.arrange()
	t.keepTop(top, above)
}

// top is the key of the uppermost row in sight, and how much of the list is above
// it; no key where the list was not scrolled.
func (t *Table[R]) top() (key string, above float32) {
	offset := t.list.GetScrollOffset()
	i := int(offset / t.list.pitch())
	if offset <= 0 || i >= len(t.rows) {
		return "", 0
	}
	return t.key(t.rows[i]), offset - float32(i)*t.list.pitch()
}

// keepTop lets the row that was uppermost stay there when others came or went above
// it.
func (t *Table[R]) keepTop(key string, above float32) {
	if i := t.index(key); i >= 0 {
		t.list.ScrollToOffset(float32(i)*t.list.pitch() + above)
	}
}

// SetEmpty says what stands where there are no rows.
func (t *Table[R]) SetEmpty(what, more string) {
	if said := [2]string{what, more}; t.emptySays != said {
		t.emptySays = said
		t.empty.RemoveAll()
		t.empty.Add(NewEmpty(what, more))
		t.empty.Hidden = len(t.rows) > 0
		t.empty.Refresh()
	}
}

// Select selects the row with that key, if there is one.
func (t *Table[R]) Select(key string) {
	if i := t.index(key); i >= 0 {
		t.list.Select(i)
	}
}

// Selected is the selected row.
func (t *Table[R]) Selected() (row R, ok bool) {
	if i := t.index(t.selected); i >= 0 {
		return t.rows[i], true
	}
	return row, false
}

// Rows are the rows as they are shown.
func (t *Table[R]) Rows() []R { return slices.Clone(t.rows) }

// OnKey calls press with the selected row when key is pressed in the table.
func (t *Table[R]) OnKey(key fyne.KeyName, press func(row R)) { t.keys[key] = press }

// OnCopy calls copied with the selected row when the person copies in the table.
func (t *Table[R]) OnCopy(copied func(row R)) { t.copy = copied }

func (t *Table[R]) copied() {
	if row, ok := t.Selected(); ok && t.copy != nil {
		t.copy(row)
	}
}

// typed reports whether the key had a use for the selected row.
func (t *Table[R]) typed(key fyne.KeyName) bool {
	press, known := t.keys[key]
	row, ok := t.Selected()
	if known && ok {
		press(row)
	}
	return known && ok
}

// ScrollTo scrolls so that offset, in Fyne's units, is above what is in sight.
func (t *Table[R]) ScrollTo(offset float32) { t.list.ScrollToOffset(offset) }

// Focus puts the keyboard into the table.
func (t *Table[R]) Focus(c fyne.Canvas) { c.Focus(t.list) }

func (t *Table[R]) index(key string) int {
	return slices.IndexFunc(t.rows, func(r R) bool { return key != "" && t.key(r) == key })
}

// SortOn sorts by a column as a press on its heading does: a second one turns the
// order round.
func (t *Table[R]) SortOn(column int) {
	t.down = t.sortBy == column && !t.down
	t.sortBy = column
	at := 0
	for i, c := range t.columns {
		if c.Sort == nil {
			continue
		}
		switch {
		case i != column:
			t.headings[at].SetPicture("")
		case t.down:
			t.headings[at].SetPicture(PictureDown)
		default:
			t.headings[at].SetPicture(PictureUp)
		}
		at++
	}
	t.arrange()
}

// arrange sorts the rows and lets the selection follow its row, without moving
// what the person is looking at.
func (t *Table[R]) arrange() {
	lit := ""
	if at := t.list.at; at >= 0 && at < len(t.rows) {
		lit = t.key(t.rows[at])
	}
	t.rows = t.asGiven
	if t.sortBy >= 0 {
		t.rows = slices.Clone(t.asGiven)
		less := t.columns[t.sortBy].Sort
		slices.SortStableFunc(t.rows, func(a, b R) int {
			if t.down {
				return less(b, a)
			}
			return less(a, b)
		})
	}
	t.empty.Hidden = len(t.rows) > 0
	offset := t.list.GetScrollOffset()
	t.moving = true
	i := t.index(t.selected)
	t.list.UnselectAll()
	if i >= 0 {
		t.list.Select(i)
	}
	if at := t.index(lit); at >= 0 && at != t.list.at {
		t.list.Highlight(at) // where the arrow keys go on from
	}
	t.moving = false
	t.list.Refresh()
	t.list.ScrollToOffset(offset)
	t.empty.Refresh()
	if i >= 0 {
		t.onSelect(t.rows[i], true)
	} else if t.selected != "" {
		t.selected = ""
		var none R
		t.onSelect(none, false)
	}
}

func (t *Table[R]) chosen(i widget.ListItemID) {
	if t.moving || i >= len(t.rows) {
		return
	}
	t.selected = t.key(t.rows[i])
	t.onSelect(t.rows[i], true)
}

// outdent moves a heading that can be pressed to the left by its own padding, so
// that its text stands above the cells.
func outdent(b *Button) fyne.CanvasObject {
	return container.New(outdentLayout(GapTiny), b)
}

type outdentLayout float32

func (l outdentLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (l outdentLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(-float32(l), 0))
	objects[0].Resize(fyne.NewSize(min(size.Width+float32(l), objects[0].MinSize().Width), size.Height))
}
