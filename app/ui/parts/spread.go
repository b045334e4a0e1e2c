package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Spread puts left and right at the two ends of a line, or right below left where the
// line is too short for both, as it is in languages with long words.
func Spread(gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&spreadLayout{gap: gap}, left, right)
}

type spreadLayout struct {
	gap   float32
	width float32 // of the line, as it was last
}

func (l *spreadLayout) fits(left, right fyne.Size) bool {
	return l.width == 0 || left.Width+l.gap+right.Width <= l.width
}

// MinSize is as wide as the wider of both; its height follows from the last width.
func (l *spreadLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	size := fyne.NewSize(max(left.Width, right.Width), max(left.Height, right.Height))
	if !l.fits(left, right) {
		size.Height = left.Height + GapSmall + right.Height
	}
	return size
}

func (l *spreadLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	left, right := objects[0].MinSize(), objects[1].MinSize()
	if !l.fits(left, right) {
		objects[0].Move(fyne.NewPos(0, 0))
		objects[0].Resize(fyne.NewSize(size.Width, left.Height))
		objects[1].Move(fyne.NewPos(max(size.Width-right.Width, 0), left.Height+GapSmall))
		objects[1].Resize(fyne.NewSize(min(right.Width, size.Width), right.Height))
		return
	}
	objects[0].Move(fyne.NewPos(0, (size.Height-left.Height)/2))
	objects[0].Resize(fyne.NewSize(size.Width-l.gap-right.Width, left.Height))
	objects[1].Move(fyne.NewPos(size.Width-right.Width, (size.Height-right.Height)/2))
	objects[1].Resize(right)
}

// FlowCentered is Flow with each line in the middle.
func FlowCentered(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&centeredFlow{}, objects...)
}

type centeredFlow struct{ width float32 }

// lines says how many objects stand on each line.
func (l *centeredFlow) lines(objects []fyne.CanvasObject) (counts []int, widths []float32) {
	for _, o := range objects {
		wide := o.MinSize().Width
		last := len(counts) - 1
		if last >= 0 && (l.width == 0 || widths[last]+GapSmall+2+wide <= l.width) {
			counts[last]++
			widths[last] += GapSmall + 2 + wide
			continue
		}
		counts, widths = append(counts, 1), append(widths, wide)
	}
	return counts, widths
}

func (l *centeredFlow) high(objects []fyne.CanvasObject) float32 {
	high := float32(0)
	for _, o := range objects {
		high = max(high, o.MinSize().Height)
	}
	return high
}

// MinSize is as wide as the widest object; its height follows from the last width.
func (l *centeredFlow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size.Width = max(size.Width, o.MinSize().Width)
	}
	counts, _ := l.lines(objects)
	n := float32(len(counts))
	size.Height = n*l.high(objects) + max(n-1, 0)*GapSmall
	return size
}

func (l *centeredFlow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	high := l.high(objects)
	counts, widths := l.lines(objects)
	at, y := 0, float32(0)
	for i, count := range counts {
		x := (size.Width - widths[i]) / 2
		for _, o := range objects[at : at+count] {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(o.MinSize().Width, high))
			x += o.MinSize().Width + GapSmall + 2
		}
		at += count
		y += high + GapSmall
	}
}
