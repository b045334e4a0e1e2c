package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// navigation is the list of screens at the left.
type navigation struct {
	object  fyne.CanvasObject
	choices map[screenID]*parts.Button
}

func newNavigation(s *shell) *navigation {
	n := &navigation{choices: map[screenID]*parts.Button{}}
	list, last := parts.VStack(2), parts.VStack(2)
	for _, e := range screens() {
		choice := parts.NewChoice(e.picture, s.say(e.title), func() { s.open(e.id) })
		n.choices[e.id] = choice
		if e.last {
			last.Add(choice)
		} else {
			list.Add(choice)
		}
	}
	mark := canvas.NewImageFromResource(parts.PictureApp.Resource())
	mark.SetMinSize(fyne.NewSquareSize(30))
	name := parts.NewText(parts.Style{Size: theme.SizeNameSubHeadingText, Bold: true, Wrap: true}, s.say(words.T("ui.name")))
	heading := parts.Inset(parts.GapSmall, parts.GapSmall, parts.Row(parts.Gap, 1, mark, name))
	look := parts.Look{Fill: parts.ColorSurface, PadX: parts.GapSmall, PadY: parts.GapSmall}
	n.object = parts.NewSurface(look, parts.Tower(parts.VStack(parts.GapSmall, heading, list), nil, last))
	return n
}

func (n *navigation) mark(id screenID) {
	for each, choice := range n.choices {
		choice.SetChosen(each == id)
	}
}

// The sizes of the window, in Fyne's units.
const (
	leastWidth   = 800
	leastHeight  = 520 // and a menu bar of at most 40 above it
	startWidth   = 1100
	startHeight  = 720
	narrow       = 960
	navigateWide = 196
	navigateThin = 176
	navigateMore = 1
)

// frame puts the navigation at the left, a line beside it, and the page, all
// thinner in a narrow window.
type frame struct{}

func (frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastWidth, leastHeight) }

func (frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, x, y := float32(navigateWide), float32(26), float32(20)
	if size.Width < narrow {
		left, x, y = navigateThin, parts.GapLarge, parts.GapLarge
	}
	left = max(left, min(objects[0].MinSize().Width, left+navigateMore)) // for the longest name of a screen
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[1].Move(fyne.NewPos(left, 0))
	objects[1].Resize(fyne.NewSize(1, size.Height))
	objects[2].Move(fyne.NewPos(left+x, y))
	objects[2].Resize(fyne.NewSize(size.Width-left-2*x, size.Height-2*y))
}
