package native

import (
	"errors"
	"testing"

	"localhostdoctor/platform"
)

func TestTheUsersOwnSettingsAreChangedAndPutBack(t *testing.T) {
	s := settings{}
	for _, setting := range []platform.Setting{
		{Kind: platform.SettingEnvironment, Object: "NO_PROXY"},
		{Kind: platform.SettingWindowsProxyOverride},
	} {
		t.Run(string(setting.Kind), func(t *testing.T) {
			before, err := s.Read(t.Context(), setting)
			if err != nil {
				t.Fatal(err)
			}
			to := platform.ValueOf("localhost;127.0.0.1;[::1];<local>")
			if err := s.Write(t.Context(), setting, before, to); err != nil {
				t.Fatal(err)
			}
			if now, err := s.Read(t.Context(), setting); err != nil || now != to {
				t.Errorf("it is %+v, %v", now, err)
			}
			if err := s.Write(t.Context(), setting, platform.ValueOf("something else"), to); !errors.Is(err, platform.ErrChanged) {
				t.Errorf("on top of something else: %v", err)
			}
			if err := s.Write(t.Context(), setting, to, before); err != nil {
				t.Fatal(err)
			}
			if now, err := s.Read(t.Context(), setting); err != nil || now != before {
				t.Errorf("after: %+v, %v", now, err)
			}
		})
	}
}

func TestWindowsHasNoLoopbackInterfaceToSwitch(t *testing.T) {
	for _, kind := range []platform.SettingKind{platform.SettingLoopback, platform.SettingLoopbackAddress, platform.SettingIPv6Off, platform.SettingKDENoProxy} {
		if value, err := (settings{}).Read(t.Context(), platform.Setting{Kind: kind, Object: "lo"}); !errors.Is(err, platform.ErrUnsupported) {
			t.Errorf("%s: %+v, %v", kind, value, err)
		}
	}
}
