//go:build linux && !nowindow

package atspi

import (
	"github.com/godbus/dbus/v5"
)

// calls answers what is asked over the bus (dbus.Handler). Which objects there are changes
// all the time, so every path is looked up when the call is answered.
type calls struct{ *program }

// LookupObject is part of dbus.Handler.
func (c calls) LookupObject(path dbus.ObjectPath) (dbus.ServerObject, bool) {
	return callOn{c.program, path}, true // what there is not answers with an error
}

// callOn is a call on the object of a path.
type callOn struct {
	*program
	path dbus.ObjectPath
}

// LookupInterface is part of dbus.ServerObject.
func (c callOn) LookupInterface(name string) (dbus.Interface, bool) {
	return callOf{c, name}, true
}

// callOf is a call of an interface.
type callOf struct {
	callOn
	offer string
}

// LookupMethod is part of dbus.Interface.
func (c callOf) LookupMethod(name string) (dbus.Method, bool) { return call{c, name}, true }

// call is a call of a method.
type call struct {
	callOf
	method string
}

// signed are the values of a call, and their signature.
type signed struct {
	signature string
	values    []any
}

// DecodeArguments is part of dbus.ArgumentDecoder.
func (call) DecodeArguments(_ *dbus.Conn, _ string, msg *dbus.Message, values []any) ([]any, error) {
	signature, _ := msg.Headers[dbus.FieldSignature].Value().(dbus.Signature) // none: no values
	return []any{signed{signature.String(), values}}, nil
}

// Call is part of dbus.Method.
func (c call) Call(values ...any) ([]any, error) {
	given, _ := values[0].(signed) // as DecodeArguments has made it
	answers, err := c.answer(given)
	if err != nil {
		return nil, err // not err itself: a nil *dbus.Error would be an error
	}
	return answers, nil
}

func (c call) answer(given signed) ([]any, *dbus.Error) {
	o, there := c.find(c.path)
	if !there {
		return nil, noObject(c.path)
	}
	m, err := o.method(c.offer, c.method)
	if err != nil {
		return nil, err
	}
	if given.signature != m.takes {
		return nil, badValue(c.method + " takes (" + m.takes + "), not (" + given.signature + ")")
	}
	return m.answer(o, given.values)
}

// method looks a method up.
func (o object) method(offer, name string) (method, *dbus.Error) {
	var known map[string]method
	switch offer {
	case propertiesName:
		known = propertyMethods
	case introspectableName:
		known = introspectMethods
	default:
		found := o.offered(offer)
		if found == nil {
			return method{}, failed("UnknownInterface", "no interface "+offer)
		}
		known = found.methods
	}
	m, there := known[name]
	if !there {
		return method{}, failed("UnknownMethod", "no method "+name+" in "+offer)
	}
	return m, nil
}

// NumArguments and the others are part of dbus.Method, where DecodeArguments is not.
func (call) NumArguments() int     { return 0 }
func (call) NumReturns() int       { return 0 }
func (call) ArgumentValue(int) any { return nil }
func (call) ReturnValue(int) any   { return nil }
