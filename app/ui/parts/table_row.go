package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// tableRow is what is drawn of a row. It is drawn on again for another row as soon
// as that comes into sight.
type tableRow[R comparable] struct {
	*fyne.Container
	row   R
	fill  []func() // one for each column: shows what row has there
	light *rowLight
}

// buttonRow is the row that a button stands in at the moment.
type buttonRow struct {
	key    func() rowKey
	reveal func() // scrolls to it
}

func (t *Table[R]) newRow() fyne.CanvasObject {
	row := &tableRow[R]{Container: container.New(columnsOf(t.columns, rowHeight)), light: newRowLight()}
	for i, c := range t.columns {
		object, fill := drawCell(c, row)
		if b, ok := object.(*Button); ok {
			b.row = &buttonRow{
				key:    func() rowKey { return rowKey{list: t.list, row: t.key(row.row), column: i + 1} },
				reveal: func() { t.list.ScrollTo(t.index(t.key(row.row))) },
			}
		}
		row.Add(object)
		row.fill = append(row.fill, fill)
	}
	if t.light == nil {
		return newRowWidget(row.Container, row)
	}
	t.drawn = append(t.drawn, row)
	return newRowWidget(container.NewStack(row.light.lit(row.Container)...), row)
}

func (t *Table[R]) fillRow(i widget.ListItemID, object fyne.CanvasObject) {
	holder, ok := object.(*rowWidget)
	if !ok || i >= len(t.rows) {
		return
	}
	row, ok := holder.row.(*tableRow[R])
	if !ok {
		return
	}
	row.row = t.rows[i]
	for _, fill := range row.fill {
		fill()
	}
	t.lightUp(row)
}

func (t *Table[R]) lightUp(row *tableRow[R]) {
	var none R
	if t.light != nil && row.row != none {
		row.light.show(t.light(row.row), t.list)
	}
}

// Relight draws the lights of the rows in sight anew, and nothing else.
func (t *Table[R]) Relight() {
	for _, row := range t.drawn {
		t.lightUp(row)
	}
}

// drawCell makes the cell of a column in row, and what fills it.
func drawCell[R comparable](c Column[R], row *tableRow[R]) (fyne.CanvasObject, func()) {
	switch c.Face {
	case FaceButton:
		b := NewCompactButton(Destructive, "", func() { c.Press(row.row) })
		return b, func() {
			text := c.Text(row.row)
			b.SetLabel(text)
			b.Hidden = text == ""
		}
	case FaceSwitch:
		s := NewSwitch(func() { c.Press(row.row) })
		return s, func() {
			on, fixed := c.On(row.row)
			s.Set(on, fixed, c.Text(row.row))
		}
	default:
		drawn := newCell(c.Face)
		return drawn, func() {
			tone := Plain
			if c.Tone != nil {
				tone = c.Tone(row.row)
			}
			drawn.set(c.Text(row.row), tone)
		}
	}
}
