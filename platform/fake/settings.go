package fake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

type settings struct{ c *Computer }

func (s settings) Read(ctx context.Context, setting platform.Setting) (platform.Value, error) {
	defer s.c.record("Settings.Read", setting.Kind, setting.Object)()
	if err := ctx.Err(); err != nil {
		return platform.Value{}, err
	}
	value, known := s.c.setting(setting)
	if !known {
		return value, fmt.Errorf("reading %s %s: %w", setting.Kind, setting.Object, platform.ErrUnsupported)
	}
	return value, nil
}

func (s settings) Write(ctx context.Context, setting platform.Setting, base, to platform.Value) error {
	defer s.c.record("Settings.Write", setting.Kind, setting.Object, to.Text)()
	if err := ctx.Err(); err != nil {
		return err
	}
	now, known := s.c.setting(setting)
	switch {
	case !known:
		return fmt.Errorf("setting %s %s: %w", setting.Kind, setting.Object, platform.ErrUnsupported)
	case s.c.SettingsErr != nil:
		return fmt.Errorf("setting %s %s: %w", setting.Kind, setting.Object, s.c.SettingsErr)
	case now != base:
		return fmt.Errorf("setting %s %s: %w", setting.Kind, setting.Object, platform.ErrChanged)
	}
	s.c.set(setting, to)
	return nil
}

// setting is the value of one setting: those of the loopback interface are what the
// interfaces say, the others those of Settings.
func (c *Computer) setting(s platform.Setting) (platform.Value, bool) {
	i := slices.IndexFunc(c.Interfaces, func(i platform.Interface) bool { return i.Loopback && i.Name == s.Object })
	switch {
	case s.Kind == platform.SettingLoopback && i >= 0 && c.Interfaces[i].Up:
		return platform.ValueOf("up"), true
	case s.Kind == platform.SettingLoopback && i >= 0:
		return platform.ValueOf("down"), true
	case s.Kind == platform.SettingLoopbackAddress && i >= 0:
		if slices.Contains(c.Interfaces[i].Addresses, loopbackNetwork) {
			return platform.ValueOf(loopbackNetwork.String()), true
		}
		return platform.Value{}, true
	}
	if s.Kind == platform.SettingHostsFolder && s.Object == "" && c.About.OS != "windows" {
		return c.inPlaceOfHosts(), true
	}
	value, known := c.Settings[s]
	return value, known
}

func (c *Computer) inPlaceOfHosts() platform.Value {
	file, there := c.Files[c.HostsPath]
	switch {
	case !there:
		return platform.ValueOf(platform.Nothing)
	case errors.Is(file.ReadErr, platform.ErrEmptyFolder):
		return platform.ValueOf(platform.EmptyFolder)
	case errors.Is(file.ReadErr, platform.ErrNotRegular):
		return platform.ValueOf("folder")
	}
	return platform.ValueOf("file")
}

var loopbackNetwork = netip.MustParsePrefix("127.0.0.1/8")

// set does what a real computer does: with its interface, or its address, loopback
// works again, and not without.
func (c *Computer) set(s platform.Setting, to platform.Value) {
	switch s.Kind {
	case platform.SettingLoopback, platform.SettingLoopbackAddress:
		works := to == platform.ValueOf("up") || to == platform.ValueOf(loopbackNetwork.String())
		c.setLoopback(s, works)
	case platform.SettingIPv6Off:
		c.Settings[s] = to
		c.Faults = nil
		if to == platform.ValueOf("1") {
			c.Faults = []Fault{{Address: netip.IPv6Loopback(), Err: platform.ErrAddressNotHere}}
		}
	case platform.SettingHostsFolder:
		if delete(c.Files, c.HostsPath); to == platform.ValueOf(platform.EmptyFolder) {
			c.Files[c.HostsPath] = &File{ReadErr: emptyFolder, Mode: fs.ModeDir | 0o755}
		}
	default:
		c.Settings[s] = to
	}
}

func (c *Computer) setLoopback(s platform.Setting, works bool) {
	if c.StaysSick {
		works = false
	}
	sick := loopbackDown()
	if s.Kind == platform.SettingLoopbackAddress {
		sick = ipv4LoopbackRemoved()
	}
	if works {
		sick = New()
	}
	sick.Interfaces[0].Name = s.Object
	c.Interfaces[0], c.Faults, c.PingErr = sick.Interfaces[0], sick.Faults, sick.PingErr
}
