package native

import (
	"os"

	"golang.org/x/sys/unix"
)

// systemVersion asks the kernel, which knows both since macOS 10.13.4.
func systemVersion(string) string {
	version, err := unix.Sysctl("kern.osproductversion")
	if err != nil {
		return "macOS"
	}
	build, err := unix.Sysctl("kern.osversion")
	if err != nil {
		return "macOS " + version
	}
	return "macOS " + version + " (" + build + ")"
}

func systemBuild() string {
	version, err := unix.Sysctl("kern.osproductversion")
	if err != nil {
		return "" // before macOS 10.13.4
	}
	return version
}

func isElevated() bool { return os.Geteuid() == 0 }
