//go:build linux && !nowindow

package atspi

import "github.com/godbus/dbus/v5"

// applicationOffer is what the program itself has (org.a11y.atspi.Application).
var applicationOffer = offer{
	name: "Application",
	has:  isProgram,
	properties: map[string]property{
		"ToolkitName":  {signature: "s", value: func(o object) any { return fitting(o.options.Toolkit) }},
		"Version":      {signature: "s", value: func(o object) any { return fitting(o.options.Version) }},
		"AtspiVersion": {signature: "s", value: func(object) any { return "2.1" }}, // as its documentation asks
		"Id": {
			signature: "i",
			value:     func(o object) any { return o.number.Load() },
			set:       func(o object, value any) { o.number.Store(value.(int32)) },
		},
	},
	methods: map[string]method{
		"GetLocale": {"u", "s", func(o object, _ []any) ([]any, *dbus.Error) { return give(locale(o.view.tree.Language)) }},
	},
}

// cacheOffer is the list of everything (org.a11y.atspi.Cache): a reader asks once instead
// of part by part.
var cacheOffer = offer{
	name: "Cache",
	has:  isList,
	methods: map[string]method{
		"GetItems": {"", "a((so)(so)(so)iiassusau)", getItems},
	},
}

// item is an object with what is asked of it most.
type item struct {
	Itself, Program, Parent reference
	Index, Children         int32
	Interfaces              []string
	Name                    string
	Role                    uint32
	Description             string
	State                   []uint32
}

func (o object) item() item {
	return item{
		reference{o.bus(), o.path},
		reference{o.bus(), rootPath},
		o.parent(),
		o.index(),
		small(len(o.children())),
		o.interfaces(),
		o.name(),
		o.role().number,
		o.help(),
		o.state(),
	}
}

// on is the object of a part.
func (o object) on(p *part) object { return object{o.program, o.view, p, pathOf(p.ID)} }

func getItems(o object, _ []any) ([]any, *dbus.Error) {
	all := []item{object{o.program, o.view, nil, rootPath}.item()}
	for _, p := range o.view.order {
		all = append(all, o.on(p).item())
	}
	return give(all)
}
