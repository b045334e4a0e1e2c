package repair_test

import (
	"testing"

	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
)

func TestThisComputerIsAddedToWhatNeedsNoProxy(t *testing.T) {
	for _, c := range []struct {
		name         string
		kind         platform.SettingKind
		before, want string
	}{
		{"GNOME, empty", platform.SettingGNOMEIgnoreHosts, "@as []", "['localhost', '127.0.0.1', '::1']"},
		{"GNOME, others stay", platform.SettingGNOMEIgnoreHosts, "['corp.example', '10.0.0.0/8']", "['corp.example', '10.0.0.0/8', 'localhost', '127.0.0.1', '::1']"},
		{"GNOME, a part is there", platform.SettingGNOMEIgnoreHosts, "['localhost', '127.0.0.0/8']", "['localhost', '127.0.0.0/8', '::1']"},
		{"GNOME, as it comes", platform.SettingGNOMEIgnoreHosts, "['localhost', '127.0.0.0/8', '::1']", "['localhost', '127.0.0.0/8', '::1']"},
		{"GNOME, not a list", platform.SettingGNOMEIgnoreHosts, "what?", "what?"},
		{"KDE", platform.SettingKDENoProxy, "corp.example", "corp.example,localhost,127.0.0.1,::1"},
		{"KDE, with blanks", platform.SettingKDENoProxy, "corp.example, localhost", "corp.example, localhost,127.0.0.1,::1"},
		{"Windows", platform.SettingWindowsProxyOverride, "*.corp.example;<local>;", "*.corp.example;<local>;localhost;127.0.0.1;[::1]"},
		{"Windows, complete", platform.SettingWindowsProxyOverride, "LOCALHOST;127.0.0.1;[::1];<local>", "LOCALHOST;127.0.0.1;[::1];<local>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := repair.WithBypass(c.kind, platform.ValueOf(c.before)); got != platform.ValueOf(c.want) {
				t.Errorf("got %+v, want %q", got, c.want)
			}
		})
	}
}

func TestAListThatIsNotSetIsMade(t *testing.T) {
	if got := repair.WithBypass(platform.SettingKDENoProxy, platform.Value{}); got != platform.ValueOf("localhost,127.0.0.1,::1") {
		t.Errorf("KDE: %+v", got)
	}
	// environment.d(5): what others have set stays in front.
	want := platform.ValueOf("${no_proxy:+$no_proxy,}localhost,127.0.0.1,::1")
	if got := repair.WithNoProxy("linux", "no_proxy", platform.Value{}); got != want {
		t.Errorf("Linux: %+v", got)
	}
	if got := repair.WithNoProxy("linux", "no_proxy", want); got != want {
		t.Errorf("Linux, again: %+v", got)
	}
	if got := repair.WithNoProxy("windows", "NO_PROXY", platform.ValueOf("corp.example")); got.Text != "corp.example,localhost,127.0.0.1,::1" {
		t.Errorf("Windows: %+v", got)
	}
}
