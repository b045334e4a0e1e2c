//go:build linux && !nowindow

package atspi

import (
	"strconv"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// selectionOffer is which of the parts in another are the chosen ones
// (org.a11y.atspi.Selection). Choosing is a click; nothing is unchosen.
var selectionOffer = offer{
	name: "Selection",
	has:  func(o object) bool { return isPart(o) && selects(o.part) },
	properties: map[string]property{
		"NSelectedChildren": {signature: "i", value: func(o object) any { return small(len(o.part.selected())) }},
	},
	methods: map[string]method{
		"GetSelectedChild": {"i", "(so)", func(o object, values []any) ([]any, *dbus.Error) {
			p, err := pick(o.part.selected(), values)
			if err != nil {
				return nil, err
			}
			return give(o.to(p))
		}},
		"IsChildSelected": {"i", "b", func(o object, values []any) ([]any, *dbus.Error) {
			p, err := pick(o.part.inside, values)
			if err != nil {
				return nil, err
			}
			return give(p.State.Has(screenreader.Selected))
		}},
		"SelectChild":           {"i", "b", selectChild},
		"DeselectSelectedChild": {"i", "b", refuse},
		"DeselectChild":         {"i", "b", refuse},
		"SelectAll":             {"", "b", refuse},
		"ClearSelection":        {"", "b", refuse},
	},
}

// selects reports whether one of the parts in p can be chosen.
func selects(p *part) bool {
	switch p.Role {
	case screenreader.List, screenreader.Menu, screenreader.Choices:
		return true
	}
	return false
}

func (p *part) selected() []*part {
	var all []*part
	for _, each := range p.inside {
		if each.State.Has(screenreader.Selected) {
			all = append(all, each)
		}
	}
	return all
}

func pick(parts []*part, values []any) (*part, *dbus.Error) {
	i := int(values[0].(int32))
	if i < 0 || i >= len(parts) {
		return nil, badValue("no child " + strconv.Itoa(i))
	}
	return parts[i], nil
}

func selectChild(o object, values []any) ([]any, *dbus.Error) {
	p, err := pick(o.part.inside, values)
	if err != nil {
		return nil, err
	}
	can := p.State.Has(screenreader.Selectable) && !p.State.Has(screenreader.Disabled)
	if can && !p.State.Has(screenreader.Selected) {
		o.options.Handler.Press(p.ID)
	}
	return give(can)
}
