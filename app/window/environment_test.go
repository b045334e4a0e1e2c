//go:build !nowindow

package window

import (
	"maps"
	"testing"
)

func TestPrepareChangesOnlyWhatWouldComplain(t *testing.T) {
	cases := []struct {
		name         string
		before, want map[string]string
	}{
		{"no language at all", map[string]string{}, map[string]string{"LANG": english}},
		{"language C", map[string]string{"LANG": "C"}, map[string]string{"LANG": english}},
		{"LC_ALL decides", map[string]string{"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, map[string]string{"LC_ALL": english, "LANG": "de_DE.UTF-8"}},
		{"a language", map[string]string{"LANG": "de_DE.UTF-8"}, map[string]string{"LANG": "de_DE.UTF-8"}},
		{
			"X11 only",
			map[string]string{"LANG": "de_DE.UTF-8", "DISPLAY": ":0"},
			map[string]string{"LANG": "de_DE.UTF-8", "DISPLAY": ":0", "FYNE_PLATFORM": "x11"},
		},
		{
			"Wayland",
			map[string]string{"LANG": "de_DE.UTF-8", "DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
			map[string]string{"LANG": "de_DE.UTF-8", "DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
		},
	}
	for _, c := range cases {
		got := maps.Clone(c.before)
		err := prepare(func(name string) string { return got[name] }, func(name, value string) error {
			got[name] = value
			return nil
		})
		if err != nil || !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, got, err, c.want)
		}
	}
}
