//go:build linux && !nowindow

package atspi

import (
	"context"
	"errors"
	"time"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// keyPatience is how long a key waits for a screen reader that does not answer.
const keyPatience = 150 * time.Millisecond

// keyEvent is a key as the registry of at-spi2-core 2.46 takes it: (uinnisb), though it
// says of itself that it wants a wideKeyEvent.
type keyEvent struct {
	Kind      uint32 // 0 is down, 1 is up
	Symbol    int32
	Code      int16
	Modifiers int16
	Time      int32 // in milliseconds
	Name      string
	IsText    bool
}

// wideKeyEvent is the same in the documented form: (uiuuisb).
type wideKeyEvent struct {
	Kind      uint32
	Symbol    int32
	Code      uint32
	Modifiers uint32
	Time      int32
	Name      string
	IsText    bool
}

func (e keyEvent) wide() wideKeyEvent {
	return wideKeyEvent{e.Kind, e.Symbol, uint32(e.Code), uint32(e.Modifiers), e.Time, e.Name, e.IsText}
}

// Key is part of screenreader.Keys. It is called on the window's own thread: what a screen
// reader asks meanwhile is answered by others.
func (r *atspiReader) Key(k screenreader.Key) (taken bool) {
	registry := r.registry()
	if registry == nil {
		return false
	}
	event := keyEvent{
		Kind: 1, Symbol: int32(k.Symbol), Code: int16(k.Code), Modifiers: int16(k.Held), Time: int32(time.Now().UnixMilli()),
		Name: fitting(k.Name), IsText: k.IsLetter,
	}
	if k.Down {
		event.Kind = 0
	}
	var refused dbus.Error
	taken, err := notify(registry, r.wideKeys, event)
	if errors.As(err, &refused) { // by a registry that takes the other form
		r.wideKeys = !r.wideKeys
		taken, err = notify(registry, r.wideKeys, event)
	}
	return err == nil && taken
}

func notify(registry dbus.BusObject, wide bool, event keyEvent) (taken bool, err error) {
	var told any = event
	if wide {
		told = event.wide()
	}
	ctx, cancel := context.WithTimeout(context.Background(), keyPatience)
	defer cancel()
	err = registry.CallWithContext(ctx, atspi+"DeviceEventController.NotifyListenersSync", dbus.FlagNoAutoStart, told).Store(&taken)
	return taken, err
}

// keysPath is who passes keys on to those who listen for them.
const keysPath = dbus.ObjectPath("/org/a11y/atspi/registry/deviceeventcontroller")

// registry is who is told of keys; nil while nobody reads.
func (s *screen) registry() dbus.BusObject {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.wanted {
		return nil
	}
	return s.keys
}
