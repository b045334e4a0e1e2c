//go:build places

package ui

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/ui/parts"
)

// place is where something that can be read, pressed or typed into is, in pixels
// from the top left corner of the window's content.
type place struct {
	Kind   string `json:"kind"` // button, entry, check, row, text; focus is what has the keyboard
	Text   string `json:"text"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// watchPlaces writes the places of everything on screen into the file named by
// LOCALHOST_DOCTOR_PLACES whenever they change, so that an end-to-end test can
// read the window and press what it shows.
func (w *Window) watchPlaces() {
	w.watchFrames()
	path := os.Getenv("LOCALHOST_DOCTOR_PLACES")
	if path == "" {
		return
	}
	var before []place
	w.runner.Every(200*time.Millisecond, func() {
		c := w.window.Canvas()
		root := c.Overlays().Top()
		if root == nil {
			root = c.Content()
		}
		finder := placeFinder{scale: c.Scale(), focused: c.Focused()}
		size := c.Size()
		finder.walk(root, fyne.CurrentApp().Driver().AbsolutePositionForObject(root), box{0, 0, size.Width, size.Height})
		if slices.Equal(finder.found, before) {
			return
		}
		if err := writePlaces(path, finder.found); err != nil {
			fyne.LogError("writing places", err)
			return
		}
		before = finder.found
	})
}

func writePlaces(path string, places []place) error {
	content, err := json.MarshalIndent(places, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", content, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// box is a part of the canvas: left, top, right, bottom.
type box [4]float32

func (b box) cut(c box) box {
	return box{max(b[0], c[0]), max(b[1], c[1]), min(b[2], c[2]), min(b[3], c[3])}
}

type placeFinder struct {
	scale   float32
	focused fyne.Focusable
	found   []place
}

func (f *placeFinder) walk(o fyne.CanvasObject, at fyne.Position, clip box) {
	if o == nil || !o.Visible() {
		return
	}
	own := box{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
	if _, ok := o.(fyne.Scrollable); ok {
		clip = clip.cut(own)
	}
	f.note(o, own.cut(clip))
	if focusable, ok := o.(fyne.Focusable); ok && focusable == f.focused {
		f.add("focus", "", own.cut(clip))
	}
	for _, child := range childrenOf(o) {
		f.walk(child, at.Add(child.Position()), clip)
	}
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	default:
		return nil
	}
}

func (f *placeFinder) note(o fyne.CanvasObject, seen box) {
	kind, text := "", ""
	switch o := o.(type) {
	case *parts.Button:
		kind, text = "button", o.AccessibilityLabel()
		if o.Disabled() {
			kind = "disabled"
		}
	case *parts.Search:
		kind, text = "entry", o.Text
		if text == "" {
			text = o.PlaceHolder
		}
	case *parts.Entry:
		kind, text = "entry", o.AccessibilityLabel()
	case *parts.Switch:
		kind, text = "switch", o.AccessibilityLabel()
	case *parts.Box:
		kind, text = "check", o.Text
	case *parts.Text:
		kind, text = "text", o.Said()
	case *parts.Dialog:
		return
	case fyne.Tappable:
		kind, text = "row", strings.Join(textsIn(o.(fyne.CanvasObject)), " · ")
	}
	if kind == "" || text == "" || seen[2] <= seen[0] || seen[3] <= seen[1] {
		return
	}
	f.add(kind, text, seen)
}

func (f *placeFinder) add(kind, text string, seen box) {
	pixels := func(v float32) int { return int(v * f.scale) }
	f.found = append(f.found, place{
		Kind: kind, Text: text, X: pixels(seen[0]), Y: pixels(seen[1]),
		Width: pixels(seen[2] - seen[0]), Height: pixels(seen[3] - seen[1]),
	})
}

func textsIn(o fyne.CanvasObject) []string {
	if text, ok := o.(*canvas.Text); ok && text.Visible() && text.Text != "" {
		return []string{text.Text}
	}
	var all []string
	for _, child := range childrenOf(o) {
		all = append(all, textsIn(child)...)
	}
	return all
}
