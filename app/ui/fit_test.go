//go:build test

package ui

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// eastern are fonts of Debian's packages fonts-vlgothic and fonts-droid-fallback. Fyne's
// own fonts have no Chinese and no Japanese; the real window takes such letters from the
// fonts of the computer, which builds with the tag test leave alone.
var eastern = map[string]string{
	"ja":      "/usr/share/fonts/truetype/vlgothic/VL-PGothic-Regular.ttf",
	"zh-Hans": "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
}

// written is the theme with a font for a language.
type written struct {
	fyne.Theme
	font fyne.Resource
}

func (w *written) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return w.Theme.Font(style)
	}
	return w.font
}

// openInLanguage opens the window in a language, with a font that has its letters.
func openInLanguage(t *testing.T, language string, brightness Brightness, width, height float32) *Window {
	t.Helper()
	speaker, err := words.NewSpeaker(assets.Languages, "lang", language)
	if err != nil {
		t.Fatal(err)
	}
	w := openIn(t, speaker, &held{}, brightness, width, height)
	if path, ok := eastern[language]; ok {
		font, err := fyne.LoadResourceFromPath(path)
		if err != nil {
			t.Skipf("no font with the letters of %s (Debian's fonts-vlgothic and fonts-droid-fallback): %v", language, err)
		}
		w.app.Settings().SetTheme(&written{newTheme(brightness), font})
		w.notes.RemoveAll()
		w.speaker = speaker
		w.dress()
		w.goTo(checkupScreen)
	}
	return w
}

// TestEverythingFitsInEveryLanguage walks over all that is drawn of every screen in
// every state: no text is cut off, no word broken, nothing leaves the window and nothing
// lies on something else.
func TestEverythingFitsInEveryLanguage(t *testing.T) {
	sizes := []fyne.Size{{Width: 2560, Height: 1440}, {Width: 1280, Height: 900}, {Width: 800, Height: 560}}
	languages, err := words.Languages(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range languages {
		t.Run(l.Code, func(t *testing.T) {
			w := openInLanguage(t, l.Code, AlwaysLight, 800, 560)
			for _, s := range states() {
				t.Run(s.name, func(t *testing.T) {
					again(w)
					s.prepare(t, w)
					for _, size := range sizes {
						w.window.Resize(size)
						settle(w)
						for _, wrong := range misfits(w) {
							t.Errorf("%.0f: %s", size.Width, wrong)
						}
					}
				})
			}
		})
	}
}

// again makes the window as it was when it opened.
func again(w *Window) {
	for top := w.window.Canvas().Overlays().Top(); top != nil; top = w.window.Canvas().Overlays().Top() {
		w.window.Canvas().Overlays().Remove(top)
	}
	w.leaving = false
	w.closeScreens()
	w.dress()
	w.goTo(checkupScreen)
}

// area is a part of the canvas.
type area struct{ left, top, right, bottom float32 }

func areaOf(at fyne.Position, size fyne.Size) area {
	return area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (a area) cut(b area) area {
	return area{max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)}
}

// thick reports whether the area is more than a rounding error.
func (a area) thick() bool { return a.right-a.left > 1.5 && a.bottom-a.top > 1.5 }

// drawn is something that a person reads or presses, and where.
type drawn struct {
	name      string
	own, seen area
	ends      int // the ones found until then are within it
}

// fitter looks for what does not fit.
type fitter struct {
	found []drawn
	wrong []string
	rows  int // how many table rows it is in
}

func misfits(w *Window) []string {
	f := &fitter{}
	size := w.window.Canvas().Size()
	root := front(w)
	f.walk(root, fyne.NewPos(0, 0), areaOf(fyne.NewPos(0, 0), size))
	for i, a := range f.found {
		for j, b := range f.found[:i] {
			if inside := i > j && i < b.ends; !inside && a.seen.cut(b.seen).thick() {
				f.wrong = append(f.wrong, fmt.Sprintf("%s lies on %s", a.name, b.name))
			}
		}
	}
	return f.wrong
}

func (f *fitter) say(format string, args ...any) {
	f.wrong = append(f.wrong, fmt.Sprintf(format, args...))
}

func (f *fitter) walk(o fyne.CanvasObject, at fyne.Position, clip area) {
	if o == nil || !o.Visible() {
		return
	}
	own := areaOf(at, o.Size())
	mine := -1
	if name := whatIs(o); name != "" && own.cut(clip).thick() {
		mine = len(f.found)
		f.found = append(f.found, drawn{name: name, own: own, seen: own.cut(clip)})
		if own.left < clip.left-1 || own.right > clip.right+1 {
			f.say("%s leaves what it is in: from %.0f to %.0f in %.0f to %.0f", name, own.left, own.right, clip.left, clip.right)
		}
		if _, button := o.(*parts.Button); f.rows == 0 || button {
			f.fits(o, name)
		}
	}
	switch o := o.(type) {
	case *parts.Text, *parts.Button, *parts.Select:
	case *fyne.Container:
		f.all(o.Objects, at, clip)
	case fyne.Widget:
		if _, ok := o.(fyne.Scrollable); ok {
			clip = clip.cut(own)
		}
		if isRow(o) {
			f.rows++
			defer func() { f.rows-- }()
		}
		f.all(test.WidgetRenderer(o).Objects(), at, clip)
	}
	if mine >= 0 {
		f.found[mine].ends = len(f.found)
	}
}

func (f *fitter) all(objects []fyne.CanvasObject, at fyne.Position, clip area) {
	for _, o := range objects {
		if o != nil {
			f.walk(o, at.Add(o.Position()), clip)
		}
	}
}

// isRow reports whether o is a row of a table, whose cells may end with an ellipsis: the
// pane beside the table says them whole.
func isRow(o fyne.Widget) bool { return strings.Contains(fmt.Sprintf("%T", o), "listItem") }

// whatIs names what a person reads or presses; empty for all else.
func whatIs(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *parts.Text:
		if o.Said() == "" {
			return ""
		}
		return fmt.Sprintf("the text %.60q", o.Said())
	case *parts.Button:
		return fmt.Sprintf("the button %q", o.AccessibilityLabel())
	case *parts.Entry:
		return fmt.Sprintf("the field %q", o.AccessibilityLabel())
	case *parts.Search:
		return fmt.Sprintf("the field %q", o.PlaceHolder)
	case *parts.Switch:
		return fmt.Sprintf("the switch %q", o.AccessibilityLabel())
	case *parts.Box:
		return fmt.Sprintf("the box %q", o.Text)
	case *parts.Select:
		return fmt.Sprintf("the choice %q", o.Selected)
	}
	return ""
}

