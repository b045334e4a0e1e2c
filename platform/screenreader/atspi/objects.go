//go:build linux && !nowindow

package atspi

import (
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// The names of AT-SPI on the bus.
const (
	atspi        = "org.a11y.atspi."
	objectFolder = "/org/a11y/atspi/accessible/"
	rootPath     = dbus.ObjectPath(objectFolder + "root")
	nullPath     = dbus.ObjectPath("/org/a11y/atspi/null")
	cachePath    = dbus.ObjectPath("/org/a11y/atspi/cache")
)

// reference names an object on the bus: (so).
type reference struct {
	Bus  string
	Path dbus.ObjectPath
}

var null = reference{"", nullPath}

func pathOf(id screenreader.ID) dbus.ObjectPath {
	return dbus.ObjectPath(objectFolder + strconv.FormatUint(uint64(id), 10))
}

// object is what a call asks for: the program, one of its parts, or the list of all.
type object struct {
	*program
	view *view
	part *part // nil for the program itself and for the list
	path dbus.ObjectPath
}

// to is a reference to a part; to nothing when there is none.
func (o object) to(p *part) reference {
	if p == nil {
		return null
	}
	return reference{o.bus(), pathOf(p.ID)}
}

func (o object) toAll(parts []*part) []reference {
	all := make([]reference, 0, len(parts))
	for _, p := range parts {
		all = append(all, o.to(p))
	}
	return all
}

// an offer is an interface that objects have: what can be asked, by name.
type offer struct {
	name       string // behind org.a11y.atspi.
	has        func(o object) bool
	methods    map[string]method
	properties map[string]property
}

// A method takes and gives values of these D-Bus signatures. Those that it takes were
// compared with the signature before.
type method struct {
	takes, gives string
	answer       func(o object, values []any) ([]any, *dbus.Error)
}

// A property has a value of a D-Bus signature. What cannot be set has no set.
type property struct {
	signature string
	value     func(o object) any
	set       func(o object, value any)
}

// give is an answer that cannot fail.
func give(values ...any) ([]any, *dbus.Error) { return values, nil }

// The errors of the D-Bus specification.
func failed(name, text string) *dbus.Error {
	return dbus.NewError("org.freedesktop.DBus.Error."+name, []any{text})
}

func noObject(path dbus.ObjectPath) *dbus.Error {
	return failed("UnknownObject", "no object "+string(path))
}

func badValue(what string) *dbus.Error { return failed("InvalidArgs", what) }

// find looks an object up by its path in what is shown now.
func (a *program) find(path dbus.ObjectPath) (object, bool) {
	o := object{program: a, view: a.seen(), path: path}
	if path == rootPath || path == cachePath {
		return o, true
	}
	digits, inside := strings.CutPrefix(string(path), objectFolder)
	id, err := strconv.ParseUint(digits, 10, 64)
	if !inside || err != nil || pathOf(screenreader.ID(id)) != path {
		return o, false
	}
	o.part = o.view.parts[screenreader.ID(id)]
	return o, o.part != nil
}

// isPart, isProgram and isList tell the kinds of objects apart.
func isPart(o object) bool    { return o.part != nil }
func isProgram(o object) bool { return o.part == nil && o.path == rootPath }
func isList(o object) bool    { return o.part == nil && o.path == cachePath }

// allOffers are the interfaces that objects here can have.
func allOffers() []*offer {
	return []*offer{
		&accessibleOffer, &applicationOffer, &componentOffer, &actionOffer, &selectionOffer, &textOffer, &editableOffer, &cacheOffer,
	}
}

// offered returns an interface of o by its name; nil when it has none of that name.
func (o object) offered(name string) *offer {
	for _, each := range o.offers {
		if atspi+each.name == name && each.has(o) {
			return each
		}
	}
	return nil
}

// interfaces are the names of all that o has.
func (o object) interfaces() []string {
	var names []string
	for _, each := range o.offers {
		if each.has(o) {
			names = append(names, atspi+each.name)
		}
	}
	return names
}
