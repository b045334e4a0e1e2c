//go:build linux && !nowindow

package atspi

import (
	"strconv"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// actionOffer is what can be done with a part (org.a11y.atspi.Action): one thing, what a
// click on it does.
var actionOffer = offer{
	name: "Action",
	has:  func(o object) bool { return isPart(o) && o.action() != "" },
	properties: map[string]property{
		"NActions": {signature: "i", value: func(object) any { return int32(1) }},
	},
	methods: map[string]method{
		"GetActions": {"", "a(sss)", func(o object, _ []any) ([]any, *dbus.Error) {
			return give([]action{{Name: o.action()}})
		}},
		"GetName":          {"i", "s", describeAction(object.action)},
		"GetLocalizedName": {"i", "s", describeAction(object.action)},
		"GetDescription":   {"i", "s", describeAction(func(object) string { return "" })},
		"GetKeyBinding":    {"i", "s", describeAction(func(object) string { return "" })},
		"DoAction":         {"i", "b", doAction},
	},
}

// action is a name, what it does in words, and its keys: (sss).
type action struct{ Name, Description, Keys string }

// action is the name that toolkits give to what a click does; empty where it does nothing.
func (o object) action() string {
	if o.part.away {
		return ""
	}
	switch o.part.Role {
	case screenreader.Button, screenreader.Choices, screenreader.MenuItem:
		return "click"
	case screenreader.Link:
		return "jump"
	case screenreader.Check, screenreader.Switch, screenreader.Choice:
		return "toggle"
	}
	if o.part.State&(screenreader.Selectable|screenreader.Expandable) != 0 {
		return "activate"
	}
	return ""
}

func describeAction(what func(object) string) func(object, []any) ([]any, *dbus.Error) {
	return func(o object, values []any) ([]any, *dbus.Error) {
		if i := values[0].(int32); i != 0 {
			return nil, badValue("no action " + strconv.Itoa(int(i)))
		}
		return give(what(o))
	}
}

func doAction(o object, values []any) ([]any, *dbus.Error) {
	if i := values[0].(int32); i != 0 {
		return nil, badValue("no action " + strconv.Itoa(int(i)))
	}
	if o.part.State.Has(screenreader.Disabled) {
		return give(false)
	}
	o.options.Handler.Press(o.part.ID)
	return give(true)
}
