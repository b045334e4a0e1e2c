//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// bareComputer has the tools of every Unix and nothing else but what the test
// gives it: programs by name, each a shell script. They write what they were
// asked into a journal.
type bareComputer struct {
	programs, journal string
}

func newBareComputer(t *testing.T, scripts map[string]string) *bareComputer {
	t.Helper()
	b := &bareComputer{programs: t.TempDir(), journal: filepath.Join(t.TempDir(), "journal")}
	for _, name := range []string{"sh", "env", "sed", "awk", "cut", "dirname", "mktemp", "rm", "tail", "uname", "sort", "tr", "cat", "grep"} {
		path, err := exec.LookPath(name)
		if err == nil {
			err = os.Symlink(path, filepath.Join(b.programs, name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, script := range scripts {
		whole := fmt.Sprintf("#!/bin/sh\necho \"%s $*\" >>%s\n%s\n", name, b.journal, script)
		if err := os.WriteFile(filepath.Join(b.programs, name), []byte(whole), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// run runs one of the scripts in .ci.
func (b *bareComputer) run(t *testing.T, settings []string, script string, args ...string) answer {
	t.Helper()
	cmd := thisComputer(t).command(t, filepath.Join(top(t), ".ci", script), args...)
	cmd.Env = append([]string{"PATH=" + b.programs, "HOME=" + b.programs}, settings...)
	return finish(t, cmd)
}

// asked returns what the programs were asked.
func (b *bareComputer) asked(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(b.journal)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(content)
}

// goOf is a Go of a version, with a setting for fetching others.
func goOf(version, toolchain string) string {
	return "case $1 in version) echo go version go" + version + " linux/amd64 ;; env) echo " + toolchain + " ;; esac"
}

func TestAGoThatIsTooOldIsNamed(t *testing.T) {
	for _, c := range []struct {
		name     string
		programs map[string]string
		exit     int
		says     string
	}{
		{"none", nil, 1, "Go is "},
		{"before it could fetch others", map[string]string{"go": goOf("1.19.8", "")}, 1, "Go 1.19.8 is too old"},
		{"may not fetch others", map[string]string{"go": goOf("1.22.1", "local")}, 1, "GOTOOLCHAIN=auto"},
		{"pinned", map[string]string{"go": goOf("1.22.1", "go1.22.1")}, 1, "Go 1.22.1 is too old"},
		{"cannot fetch others", map[string]string{"go": `case "$1 $GOTOOLCHAIN" in "version local") echo go version go1.22.1 linux/amd64 ;; version*) exit 1 ;; env*) echo auto ;; esac`}, 1, "could not fetch"},
		{"fetches the right one", map[string]string{"go": goOf("1.22.1", "auto")}, 0, ""},
		{"new enough", map[string]string{"go": goOf("1.99.0", "local")}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := newBareComputer(t, c.programs).run(t, nil, "check-go").wantExit(t, c.exit)
			if c.exit != 0 && (!strings.Contains(got.stderr, c.says) || strings.Count(got.stderr, "\n") != 1) {
				t.Errorf("stderr: %q", got.stderr)
			}
		})
	}
}

func TestWhatBuildingNeedsIsInstalledByTheSystemsOwnTool(t *testing.T) {
	const root, user = "echo 0", "echo 1000"
	for _, c := range []struct {
		manager, id string
		sudo        bool
		asks        string
	}{
		{"apt-get", root, false, "apt-get install -y --no-install-recommends gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev"},
		{"apt-get", user, true, "sudo env DEBIAN_FRONTEND=noninteractive apt-get install"},
		{"dnf", user, true, "sudo dnf install -y gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel"},
		{"pacman", root, false, "pacman -S --needed --noconfirm gcc pkgconf mesa libx11"},
		{"zypper", root, false, "zypper --non-interactive install gcc pkg-config Mesa-libGL-devel libX11-devel"},
		{"brew", user, false, "brew install gcc pkgconf mesa libx11"},
	} {
		t.Run(c.manager+" "+c.id, func(t *testing.T) {
			programs := map[string]string{c.manager: "exit 0", "id": c.id}
			if c.sudo {
				programs["sudo"] = `exec "$@"`
			}
			bare := newBareComputer(t, programs)
			got := bare.run(t, nil, "install-build-deps").wantExit(t, 0)
			if !strings.Contains(bare.asked(t), c.asks) {
				t.Errorf("asked %q, want %q", bare.asked(t), c.asks)
			}
			if strings.Count(got.stdout, "\n") != 1 || got.stderr != "" {
				t.Errorf("it says %q and %q, want one line", got.stdout, got.stderr)
			}
		})
	}
}

func TestWithNobodyToInstallItSaysWhatToType(t *testing.T) {
	for _, c := range []struct {
		name     string
		programs map[string]string
		says     string
	}{
		{"no sudo", map[string]string{"apt-get": "exit 0", "id": "echo 1000"}, "apt-get install -y"},
		{"no package manager", map[string]string{"id": "echo 0"}, "libx11"},
		{"the package manager fails", map[string]string{"dnf": "exit 1", "id": "echo 0"}, "dnf install -y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := newBareComputer(t, c.programs).run(t, nil, "install-build-deps").wantExit(t, 1).wantOneLine(t)
			if !strings.Contains(got.stderr, c.says) {
				t.Errorf("stderr: %s", got.stderr)
			}
		})
	}
}

func TestAnOldPackageListIsFetchedAgain(t *testing.T) {
	state := filepath.Join(t.TempDir(), "updated")
	bare := newBareComputer(t, map[string]string{
		"apt-get": "case $1 in update) : >" + state + " ;; *) [ -e " + state + " ] ;; esac", "id": "echo 0",
	})
	got := bare.run(t, nil, "install-build-deps").wantExit(t, 0)
	if strings.Count(bare.asked(t), "apt-get install") != 2 || strings.Count(bare.asked(t), "apt-get update") != 1 || got.stderr != "" {
		t.Errorf("asked %s, said %s", bare.asked(t), got.stderr)
	}
}

func TestWithEverythingThereNothingIsInstalled(t *testing.T) {
	bare := newBareComputer(t, map[string]string{"apt-get": "exit 1", "gcc": "exit 0", "pkg-config": "exit 0", "id": "echo 1000"})
	got := bare.run(t, nil, "install-build-deps").wantExit(t, 0)
	if strings.Contains(bare.asked(t), "apt-get") || got.stdout != "" {
		t.Errorf("asked %q, said %q", bare.asked(t), got.stdout)
	}
}

func TestAMissingTestToolFailsOnAServerOnly(t *testing.T) {
	programs := map[string]string{"apt-get": "exit 1", "id": "echo 0"}
	newBareComputer(t, programs).run(t, []string{"CI=true"}, "install-test-deps").wantExit(t, 1)
	got := newBareComputer(t, programs).run(t, nil, "install-test-deps").wantExit(t, 0)
	if !strings.Contains(got.stderr, "xvfb") || !strings.Contains(got.stderr, "skipped") {
		t.Errorf("it does not name what is missing: %s", got.stderr)
	}
}

// brought lists the programs that come in the same package as another that is
// installed, or that every Linux has.
var brought = map[string]string{
	"nsenter": "unshare", "mount": "unshare", "wineboot": "wine", "wineserver": "wine", "identify": "import",
	"redis-server": "redis-check-rdb", "dpkg-deb": "dpkg-shlibdeps", "ssh-keygen": "ssh",
}

// A tool that a test cannot do without, and that nothing installs, is there by
// chance: on a bare computer the test would fail, or say nothing.
func TestEveryToolThatATestNeedsIsInstalled(t *testing.T) {
	installs := readTop(t, ".ci/install-build-deps") + readTop(t, ".ci/install-test-deps") + readTop(t, ".ci/package/install-deps")
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\bneed\(t, ([^)]*)\)`)
	quoted := regexp.MustCompile(`"([^"]+)"`)
	seen := 0
	for _, file := range files {
		for _, call := range named.FindAllStringSubmatch(readTop(t, filepath.Join("app", "e2e", file)), -1) {
			for _, tool := range quoted.FindAllStringSubmatch(call[1], -1) {
				name := tool[1]
				if other, known := brought[name]; known {
					name = other
				}
				seen++
				if !regexp.MustCompile(`\b(need|program) ` + regexp.QuoteMeta(name) + `[ )]`).MatchString(installs) {
					t.Errorf("%s needs %s, and nothing in .ci installs it", file, tool[1])
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d tools are named", seen)
	}
}