// fits looks whether something has the room that it needs.
func (f *fitter) fits(o fyne.CanvasObject, name string) {
	size, least := o.Size(), o.MinSize()
	switch o := o.(type) {
	case *parts.Text:
		label := test.WidgetRenderer(o).Objects()[0].(fyne.Widget)
		inside := test.WidgetRenderer(label).Objects()
		f.textFits(o, inside[len(inside)-1].(*widget.RichText), name) // below it is what is selected
	case *parts.Search:
		if needs := textWidth(o.PlaceHolder, theme.SizeNameText, fyne.TextStyle{}) + 16; o.Text == "" && needs > size.Width {
			f.say("%s has %.0f of the %.0f it needs", name, size.Width, needs)
		}
	case *parts.Select:
		if needs := textWidth(o.Selected, theme.SizeNameText, fyne.TextStyle{}) + 44; needs > size.Width+1 {
			f.say("%s has %.0f of the %.0f it needs", name, size.Width, needs)
		}
	case *parts.Button:
		if size.Width < least.Width-1 || size.Height < least.Height-1 {
			f.say("%s has %v of the %v it needs", name, size, least)
		}
	default:
		if size.Width < least.Width-1 || size.Height < least.Height-1 {
			f.say("%s has %v of the %v it needs", name, size, least)
		}
	}
}

func (f *fitter) textFits(o *parts.Text, label *widget.RichText, name string) {
	size, least := o.Size(), o.MinSize()
	text := label.Segments[0].(*widget.TextSegment)
	if size.Height < least.Height-1 {
		f.say("%s is %.0f high of %.0f", name, size.Height, least.Height)
	}
	for _, line := range strings.Split(text.Text, "\n") {
		// JIS X 4051 and the W3C's requirements for Chinese: what closes never begins a line,
		// what opens never ends one.
		if first, last := strings.TrimLeft(line, "。、，」』）！？：；”"), strings.TrimRight(line, "「『（“"); line != first || line != last {
			f.say("%s has the line %q", name, line)
		}
	}
	role, style := text.Style.SizeName, text.Style.TextStyle
	if role == "" {
		role = theme.SizeNameText
	}
	switch {
	case label.Truncation != fyne.TextTruncateOff, label.Wrapping == fyne.TextWrapOff:
		if needs := textWidth(o.Said(), role, style); needs > size.Width+1 {
			f.say("%s has %.0f of the %.0f it needs", name, size.Width, needs)
		}
	case !style.Monospace:
		for _, word := range strings.FieldsFunc(text.Text, unicode.IsSpace) {
			if needs := textWidth(word, role, style); needs > size.Width+1 && !strings.ContainsAny(word, "/.:") {
				f.say("%s is %.0f wide, and its word %s needs %.0f", name, size.Width, word, needs)
			}
		}
	}
}

func textWidth(s string, role fyne.ThemeSizeName, style fyne.TextStyle) float32 {
	return fyne.MeasureText(s, theme.Size(role), style).Width
}
