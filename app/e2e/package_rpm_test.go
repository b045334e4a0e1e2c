//go:build e2e && linux

package e2e

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// There is no Fedora here. rpm itself unpacks the package into an empty folder, as
// it would there, without asking for the libraries, and takes it out again.
func TestTheRPMIsInstalledAndRemoved(t *testing.T) {
	need(t, "rpm")
	if os.Geteuid() != 0 {
		lacking(t, "only root may install into another folder")
	}
	onAMD64(t)
	root := t.TempDir()
	rpm := func(args ...string) {
		t.Helper()
		if out, err := exec.Command("rpm", append([]string{"--root", root, "--nodeps"}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("rpm %q: %v\n%s", args, err, out)
		}
	}
	files := func() map[string]fs.FileMode {
		t.Helper()
		found := map[string]fs.FileMode{}
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			info, err := entry.Info()
			if name := strings.TrimPrefix(path, root); err == nil && strings.Contains(strings.ToLower(name), "localhost") {
				found[name] = info.Mode()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	rpm("--install", packaged(t, "localhost-doctor-VERSION-1.x86_64.rpm"))
	got := files()
	for path, mode := range map[string]fs.FileMode{
		installed: 0o755,
		"/usr/share/applications/" + appID + ".desktop":              0o644,
		"/usr/share/metainfo/" + appID + ".metainfo.xml":             0o644,
		"/usr/share/polkit-1/actions/" + appID + ".policy":           0o644,
		"/usr/share/man/man1/localhost-doctor.1.gz":                  0o644,
		"/usr/share/bash-completion/completions/localhost-doctor":    0o644,
		"/usr/share/zsh/site-functions/_localhost-doctor":            0o644,
		"/usr/share/fish/vendor_completions.d/localhost-doctor.fish": 0o644,
		"/usr/share/icons/hicolor/256x256/apps/" + appID + ".png":    0o644,
	} {
		if got[path] != mode {
			t.Errorf("%s has the mode %v, want %v", path, got[path], mode)
		}
	}
	var version versionAnswer
	thisComputer(t).run(t, filepath.Join(root, installed), "version", "--json").wantExit(t, 0).into(t, &version)
	if version.Version != released(t) {
		t.Errorf("version %q", version.Version)
	}
	rpm("--erase", "localhost-doctor")
	if left := files(); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
