//go:build linux && !nowindow

package atspi

import "github.com/godbus/dbus/v5"

// propertiesName is how properties are asked for (D-Bus Specification, "Standard
// Interfaces").
const propertiesName = "org.freedesktop.DBus.Properties"

var propertyMethods = map[string]method{
	"Get":    {"ss", "v", getProperty},
	"GetAll": {"s", "a{sv}", getProperties},
	"Set":    {"ssv", "", setProperty},
}

// property looks a property up: the first two values are the names of the interface and
// of the property.
func (o object) property(values []any) (property, *dbus.Error) {
	of, name := values[0].(string), values[1].(string)
	found := o.offered(of)
	if found == nil {
		return property{}, failed("UnknownInterface", "no interface "+of)
	}
	p, there := found.properties[name]
	if !there {
		return property{}, failed("UnknownProperty", "no property "+name+" in "+of)
	}
	return p, nil
}

func getProperty(o object, values []any) ([]any, *dbus.Error) {
	p, err := o.property(values)
	if err != nil {
		return nil, err
	}
	return give(dbus.MakeVariant(p.value(o)))
}

func getProperties(o object, values []any) ([]any, *dbus.Error) {
	found := o.offered(values[0].(string))
	if found == nil {
		return nil, failed("UnknownInterface", "no interface "+values[0].(string))
	}
	all := make(map[string]dbus.Variant, len(found.properties))
	for name, p := range found.properties {
		all[name] = dbus.MakeVariant(p.value(o))
	}
	return give(all)
}

func setProperty(o object, values []any) ([]any, *dbus.Error) {
	p, err := o.property(values)
	if err != nil {
		return nil, err
	}
	value := values[2].(dbus.Variant)
	if p.set == nil {
		return nil, failed("PropertyReadOnly", values[1].(string)+" cannot be set")
	}
	if value.Signature().String() != p.signature {
		return nil, badValue(values[1].(string) + " is of another type")
	}
	p.set(o, value.Value())
	return give()
}
