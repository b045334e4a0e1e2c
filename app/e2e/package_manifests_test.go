//go:build e2e && linux

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Homebrew, winget and the AUR are told the sums and addresses of these very
// packages; the image for macOS comes from another computer, with its sum.
func TestThePackageCollectionsAreToldOfThesePackages(t *testing.T) {
	onAMD64(t)
	folder := t.TempDir()
	sum := strings.Repeat("0123456789abcdef", 4)
	image := "localhost-doctor-" + released(t) + "-macos-universal.dmg"
	for name, content := range map[string]string{"SHA256SUMS": "", "SHA256SUMS-macos": sum + "  " + image + "\n"} {
		if content == "" {
			whole, err := os.ReadFile(packaged(t, name))
			if err != nil {
				t.Fatal(err)
			}
			content = string(whole)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(filepath.Join(top(t), ".ci", "package", "manifests"), released(t), folder).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	known := sums(t, packages(t))
	known[image] = sum
	manifest := func(name string) string {
		content, err := os.ReadFile(filepath.Join(folder, "manifests", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	for name, file := range map[string]string{
		"homebrew/localhost-doctor.rb":                          image,
		"winget/LocalhostDoctor.LocalhostDoctor.installer.yaml": "localhost-doctor-" + released(t) + "-windows-amd64-setup.exe",
		"aur/PKGBUILD": "localhost-doctor-" + released(t) + "-linux-amd64.tar.xz",
		"aur/.SRCINFO": "localhost-doctor-" + released(t) + "-linux-amd64.tar.xz",
	} {
		content := manifest(name)
		if !strings.Contains(strings.ToLower(content), known[file]) {
			t.Errorf("%s does not have the sum of %s:\n%s", name, file, content)
		}
		address := strings.ReplaceAll(content, "#{version}", released(t))
		if !strings.Contains(address, "/releases/download/v"+released(t)+"/"+file) {
			t.Errorf("%s does not lead to %s:\n%s", name, file, content)
		}
	}
	if out, err := exec.Command("bash", "-n", filepath.Join(folder, "manifests", "aur", "PKGBUILD")).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	// winget knows an installed program by its key in the registry.
	script, err := os.ReadFile(filepath.Join(top(t), ".ci", "package", "windows", "installer.nsi"))
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`define KEY ".*\\(\w+)"`).FindSubmatch(script)
	if key == nil || !strings.Contains(manifest("winget/LocalhostDoctor.LocalhostDoctor.installer.yaml"), "ProductCode: "+string(key[1])+"\n") {
		t.Errorf("the installer registers %q", key)
	}
}
