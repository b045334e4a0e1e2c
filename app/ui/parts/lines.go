package parts

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Lines shows a text of any length line by line, with numbers. It cannot be changed.
type Lines struct {
	Object fyne.CanvasObject
	list   *rowList
	lines  []string
	chosen int // index of the selected line, -1 for none
	say    func(line string) string
}

const lineHeight float32 = 20

// NewLines makes Lines without any. say returns what is shown of a line; chosen is
// called with the number of the line, from 1, that is selected.
func NewLines(say func(line string) string, chosen func(number int)) *Lines {
	l := &Lines{say: say, chosen: -1}
	l.list = newRowList(lineHeight, func() int { return len(l.lines) }, newLine, l.fill, nil)
	l.list.HideSeparators = true
	l.list.OnSelected = func(i widget.ListItemID) { l.chosen = i; chosen(i + 1) }
	l.list.told = l.told
	look := Look{Fill: ColorSurface, Stroke: ColorBorder, Radius: CardCurve, PadX: GapSmall + 2, PadY: GapSmall}
	ground := NewSurface(look, l.list)
	l.list.lit = ground.lights()
	l.Object = ground
	return l
}

// Set shows other lines.
func (l *Lines) Set(lines []string) {
	if slices.Equal(lines, l.lines) {
		return // what is selected stays so
	}
	l.lines, l.chosen = lines, -1
	l.list.UnselectAll()
	l.list.Refresh()
}

// Shown is the line with that number, from 1, as it is shown.
func (l *Lines) Shown(number int) string {
	if number < 1 || number > len(l.lines) {
		return ""
	}
	return l.say(l.lines[number-1])
}

type numberedLine struct {
	number, text *cell
}

func newLine() fyne.CanvasObject {
	line := &numberedLine{number: newCell(FaceQuiet), text: newCell(FaceCode)}
	columns := &columnsLayout{widths: []float32{52, 100}, wanted: []float32{52, 100}, grow: []float32{0, 1}, height: lineHeight}
	return newRowWidget(container.New(columns, line.number, line.text), line)
}

func (l *Lines) fill(i widget.ListItemID, object fyne.CanvasObject) {
	holder, ok := object.(*rowWidget)
	if !ok || i >= len(l.lines) {
		return
	}
	if line, ok := holder.row.(*numberedLine); ok {
		line.number.set(strconv.Itoa(i+1), Plain)
		line.text.set(l.say(l.lines[i]), Plain)
	}
}
