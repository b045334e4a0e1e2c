//go:build linux && !nowindow

package atspi

import (
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// wantsKeys is a screen reader that takes the keys of one symbol for itself.
type wantsKeys struct {
	symbol int32
	heard  chan wideKeyEvent
}

// NotifyEvent is that of org.a11y.atspi.DeviceEventListener.
func (w *wantsKeys) NotifyEvent(event wideKeyEvent) (bool, *dbus.Error) {
	w.heard <- event
	return event.Symbol == w.symbol, nil
}

func TestAKeyIsForTheScreenReaderOrForTheWindow(t *testing.T) {
	d := newDesk(t)
	_, reader, bus := d.read()
	r := reader.(*atspiReader)
	listener := &wantsKeys{symbol: 0xff63, heard: make(chan wideKeyEvent, 10)}
	const path = dbus.ObjectPath("/listener")
	if err := bus.Export(listener, path, "org.a11y.atspi.DeviceEventListener"); err != nil {
		t.Fatal(err)
	}
	type key struct {
		Code, Symbol int32
		Name         string
		Unused       int32
	}
	type mode struct{ Synchronous, Preemptive, Global bool }
	err := bus.Object(registryName, keysPath).Call(atspi+"DeviceEventController.RegisterKeystrokeListener", 0,
		path, []key{}, uint32(0), uint32(3), mode{true, true, false}).Err
	if err != nil { // it answers false although it does what it is asked
		t.Fatal(err)
	}
	if r.Key(screenreader.Key{Symbol: 'a', Name: "a", Code: 38, IsLetter: true, Down: true}) {
		t.Error("a letter was taken")
	}
	var heard wideKeyEvent
	select {
	case heard = <-listener.heard:
	case <-time.After(soon):
		t.Fatal("nobody hears of the letter")
	}
	if heard.Kind != 0 || heard.Symbol != 'a' || heard.Code != 38 || heard.Name != "a" {
		t.Errorf("of the letter was heard %+v", heard)
	}
	if !r.Key(screenreader.Key{Symbol: 0xff63, Name: "Insert", Down: true}) {
		t.Error("its own key was not taken")
	}
}
