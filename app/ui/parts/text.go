package parts

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Style is how a Text is written. The zero Style is one line of ordinary text.
type Style struct {
	Size   fyne.ThemeSizeName // empty: ordinary
	Bold   bool
	Mono   bool
	Quiet  bool
	Tone   Tone
	Wrap   bool    // may take several lines
	Cut    bool    // ends with an ellipsis where there is no room
	Hold   float32 // as much of a text that may be cut is shown always, in Fyne's units
	Center bool
	Right  bool // ends at the right
	Copy   bool // can be selected with the mouse and copied
}

// The styles in use.
var (
	StyleBody      = Style{Wrap: true}
	StyleQuiet     = Style{Wrap: true, Quiet: true}
	StyleSmall     = Style{Size: theme.SizeNameCaptionText, Wrap: true, Quiet: true}
	StyleTitle     = Style{Size: theme.SizeNameHeadingText, Bold: true}
	StyleHeading   = Style{Size: theme.SizeNameSubHeadingText, Bold: true, Wrap: true}
	StyleSmallCode = Style{Size: theme.SizeNameCaptionText, Mono: true, Wrap: true, Copy: true}
	StyleCode      = Style{Mono: true, Wrap: true, Copy: true}
)

// Text is a label without the padding that Fyne puts around one.
type Text struct {
	widget.BaseWidget
	said  string // the label's text has line ends in it
	hold  float32
	label *widget.Label
	drawn fyne.CanvasObject // the label, or what it is part of
	news  bool              // is said to screen readers as soon as it appears
}

// NewText writes s.
func NewText(style Style, s string) *Text {
	t := &Text{said: forward(s), hold: style.Hold}
	if style.Copy {
		own := newReadable(t.said, t.Said)
		t.label, t.drawn = &own.Label, own
	} else {
		t.label = widget.NewLabel(t.said)
		t.drawn = t.label
	}
	label := t.label
	label.SizeName = style.Size
	label.TextStyle = fyne.TextStyle{Bold: style.Bold, Monospace: style.Mono}
	switch {
	case style.Wrap:
		label.Wrapping = fyne.TextWrapWord
	case style.Cut:
		label.Truncation = fyne.TextTruncateEllipsis
	}
	if style.Center {
		label.Alignment = fyne.TextAlignCenter
	}
	if style.Right {
		label.Alignment = fyne.TextAlignTrailing
	}
	label.Importance = importance(style)
	t.ExtendBaseWidget(t)
	return t
}

func importance(style Style) widget.Importance {
	switch {
	case style.Quiet, style.Tone == Unknown:
		return widget.LowImportance
	case style.Tone == Fine:
		return widget.SuccessImportance
	case style.Tone == Attention:
		return widget.WarningImportance
	case style.Tone == Problem:
		return widget.DangerImportance
	default:
		return widget.MediumImportance
	}
}

// forward keeps a sentence of ours running from left to right that begins with a name
// written from right to left: Fyne, like the Unicode Bidirectional Algorithm (rule P2),
// lets the first letter decide, and would turn the whole sentence around.
func forward(s string) string {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko):
			return "\u200e" + s
		case unicode.IsLetter(r):
			return s
		}
	}
	return s
}

// News lets screen readers say the text as soon as it appears or is another one.
func (t *Text) News() *Text {
	t.news = true
	return t
}

// Set writes something else.
func (t *Text) Set(s string) {
	if t.said == forward(s) {
		return
	}
	t.said = forward(s)
	t.label.SetText(t.said)
	t.wrapTo(t.Size().Width)
	t.Refresh()
}

// SetTone writes in another colour.
func (t *Text) SetTone(tone Tone) {
	t.label.Importance = importance(Style{Tone: tone})
	t.label.Refresh()
}

// Said is what is written.
func (t *Text) Said() string { return strings.TrimPrefix(t.said, "\u200e") }

// AccessibilityLabel is what a screen reader says.
func (t *Text) AccessibilityLabel() string { return t.Said() }

// AccessibilityRole is what a screen reader calls it.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return &textRenderer{text: t} }

type textRenderer struct{ text *Text }

func (r *textRenderer) pad() fyne.Size {
	return fyne.NewSquareSize(r.text.Theme().Size(theme.SizeNameInnerPadding))
}

func (r *textRenderer) Layout(size fyne.Size) {
	pad := r.pad()
	r.text.wrapTo(size.Width)
	r.text.label.Move(fyne.NewPos(-pad.Width, -pad.Height))
	r.text.label.Resize(size.Add(pad).Add(pad))
}

func (r *textRenderer) MinSize() fyne.Size {
	pad := r.pad()
	size := r.text.label.MinSize().Subtract(pad).Subtract(pad)
	if r.text.hold > 0 {
		size.Width = max(size.Width, min(r.text.natural(r.text.said), r.text.hold))
	}
	return size
}

func (r *textRenderer) Refresh()                     { r.text.label.Refresh() }
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text.drawn} }
func (r *textRenderer) Destroy()                     {}
