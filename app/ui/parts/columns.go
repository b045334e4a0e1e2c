package parts

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Face is how the cells of a column are drawn.
type Face int

// The faces of a column.
const (
	FaceText   Face = iota
	FaceStrong      // bold
	FaceQuiet
	FaceCode   // monospaced
	FacePill   // a word on a rounded ground, by Tone
	FaceStatus // sign and word, by Tone
	FaceNote   // text, with a sign before it where Tone is a problem or asks for attention
	FaceButton // a destructive button that calls Press
	FaceSwitch // on or off; a press calls Press
)

// Column is one column of a Table, as data.
type Column[R any] struct {
	Title string
	Width float32 // at least
	Grow  float32 // its share of the width that is left
	Face  Face
	Text  func(row R) string
	Tone  func(row R) Tone // for FacePill, FaceStatus and FaceNote
	Sort  func(a, b R) int // nil when the column does not sort
	Press func(row R)      // for FaceButton and FaceSwitch
	// On is for FaceSwitch: whether it is on, and whether it cannot be switched. Its
	// Text is what a screen reader says.
	On func(row R) (on, fixed bool)

	heading float32 // the width that its title needs
}

// columnsLayout gives the cells of a row, or of the heading, the widths of the
// columns.
type columnsLayout struct {
	widths []float32 // at least
	wanted []float32 // where there is room
	grow   []float32
	height float32
}

func columnsOf[R any](columns []Column[R], height float32) *columnsLayout {
	l := &columnsLayout{height: height}
	for _, c := range columns {
		l.widths = append(l.widths, c.Width)
		l.wanted = append(l.wanted, max(c.Width, c.heading))
		l.grow = append(l.grow, c.Grow)
	}
	return l
}

const columnGap = GapSmall

func (l *columnsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(columnGap*float32(len(l.widths)+1), l.height)
	for _, w := range l.widths {
		size.Width += w
	}
	return size
}

func (l *columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := l.share(max(size.Width-l.MinSize(nil).Width, 0))
	x := float32(columnGap)
	for i, o := range objects {
		width := widths[i]
		least := o.MinSize()
		o.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
		o.Resize(fyne.NewSize(width, least.Height))
		x += width + columnGap
	}
}

// share gives the columns what is left of the width: first to those whose titles do not
// fit yet, the rest to those that grow.
func (l *columnsLayout) share(spare float32) []float32 {
	widths := slices.Clone(l.widths)
	lacking, shares := float32(0), float32(0)
	for i := range widths {
		lacking += l.wanted[i] - l.widths[i]
		shares += l.grow[i]
	}
	part := float32(1) // of what they lack
	if lacking > spare {
		part = spare / lacking
	}
	for i := range widths {
		widths[i] += part * (l.wanted[i] - l.widths[i])
		if shares > 0 {
			widths[i] += max(spare-lacking, 0) * l.grow[i] / shares
		}
	}
	return widths
}
