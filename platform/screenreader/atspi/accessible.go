//go:build linux && !nowindow

package atspi

import (
	"math"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// accessibleOffer is what every object has (org.a11y.atspi.Accessible).
var accessibleOffer = offer{
	name: "Accessible",
	has:  func(o object) bool { return isPart(o) || isProgram(o) },
	properties: map[string]property{
		"Name":         {signature: "s", value: func(o object) any { return o.name() }},
		"Description":  {signature: "s", value: func(o object) any { return o.help() }},
		"HelpText":     {signature: "s", value: func(object) any { return "" }}, // Orca 48 says it after the description
		"AccessibleId": {signature: "s", value: func(o object) any { return o.id() }},
		"Locale":       {signature: "s", value: func(o object) any { return locale(o.view.tree.Language) }},
		"Parent":       {signature: "(so)", value: func(o object) any { return o.parent() }},
		"ChildCount":   {signature: "i", value: func(o object) any { return small(len(o.children())) }},
	},
	methods: map[string]method{
		"GetChildAtIndex": {"i", "(so)", getChildAtIndex},
		"GetChildren":     {"", "a(so)", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.toAll(o.children())) }},
		"GetIndexInParent": {"", "i", func(o object, _ []any) ([]any, *dbus.Error) {
			return give(o.index())
		}},
		"GetRelationSet":       {"", "a(ua(so))", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.relations()) }},
		"GetRole":              {"", "u", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.role().number) }},
		"GetRoleName":          {"", "s", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.role().name) }},
		"GetLocalizedRoleName": {"", "s", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.role().name) }},
		"GetState":             {"", "au", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.state()) }},
		"GetAttributes":        {"", "a{ss}", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.attributes()) }},
		"GetApplication":       {"", "(so)", func(o object, _ []any) ([]any, *dbus.Error) { return give(reference{o.bus(), rootPath}) }},
		"GetInterfaces":        {"", "as", func(o object, _ []any) ([]any, *dbus.Error) { return give(o.interfaces()) }},
	},
}

func (o object) name() string {
	if o.part == nil {
		return fitting(o.options.Name)
	}
	return o.part.Name
}

func (o object) help() string {
	if o.part == nil {
		return ""
	}
	return o.part.Help
}

func (o object) id() string {
	if o.part == nil {
		return ""
	}
	return strconv.FormatUint(uint64(o.part.ID), 10)
}

// parent of the program is the desktop, as the registry has told.
func (o object) parent() reference {
	switch {
	case o.part == nil:
		return o.desktop()
	case o.part.parent == nil:
		return reference{o.bus(), rootPath}
	}
	return o.to(o.part.parent)
}

func (o object) children() []*part {
	switch {
	case o.part != nil:
		return o.part.inside
	case o.view.window != nil:
		return []*part{o.view.window}
	}
	return nil
}

func (o object) index() int32 {
	if o.part == nil {
		return -1 // only the desktop knows
	}
	return small(o.part.index)
}

func getChildAtIndex(o object, values []any) ([]any, *dbus.Error) {
	children, i := o.children(), int(values[0].(int32))
	if i < 0 || i >= len(children) {
		return nil, badValue("no child " + strconv.Itoa(i))
	}
	return give(o.to(children[i]))
}

func (o object) role() role {
	switch {
	case o.part == nil:
		return programRole
	case o.part.away && o.part.Role == screenreader.Text:
		return labelRole
	}
	return roleOf(o.part.Role)
}

func (o object) state() []uint32 {
	bits := uint64(always)
	if o.part != nil {
		bits = stateOf(o.part, o.view.tree.Active)
	}
	return []uint32{uint32(bits & math.MaxUint32), uint32(bits >> 32)}
}

// attributes are what has no place of its own, named as WAI-ARIA does (Core-AAM 1.2).
func (o object) attributes() map[string]string {
	all := map[string]string{"toolkit": fitting(o.options.Toolkit)}
	if o.part == nil {
		return all
	}
	if o.part.Level > 0 {
		all["level"] = strconv.Itoa(o.part.Level)
	}
	if o.part.At > 0 {
		all["posinset"] = strconv.Itoa(o.part.At)
	}
	if o.part.Of > 0 {
		all["setsize"] = strconv.Itoa(o.part.Of)
	}
	return all
}

// relation is a kind (AtspiRelationType) and what it leads to: (ua(so)).
type relation struct {
	Kind uint32
	To   []reference
}

const memberOf = 5

// relations tells which choices belong together: those beside each other.
func (o object) relations() []relation {
	if o.part == nil || o.part.Role != screenreader.Choice || o.part.parent == nil {
		return []relation{}
	}
	var together []*part
	for _, each := range o.part.parent.inside {
		if each.Role == screenreader.Choice {
			together = append(together, each)
		}
	}
	return []relation{{memberOf, o.toAll(together)}}
}

// locale is a language (BCP 47) as Unix names it.
func locale(language string) string {
	switch language {
	case "zh-Hans":
		return "zh_CN"
	case "zh-Hant":
		return "zh_TW"
	}
	return fitting(strings.ReplaceAll(language, "-", "_"))
}
