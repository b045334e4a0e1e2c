//go:build linux || windows || darwin

package native

import (
	"context"
	"fmt"
	"net"

	"localhostdoctor/platform"
)

// settings reads and changes the settings of platform.Settings. root is put before
// the files; settings that are no files are always those of the real computer.
type settings struct{ root string }

// Read implements platform.Settings.
func (s settings) Read(ctx context.Context, setting platform.Setting) (platform.Value, error) {
	if err := ctx.Err(); err != nil {
		return platform.Value{}, err
	}
	k, err := s.keeper(setting)
	if err != nil {
		return platform.Value{}, fmt.Errorf("reading %s %s: %w", setting.Kind, setting.Object, err)
	}
	value, err := k.read(ctx)
	if err != nil {
		return platform.Value{}, fmt.Errorf("reading %s %s: %w", setting.Kind, setting.Object, err)
	}
	return value, nil
}

// Write implements platform.Settings.
func (s settings) Write(ctx context.Context, setting platform.Setting, base, to platform.Value) error {
	now, err := s.Read(ctx, setting)
	if err != nil {
		return err
	}
	if now != base {
		return fmt.Errorf("setting %s %s: %w", setting.Kind, setting.Object, platform.ErrChanged)
	}
	k, err := s.keeper(setting)
	if err != nil {
		return fmt.Errorf("setting %s %s: %w", setting.Kind, setting.Object, err)
	}
	if err := k.write(ctx, now, to); err != nil {
		return fmt.Errorf("setting %s %s: %w", setting.Kind, setting.Object, named(err))
	}
	return nil
}

// keeper is where one setting is kept.
type keeper interface {
	read(ctx context.Context) (platform.Value, error)
	// write is called with what read has returned just before.
	write(ctx context.Context, now, to platform.Value) error
}

// loopbackNamed makes sure that name is a loopback interface: no other is changed.
func loopbackNamed(name string) (*net.Interface, error) {
	found, err := net.InterfaceByName(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", platform.ErrNotFound, err)
	}
	if found.Flags&net.FlagLoopback == 0 {
		return nil, fmt.Errorf("%w: %s is not a loopback interface", platform.ErrUnsupported, name)
	}
	return found, nil
}

// upOrDown is the value of platform.SettingLoopback.
func upOrDown(up bool) platform.Value {
	if up {
		return platform.ValueOf("up")
	}
	return platform.ValueOf("down")
}

// loopbackAddress is the address that platform.SettingLoopbackAddress is about.
const loopbackAddress = "127.0.0.1/8"

// ownAddress is the value of platform.SettingLoopbackAddress.
func ownAddress(on *net.Interface) (platform.Value, error) {
	addresses, err := on.Addrs()
	if err != nil {
		return platform.Value{}, err
	}
	for _, prefix := range prefixesOf(addresses) {
		if prefix.String() == loopbackAddress {
			return platform.ValueOf(loopbackAddress), nil
		}
	}
	return platform.Value{}, nil
}
