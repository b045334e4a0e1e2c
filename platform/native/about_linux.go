package native

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// systemVersion reads the two places that os-release(5) names, in their order.
func systemVersion(root string) string {
	for _, path := range []string{"/etc/os-release", "/usr/lib/os-release"} {
		file, err := os.ReadFile(filepath.Join(root, path))
		if err == nil {
			return prettyName(string(file))
		}
	}
	var name unix.Utsname
	if unix.Uname(&name) != nil {
		return ""
	}
	return "Linux " + unix.ByteSliceToString(name.Release[:])
}

// systemBuild is empty: no fault of localhost is known by the build of a kernel.
func systemBuild() string { return "" }

func isElevated() bool { return os.Geteuid() == 0 }
