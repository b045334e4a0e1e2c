//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// packages returns the folder of what "make packages" has made.
func packages(t testing.TB) string {
	t.Helper()
	folder := filepath.Join(top(t), "build", "packages")
	if _, err := os.Stat(filepath.Join(folder, "SHA256SUMS")); err != nil {
		lacking(t, "the packages are not made: run make packages")
	}
	return folder
}

// packaged returns the path of one file of them; VERSION in its name stands for
// the released one.
func packaged(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(packages(t), strings.ReplaceAll(name, "VERSION", released(t)))
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// onAMD64 skips the test where only the packages for this machine are made.
func onAMD64(t testing.TB) {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		t.Skip("the packages for other systems are made on amd64")
	}
}

// everyPackage is what a release offers from Linux. Those for arm64 are made on
// Debian only, whose archive has their libraries.
var everyPackage = []string{
	"localhost-doctor-VERSION-1.aarch64.rpm",
	"localhost-doctor-VERSION-1.x86_64.rpm",
	"localhost-doctor-VERSION-linux-amd64.cdx.json",
	"localhost-doctor-VERSION-linux-amd64.tar.xz",
	"localhost-doctor-VERSION-linux-arm64.cdx.json",
	"localhost-doctor-VERSION-linux-arm64.tar.xz",
	"localhost-doctor-VERSION-macos-amd64-terminal.tar.gz",
	"localhost-doctor-VERSION-macos-arm64-terminal.tar.gz",
	"localhost-doctor-VERSION-windows-amd64-portable.zip",
	"localhost-doctor-VERSION-windows-amd64-setup.exe",
	"localhost-doctor-VERSION-windows-amd64.cdx.json",
	"localhost-doctor-VERSION-windows-arm64-portable.zip",
	"localhost-doctor_VERSION_amd64.deb",
	"localhost-doctor_VERSION_arm64.deb",
}

// sums returns the names in SHA256SUMS with their sums.
func sums(t testing.TB, folder string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(content)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			t.Fatalf("not a line of sha256sum: %q", line)
		}
		found[name] = sum
	}
	return found
}

func TestEveryPackageIsMadeAndItsSumIsRight(t *testing.T) {
	onAMD64(t)
	got := sums(t, packages(t))
	for _, name := range everyPackage {
		name = strings.ReplaceAll(name, "VERSION", released(t))
		if strings.Contains(name, "arm64.deb") || strings.Contains(name, "aarch64") || strings.Contains(name, "linux-arm64") {
			if !isDebian(t) {
				delete(got, name)
				continue
			}
		}
		if got[name] == "" {
			t.Errorf("%s is not in SHA256SUMS", name)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("in SHA256SUMS, and nobody knows of it: %v", got)
	}
	check := exec.Command("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")
	check.Dir = packages(t)
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func isDebian(t testing.TB) bool {
	t.Helper()
	content, err := os.ReadFile("/etc/os-release")
	if err != nil {
		t.Fatal(err)
	}
	return slices.Contains(strings.Split(string(content), "\n"), "ID=debian")
}

// Everything is made once more from a copy of the sources in another folder, and
// without git.
func TestTheSameSourcesMakeTheSameBytes(t *testing.T) {
	first := sums(t, packages(t))
	list := exec.Command("git", "ls-files", "-co", "--exclude-standard")
	list.Dir = top(t)
	files, err := list.Output()
	if err != nil {
		lacking(t, "git cannot list the sources here: "+err.Error())
	}
	elsewhere := t.TempDir()
	copying := exec.Command("cp", "--parents", "-P", "-t", elsewhere)
	copying.Args = append(copying.Args, strings.Fields(string(files))...)
	copying.Dir = top(t)
	if out, err := copying.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	date := exec.Command("git", "log", "-1", "--format=%ct")
	date.Dir = top(t)
	epoch, err := date.Output()
	if err != nil {
		t.Fatal(err)
	}
	again := exec.Command(filepath.Join(elsewhere, ".ci", "package", "all"))
	again.Env = append(os.Environ(), "SOURCE_DATE_EPOCH="+strings.TrimSpace(string(epoch)), "SIGN_CERTIFICATE=")
	again.WaitDelay = time.Second
	if out, err := again.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	second := sums(t, filepath.Join(elsewhere, "build", "packages"))
	for name, sum := range first {
		if second[name] != sum {
			t.Errorf("%s is not the same when it is made again (or it is old: run make packages)", name)
		}
	}
	if len(second) != len(first) {
		t.Errorf("%d packages, then %d", len(first), len(second))
	}
}

func TestTheBillsOfMaterialsNameWhatTheProgramIsMadeOf(t *testing.T) {
	onAMD64(t)
	for _, system := range []string{"linux", "windows"} {
		content, err := os.ReadFile(packaged(t, "localhost-doctor-VERSION-"+system+"-amd64.cdx.json"))
		if err != nil {
			t.Fatal(err)
		}
		var bill struct {
			BOMFormat, SpecVersion string
			Metadata               struct {
				Component struct{ Name, Version string }
			}
			Components []struct {
				Name, Version, PURL string
				Licenses            []struct{ License struct{ ID string } }
			}
		}
		if err := json.Unmarshal(content, &bill); err != nil {
			t.Fatal(err)
		}
		if bill.BOMFormat != "CycloneDX" || bill.SpecVersion != "1.6" || bill.Metadata.Component.Version != released(t) {
			t.Errorf("%s: %+v", system, bill.Metadata)
		}
		wanted := map[string]bool{"std": true, "fyne.io/fyne/v2": true, "github.com/spf13/cobra": true, "golang.org/x/sys": true}
		for _, c := range bill.Components {
			delete(wanted, c.Name)
			if c.Version == "" || !strings.HasPrefix(c.PURL, "pkg:golang/"+c.Name+"@") {
				t.Errorf("%s: %+v has no version or address", system, c)
			}
			if len(c.Licenses) != 1 || c.Licenses[0].License.ID == "" {
				t.Errorf("%s: no licence of %s", system, c.Name)
			}
		}
		if len(wanted) > 0 {
			t.Errorf("%s: not listed: %v", system, wanted)
		}
	}
}
