//go:build linux && !nowindow

package atspi

import (
	"math"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// componentOffer is where a part is (org.a11y.atspi.Component). Nobody moves a part but
// the window itself.
var componentOffer = offer{
	name: "Component",
	has:  isPart,
	methods: map[string]method{
		"Contains":             {"iiu", "b", contains},
		"GetAccessibleAtPoint": {"iiu", "(so)", getAccessibleAtPoint},
		"GetExtents":           {"u", "(iiii)", getExtents},
		"GetPosition":          {"u", "ii", getPosition},
		"GetSize": {"", "ii", func(o object, _ []any) ([]any, *dbus.Error) {
			return give(small(o.part.Place.Width), small(o.part.Place.Height))
		}},
		"GetLayer":      {"", "u", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.layer()) }},
		"GetMDIZOrder":  {"", "n", func(object, []any) ([]any, *dbus.Error) { return give(int16(-1)) }},
		"GetAlpha":      {"", "d", func(object, []any) ([]any, *dbus.Error) { return give(1.0) }},
		"GrabFocus":     {"", "b", grabFocus},
		"SetExtents":    {"iiiiu", "b", refuse},
		"SetPosition":   {"iiu", "b", refuse},
		"SetSize":       {"ii", "b", refuse},
		"ScrollTo":      {"u", "b", refuse},
		"ScrollToPoint": {"uii", "b", refuse},
	},
}

// refuse says that something was not done, which is no error for AT-SPI.
func refuse(object, []any) ([]any, *dbus.Error) { return give(false) }

// extents are a rectangle as the bus has it: (iiii).
type extents struct{ X, Y, Width, Height int32 }

// corner is where the top left corner of what coordinates count from is, in the window's
// (AtspiCoordType: 0 the screen, 1 the window, 2 the part around).
func (o object) corner(kind uint32) (x, y int, err *dbus.Error) {
	switch {
	case kind == 0:
		return -o.view.tree.Left, -o.view.tree.Top, nil
	case kind == 1 || kind == 2 && o.part.parent == nil:
		return 0, 0, nil
	case kind == 2:
		return o.part.parent.Place.X, o.part.parent.Place.Y, nil
	}
	return 0, 0, badValue("no such coordinates")
}

// extents are where a part is.
func (o object) extents(kind uint32) (extents, *dbus.Error) {
	x, y, err := o.corner(kind)
	place := o.part.Place
	return extents{small(place.X - x), small(place.Y - y), small(place.Width), small(place.Height)}, err
}

func getExtents(o object, values []any) ([]any, *dbus.Error) {
	at, err := o.extents(values[0].(uint32))
	if err != nil {
		return nil, err
	}
	return give(at)
}

func getPosition(o object, values []any) ([]any, *dbus.Error) {
	at, err := o.extents(values[0].(uint32))
	if err != nil {
		return nil, err
	}
	return give(at.X, at.Y)
}

// point reads coordinates and counts them from the window's corner.
func (o object) point(values []any) (x, y int, err *dbus.Error) {
	x, y, err = o.corner(values[2].(uint32))
	return x + int(values[0].(int32)), y + int(values[1].(int32)), err
}

func contains(o object, values []any) ([]any, *dbus.Error) {
	x, y, err := o.point(values)
	if err != nil {
		return nil, err
	}
	return give(o.part.Place.Holds(x, y))
}

func getAccessibleAtPoint(o object, values []any) ([]any, *dbus.Error) {
	x, y, err := o.point(values)
	if err != nil {
		return nil, err
	}
	return give(o.to(o.part.under(x, y)))
}

// under is the innermost part at a place; of two, the one that was drawn later.
func (p *part) under(x, y int) *part {
	for i := len(p.inside) - 1; i >= 0; i-- {
		if found := p.inside[i].under(x, y); found != nil {
			return found
		}
	}
	if p.Place.Holds(x, y) {
		return p
	}
	return nil
}

// layer is an AtspiComponentLayer.
func (o object) layer() uint32 {
	switch o.part.Role {
	case screenreader.Window:
		return 7
	case screenreader.Dialog, screenreader.Menu, screenreader.Note:
		return 5
	}
	return 3
}

func grabFocus(o object, _ []any) ([]any, *dbus.Error) {
	can := o.part.State.Has(screenreader.Focusable) && !o.part.State.Has(screenreader.Disabled)
	if can {
		o.options.Handler.Focus(o.part.ID)
	}
	return give(can)
}

// small is a number as D-Bus has them.
func small(n int) int32 { return int32(max(math.MinInt32, min(n, math.MaxInt32))) }
