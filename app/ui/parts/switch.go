package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Switch shows on or off by the place of its knob. It stands in the row of a table,
// which has the keyboard.
type Switch struct {
	widget.BaseWidget
	on, fixed bool
	said      string
	press     func()
}

const (
	switchWide float32 = 32
	switchHigh float32 = 18
	knobGap    float32 = 2
)

// NewSwitch makes a Switch that calls press; what it shows is changed by Set only.
func NewSwitch(press func()) *Switch {
	s := &Switch{press: press}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows on or off, quietly when it cannot be switched. said is what a screen
// reader says.
func (s *Switch) Set(on, fixed bool, said string) {
	if s.on == on && s.fixed == fixed && s.said == said {
		return
	}
	s.on, s.fixed, s.said = on, fixed, said
	s.Refresh()
}

// AccessibilityLabel is what a screen reader says.
func (s *Switch) AccessibilityLabel() string { return s.said }

// AccessibilityRole is what a screen reader calls it.
func (s *Switch) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped presses the switch, also one that cannot be switched: then the press is
// answered with the reason.
func (s *Switch) Tapped(*fyne.PointEvent) { s.press() }

// Cursor is the hand where something can be pressed.
func (s *Switch) Cursor() desktop.Cursor {
	if s.fixed {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer is Fyne's.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer {
	r := &switchRenderer{owner: s, track: canvas.NewRectangle(nil), knob: canvas.NewCircle(nil)}
	r.track.CornerRadius = switchHigh / 2
	r.paint()
	return r
}

type switchRenderer struct {
	owner *Switch
	track *canvas.Rectangle
	knob  *canvas.Circle
}

func (r *switchRenderer) paint() {
	s := r.owner
	track, knob := theme.ColorNameInputBorder, ColorSurface
	switch {
	case s.fixed && s.on:
		track = ColorQuiet
	case s.on:
		track, knob = theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	}
	r.track.FillColor = colorOf(s, track)
	r.knob.FillColor = colorOf(s, knob)
}

func (r *switchRenderer) Layout(size fyne.Size) {
	top := (size.Height - switchHigh) / 2
	r.track.Resize(fyne.NewSize(switchWide, switchHigh))
	r.track.Move(fyne.NewPos(0, top))
	across := switchHigh - 2*knobGap
	x := knobGap
	if r.owner.on {
		x = switchWide - knobGap - across
	}
	r.knob.Resize(fyne.NewSquareSize(across))
	r.knob.Move(fyne.NewPos(x, top+knobGap))
}

func (r *switchRenderer) MinSize() fyne.Size { return fyne.NewSize(switchWide, rowHeight-GapTiny) }

func (r *switchRenderer) Refresh() {
	r.paint()
	r.Layout(r.owner.Size())
	canvas.Refresh(r.owner)
}

func (r *switchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.knob}
}

func (r *switchRenderer) Destroy() {}
