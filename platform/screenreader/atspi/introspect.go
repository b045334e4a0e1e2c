//go:build linux && !nowindow

package atspi

import (
	"maps"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

// introspectableName is how programs that look into others ask what an object can (D-Bus
// Specification, "Standard Interfaces").
const introspectableName = "org.freedesktop.DBus.Introspectable"

var introspectMethods = map[string]method{"Introspect": {"", "s", introspect}}

func introspect(o object, _ []any) ([]any, *dbus.Error) {
	var xml strings.Builder
	xml.WriteString("<node>\n")
	for _, each := range o.offers {
		if each.has(o) {
			each.describe(&xml)
		}
	}
	xml.WriteString("</node>\n")
	return give(xml.String())
}

// describe writes an interface in the introspection data format.
func (f *offer) describe(xml *strings.Builder) {
	line := func(parts ...string) { xml.WriteString(strings.Join(parts, "") + "\n") }
	line(` <interface name="`, atspi, f.name, `">`)
	for _, name := range slices.Sorted(maps.Keys(f.properties)) {
		access := "read"
		if f.properties[name].set != nil {
			access = "readwrite"
		}
		line(`  <property name="`, name, `" type="`, f.properties[name].signature, `" access="`, access, `"/>`)
	}
	for _, name := range slices.Sorted(maps.Keys(f.methods)) {
		line(`  <method name="`, name, `">`)
		for _, each := range single(f.methods[name].takes) {
			line(`   <arg type="`, each, `" direction="in"/>`)
		}
		for _, each := range single(f.methods[name].gives) {
			line(`   <arg type="`, each, `" direction="out"/>`)
		}
		line(`  </method>`)
	}
	line(` </interface>`)
}

// single cuts a signature into those of its values. Ours are well formed.
func single(signature string) []string {
	var all []string
	depth, start := 0, 0
	for i, r := range signature {
		switch r {
		case '(', '{':
			depth++
		case ')', '}':
			depth--
		}
		if depth == 0 && r != 'a' {
			all = append(all, signature[start:i+1])
			start = i + 1
		}
	}
	return all
}
