//go:build linux && !nowindow

package atspi

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/godbus/dbus/v5"

	"localhostdoctor/platform/screenreader"
)

// Open follows whether a screen reader runs in this session, and tells it what is in the
// window. It returns nil where there is no session bus: nobody could ask then.
func Open(options screenreader.Options) (screenreader.Reader, error) {
	// A bus is never started: one that was would have nobody on it.
	session, err := dbus.SessionBusPrivateNoAutoStartup()
	if err == nil {
		return newReader(options, session), nil
	}
	switch os.Getenv(addressVariable) {
	case "", "autolaunch:", "disabled:": // dbus-launch(1); the last is a custom
		return nil, nil //nolint:nilnil // no session bus is no error
	}
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return nil, nil //nolint:nilnil // nor is one that has ended
	}
	return nil, fmt.Errorf("connecting to the session bus: %w", err)
}

// addressVariable holds the address of the session bus. The D-Bus library sets it when it
// finds one at the place where systemd has it.
const addressVariable = "DBUS_SESSION_BUS_ADDRESS"
