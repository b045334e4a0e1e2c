//go:build e2e && linux

package e2e

import (
	"debug/elf"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// library is where a shared library comes from: its package in Debian 12 and 13,
// as apt finds it there (see below), and in Fedora 40 and newer, as dnf shows it.
// Ubuntu has these packages from Debian: none is among those that it renamed in
// 24.04 for times beyond 2038, whose names end in t64.
type library struct{ debian, fedora string }

// libraries are those that the window is linked with or opens while it runs.
var libraries = map[string]library{
	"libc.so.6":              {"libc6", "glibc"},
	"libm.so.6":              {"libc6", "glibc"},
	"libdecor-0.so.0":        {"libdecor-0-0", "libdecor"},
	"libEGL.so.1":            {"libegl1", "libglvnd-egl"},
	"libGL.so.1":             {"libgl1", "libglvnd-glx"},
	"libX11.so.6":            {"libx11-6", "libX11"},
	"libXcursor.so.1":        {"libxcursor1", "libXcursor"},
	"libXext.so.6":           {"libxext6", "libXext"},
	"libXi.so.6":             {"libxi6", "libXi"},
	"libXinerama.so.1":       {"libxinerama1", "libXinerama"},
	"libXrandr.so.2":         {"libxrandr2", "libXrandr"},
	"libXxf86vm.so.1":        {"libxxf86vm1", "libXxf86vm"},
	"libwayland-client.so.0": {"libwayland-client0", "libwayland-client"},
	"libwayland-cursor.so.0": {"libwayland-cursor0", "libwayland-cursor"},
	"libwayland-egl.so.1":    {"libwayland-egl1", "libwayland-egl"},
	"libxkbcommon.so.0":      {"libxkbcommon0", "libxkbcommon"},
}

// oldest are the versions that Ubuntu 22.04 has, the oldest system that the README
// names, of those packages of which a version is asked for.
var oldest = map[string]string{"libc6": "2.35", "libwayland-client0": "1.20.0"}

// versioned finds a package of which a version is asked for.
var versioned = regexp.MustCompile(`([a-z0-9.+-]+) \(>= ([^)]+)\)`)

// minimum is the oldest version of name that the Debian package is content with.
func minimum(t *testing.T, name string) string {
	t.Helper()
	for _, found := range versioned.FindAllStringSubmatch(debianField(t, runtime.GOARCH, "Depends"), -1) {
		if found[1] == name {
			return found[2]
		}
	}
	t.Fatalf("no version of %s is asked for", name)
	return ""
}

// atLeast tells whether a version of a Debian package is this one or newer.
func atLeast(t *testing.T, version, than string) bool {
	t.Helper()
	exit, err := exitCode(exec.Command("dpkg", "--compare-versions", version, "ge", than).Run())
	if err != nil || exit > 1 {
		t.Fatal(exit, err)
	}
	return exit == 0
}

func TestTheOldestUbuntuThatTheReadmeNamesIsNewEnough(t *testing.T) {
	if !isDebian(t) {
		t.Skip("packages that are made on Ubuntu need what that Ubuntu has")
	}
	for _, arch := range []string{"amd64", "arm64"} {
		asked := debianField(t, arch, "Depends") + ", " + debianField(t, arch, "Recommends")
		found := versioned.FindAllStringSubmatch(asked, -1)
		if len(found) == 0 {
			t.Errorf("%s: no version of the C library is asked for: %s", arch, asked)
		}
		for _, each := range found {
			if has, known := oldest[each[1]]; !known || !atLeast(t, has, each[2]) {
				t.Errorf("%s: %s is asked for, and Ubuntu 22.04 has %q", arch, each[0], has)
			}
		}
	}
}

// apt looks into the lists of the whole Debian, from which the tree was made: it
// finds everything that the package asks for, and what it recommends as well.
func TestAptFindsWhatThePackageAsksFor(t *testing.T) {
	for _, release := range []debian{debian12, debian13} {
		t.Run(string(release), func(t *testing.T) {
			c := debianComputer(t, release)
			got := c.run(t, "apt-get", "install", "--simulate", "/packages/"+debianPackage(t)).wantExit(t, 0)
			asked := debianNeeds(t, runtime.GOARCH)
			for _, name := range append(append([]string{"localhost-doctor"}, asked.depends...), asked.recommends...) {
				known := c.run(t, "dpkg-query", "-W", name).exit == 0
				if !known && !strings.Contains(got.stdout, "Inst "+name+" (") {
					t.Errorf("%s is neither there nor would it be installed:\n%s", name, got.stdout)
				}
			}
		})
	}
}

// needs are what a package asks for.
type needs struct{ depends, recommends []string }

// namesIn splits a field of a package into names without versions.
func namesIn(field, separator string) []string {
	var names []string
	for each := range strings.SplitSeq(field, separator) {
		name := regexp.MustCompile(`[ (].*`).ReplaceAllString(strings.TrimSpace(each), "")
		if name != "" && !strings.HasPrefix(name, "rpmlib") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// debianField is a field of the Debian package for arch.
func debianField(t *testing.T, arch, name string) string {
	t.Helper()
	need(t, "dpkg-deb")
	out, err := exec.Command("dpkg-deb", "-f", packaged(t, "localhost-doctor_VERSION_"+arch+".deb"), name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func debianNeeds(t *testing.T, arch string) needs {
	t.Helper()
	return needs{namesIn(debianField(t, arch, "Depends"), ","), namesIn(debianField(t, arch, "Recommends"), ",")}
}

func fedoraNeeds(t *testing.T, arch string) needs {
	t.Helper()
	need(t, "rpm")
	field := func(name string) []string {
		out, err := exec.Command("rpm", "-qp", name, packaged(t, "localhost-doctor-VERSION-1."+arch+".rpm")).Output()
		if err != nil {
			t.Fatal(err)
		}
		return namesIn(string(out), "\n")
	}
	return needs{field("--requires"), field("--recommends")}
}

func TestThePackagesNeedWhatTheProgramOpens(t *testing.T) {
	for arch, rpm := range map[string]string{"amd64": "x86_64", "arm64": "aarch64"} {
		if arch != runtime.GOARCH && !isDebian(t) {
			continue // made on Debian only
		}
		t.Run(arch, func(t *testing.T) {
			deb, fedora := debianNeeds(t, arch), fedoraNeeds(t, rpm)
			for name, pair := range map[string]struct{ debian, fedora []string }{
				"depends": {deb.depends, fedora.depends}, "recommends": {deb.recommends, fedora.recommends},
			} {
				var translated []string
				for _, each := range pair.fedora {
					from, known := libraries[each]
					switch {
					case known:
						translated = append(translated, from.debian)
					case each == "polkit":
						translated = append(translated, "pkexec")
					default:
						t.Errorf("the rpm %s %s, and nobody knows which package has it", name, each)
					}
				}
				slices.Sort(translated)
				if translated = slices.Compact(translated); !slices.Equal(translated, pair.debian) {
					t.Errorf("%s: the deb says %q, the rpm %q", name, pair.debian, translated)
				}
			}
		})
	}
}

// What the program is linked with is read from the program in the package itself:
// nothing of it may be missing among what the package asks for.
func TestEveryLinkedLibraryIsAskedFor(t *testing.T) {
	program, err := elf.Open(filepath.Join(unpackedDebian(t), installed))
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close() //nolint:errcheck // only read from
	linked, err := program.ImportedLibraries()
	if err != nil {
		t.Fatal(err)
	}
	asked := debianNeeds(t, runtime.GOARCH).depends
	for _, each := range linked {
		if from, known := libraries[each]; !known || !slices.Contains(asked, from.debian) {
			t.Errorf("linked with %s, and the package asks for %q", each, asked)
		}
	}
	if len(linked) < 2 {
		t.Errorf("linked with %q only: this is not the window", linked)
	}
}
