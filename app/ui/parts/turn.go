package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// lineStep is how far an arrow key scrolls, in Fyne's units.
const lineStep float32 = 40

// Turn scrolls what is in root with the keys of a reader: by a page, a line, or to an
// end. Where several things can be scrolled it is the one with the focus, then the first.
func Turn(root fyne.CanvasObject, key fyne.KeyName) {
	scroll := scrollFor(root)
	if scroll == nil {
		return
	}
	height := scroll.Size().Height
	by := map[fyne.KeyName]float32{
		fyne.KeyUp: -lineStep, fyne.KeyDown: lineStep,
		fyne.KeyPageUp: lineStep - height, fyne.KeyPageDown: height - lineStep,
		fyne.KeyHome: -scroll.Content.Size().Height, fyne.KeyEnd: scroll.Content.Size().Height,
	}[key]
	if by != 0 {
		most := max(scroll.Content.Size().Height-height, 0)
		scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, min(max(scroll.Offset.Y+by, 0), most)))
	}
}

func scrollFor(root fyne.CanvasObject) *container.Scroll {
	if c := fyne.CurrentApp().Driver().CanvasForObject(root); c != nil {
		if focused, ok := c.Focused().(fyne.CanvasObject); ok {
			if around := scrollsAround(root, focused); len(around) > 0 {
				return around[len(around)-1]
			}
		}
	}
	return firstScroll(root)
}

// firstScroll is the first thing below o that has more to show than it has room for.
func firstScroll(o fyne.CanvasObject) *container.Scroll {
	if o == nil || !o.Visible() {
		return nil
	}
	if s, ok := o.(*container.Scroll); ok && s.Content.Size().Height > s.Size().Height {
		return s
	}
	for _, each := range inside(o) {
		if s := firstScroll(each); s != nil {
			return s
		}
	}
	return nil
}

// Saying is everything that can be read below o, in its order: texts, and what the
// drawings show. Rows of a table and what is written on buttons are not among it.
func Saying(o fyne.CanvasObject) []string {
	if o == nil || !o.Visible() {
		return nil
	}
	if a, ok := o.(fyne.Accessible); ok && a.AccessibilityRole() == fyne.AccessibleRoleText {
		if _, typed := o.(fyne.Focusable); typed || a.AccessibilityLabel() == "" {
			return nil
		}
		return []string{a.AccessibilityLabel()}
	}
	var said []string
	for _, each := range inside(o) {
		said = append(said, Saying(each)...)
	}
	return said
}
