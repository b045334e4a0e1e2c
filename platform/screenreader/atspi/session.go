//go:build linux && !nowindow

package atspi

import (
	"context"
	"fmt"
	"time"

	"github.com/godbus/dbus/v5"
)

// The names of the session bus under which it is known whether anybody reads the screen
// (at-spi2-core, bus/README).
const (
	accessBus     = "org.a11y.Bus"
	accessPath    = dbus.ObjectPath("/org/a11y/bus")
	accessStatus  = "org.a11y.Status"
	readerEnabled = "ScreenReaderEnabled"
	anyEnabled    = "IsEnabled"
)

// patience is how long an answer of a bus may take.
const patience = 10 * time.Second

// following waits for a screen reader to come and to go. It asks nothing by itself: the
// bus tells when something changes.
type following struct {
	*screen
	session *dbus.Conn
	link    *link // to the bus of screen readers; nil while there is none
	tries   int   // to connect to it, since it was last heard of
	retry   <-chan time.Time
}

// run ends when ctx does, or with the session.
func (f *following) run(ctx context.Context) error {
	defer f.session.Close() //nolint:errcheck // nothing more is said there
	defer f.leave()
	signals, err := f.listen()
	if err != nil {
		return fmt.Errorf("listening to the session bus: %w", err)
	}
	f.check(ctx)
	for {
		select {
		case <-ctx.Done():
			return nil
		case signal, open := <-signals:
			if !open {
				f.lose()
				return nil // the session has ended
			}
			if signal.Name != "org.freedesktop.DBus.NameAcquired" { // which every bus says unasked
				f.tries = 0
				f.check(ctx)
			}
		case <-f.retry:
			f.check(ctx)
		case <-f.gone():
			f.lose()
			f.again()
		case owner := <-f.registry():
			f.link.register(ctx, owner)
		case <-f.changed:
			if f.link != nil {
				f.link.tell()
			}
		}
	}
}

// listen makes the bus tell when a program for screen readers comes or goes, and when one
// is switched on or off.
func (f *following) listen() (chan *dbus.Signal, error) {
	if err := f.session.Auth(nil); err != nil {
		return nil, err
	}
	if err := f.session.Hello(); err != nil {
		return nil, err
	}
	signals := make(chan *dbus.Signal, 16)
	f.session.Signal(signals)
	if err := watchOwner(f.session, accessBus); err != nil {
		return nil, err
	}
	err := f.session.AddMatchSignal(dbus.WithMatchObjectPath(accessPath), dbus.WithMatchInterface(propertiesName),
		dbus.WithMatchMember("PropertiesChanged"), dbus.WithMatchArg(0, accessStatus))
	return signals, err
}

// watchOwner makes a bus tell when a name is taken or left.
func watchOwner(bus *dbus.Conn, name string) error {
	return bus.AddMatchSignal(dbus.WithMatchSender("org.freedesktop.DBus"), dbus.WithMatchInterface("org.freedesktop.DBus"),
		dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name))
}

// check connects when somebody reads the screen, and disconnects when nobody does.
func (f *following) check(ctx context.Context) {
	f.retry = nil
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	switch reads := f.reads(ctx); {
	case reads && f.link == nil:
		link, err := f.connect(ctx)
		if err != nil {
			f.again() // it may be about to start, or to end
			return
		}
		f.link = link
	case !reads && f.link != nil:
		f.leave()
		f.want(false)
	}
}

// reads reports whether somebody reads the screen. Not to know is no: nobody has started
// what would be asked.
func (f *following) reads(ctx context.Context) bool {
	var status map[string]dbus.Variant
	call := f.session.Object(accessBus, accessPath).CallWithContext(ctx, propertiesName+".GetAll", dbus.FlagNoAutoStart, accessStatus)
	if err := call.Store(&status); err != nil {
		return false
	}
	for _, name := range []string{readerEnabled, anyEnabled} {
		if on, is := status[name].Value().(bool); is && on {
			return true
		}
	}
	return false
}

// again plans to look once more. Usually a signal comes first; a bus that comes back
// without one is looked for five times.
func (f *following) again() {
	if f.tries++; f.tries <= 5 {
		f.retry = time.After(time.Second << f.tries / 2)
	}
}

// leave says farewell.
func (f *following) leave() {
	if f.link != nil {
		f.link.close()
		f.link = nil
	}
}

// lose is for a bus that has gone by itself.
func (f *following) lose() {
	f.leave()
	f.want(false)
}

func (f *following) gone() <-chan struct{} {
	if f.link == nil {
		return nil
	}
	return f.link.bus.Context().Done()
}

func (f *following) registry() <-chan *dbus.Signal {
	if f.link == nil {
		return nil
	}
	return f.link.owners
}
