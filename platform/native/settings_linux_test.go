package native

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"localhostdoctor/platform"
)

func TestNoProxyIsWrittenWhereTheSessionReadsIt(t *testing.T) {
	root := t.TempDir()
	s := settings{root: root}
	path := filepath.Join(root, "config", "environment.d", "90-localhost-doctor.conf")
	upper := platform.Setting{Kind: platform.SettingEnvironment, Object: "NO_PROXY"}
	to := platform.ValueOf("localhost,127.0.0.1")
	if err := s.Write(t.Context(), upper, platform.Value{}, to); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil || string(content) != environmentHead+"NO_PROXY=localhost,127.0.0.1\n" {
		t.Errorf("file %q, %v", content, err)
	}
	if err := s.Write(t.Context(), upper, platform.Value{}, to); !errors.Is(err, platform.ErrChanged) {
		t.Errorf("on top of something else: %v", err)
	}
	if err := s.Write(t.Context(), upper, to, platform.Value{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
}

func TestKDEsListIsChangedWhereKDEIs(t *testing.T) {
	root := t.TempDir()
	s := settings{root: root}
	kde := platform.Setting{Kind: platform.SettingKDENoProxy}
	if _, err := s.Read(t.Context(), kde); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("without KDE: %v", err)
	}
	path := filepath.Join(root, "config", "kioslaverc")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	const before = "[Proxy Settings]\nNoProxyFor=corp\nhttpProxy=http://proxy 8080\n"
	if err := os.WriteFile(path, []byte(before), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), kde, platform.ValueOf("corp"), platform.ValueOf("corp,localhost")); err != nil {
		t.Fatal(err)
	}
	if value, err := s.Read(t.Context(), kde); err != nil || value.Text != "corp,localhost" {
		t.Errorf("%+v, %v", value, err)
	}
	if err := s.Write(t.Context(), kde, platform.ValueOf("corp,localhost"), platform.ValueOf("corp")); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	info, statErr := os.Stat(path)
	if err != nil || string(content) != before || statErr != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("file %q %v, %v, %v", content, info.Mode(), err, statErr)
	}
}

func TestOnlyTheLoopbackInterfaceCanBeSwitched(t *testing.T) {
	s := settings{}
	if value, err := s.Read(t.Context(), platform.Setting{Kind: platform.SettingLoopback, Object: "lo"}); err != nil || value != platform.ValueOf("up") {
		t.Errorf("lo: %+v, %v", value, err)
	}
	for _, name := range []string{"eth0", "", "lo:1", "no-such-interface"} {
		for _, kind := range []platform.SettingKind{platform.SettingLoopback, platform.SettingLoopbackAddress, platform.SettingIPv6Off} {
			if value, err := s.Read(t.Context(), platform.Setting{Kind: kind, Object: name}); err == nil {
				t.Errorf("%s of %q: %+v", kind, name, value)
			}
		}
	}
}

// systemd itself reads the file: what others have set stays in front.
func TestSystemdReadsWhatIsWritten(t *testing.T) {
	const generator = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator"
	if _, err := os.Stat(generator); err != nil {
		t.Skip("systemd's reader of environment.d is not installed: ", err)
	}
	root := t.TempDir()
	setting := platform.Setting{Kind: platform.SettingEnvironment, Object: "NO_PROXY"}
	to := platform.ValueOf("${NO_PROXY:+$NO_PROXY,}localhost,127.0.0.1,::1")
	if err := (settings{root: root}).Write(t.Context(), setting, platform.Value{}, to); err != nil {
		t.Fatal(err)
	}
	for before, want := range map[string]string{"": "NO_PROXY=localhost,127.0.0.1,::1", "corp.example": "NO_PROXY=corp.example,localhost,127.0.0.1,::1"} {
		read := exec.CommandContext(t.Context(), generator)
		read.Env = []string{"HOME=" + root, "XDG_CONFIG_HOME=" + filepath.Join(root, "config")}
		if before != "" {
			read.Env = append(read.Env, "NO_PROXY="+before)
		}
		output, err := read.Output()
		if err != nil || !strings.Contains(string(output)+"\n", want+"\n") {
			t.Errorf("with %q before: %q, %v", before, output, err)
		}
	}
}
