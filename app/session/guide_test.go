package session_test

import (
	"testing"

	"localhostdoctor/platform/fake"
)

func TestHelpIsThatOfThisSystem(t *testing.T) {
	for _, test := range []struct {
		computer, code string
		known          bool
	}{
		{"healthy_debian", "N01", true},
		{"healthy_windows", "N01", false}, // only Linux has nsswitch.conf
		{"healthy_windows", "P04", true},
		{"healthy_macos", "P03", true},
		{"healthy_debian", "P03", false}, // AirPlay
		{"healthy_debian", "H99", false},
	} {
		help, known := open(t, fake.Named(test.computer)).Guide(test.code)
		if known != test.known || known && (help.Title.IsZero() || help.What.IsZero() || len(help.Steps) == 0) {
			t.Errorf("%s on %s: %v, %+v", test.code, test.computer, known, help)
		}
	}
	mac, _ := open(t, fake.Named("healthy_macos")).Guide("N11")
	windows, _ := open(t, fake.Named("healthy_windows")).Guide("N11")
	if mac.Steps[0].Args["Command"] == windows.Steps[0].Args["Command"] {
		t.Error("both systems forget answers by the same command")
	}
}
