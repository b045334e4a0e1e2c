package native

import (
	"strconv"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

const currentVersion = `SOFTWARE\Microsoft\Windows NT\CurrentVersion`

// systemVersion asks the registry for the name and the kernel for the build: the
// usual GetVersion answers what the program's manifest allows.
func systemVersion(string) string {
	build := windows.RtlGetVersion().BuildNumber
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, currentVersion, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return windowsName("", "", build)
	}
	defer func() { _ = key.Close() }() // nothing was written
	product, _, err := key.GetStringValue("ProductName")
	if err != nil {
		product = ""
	}
	release, _, err := key.GetStringValue("DisplayVersion")
	if err != nil {
		release = "" // before Windows 10 20H2
	}
	return windowsName(product, release, build)
}

// systemBuild is the build and the number of its update (UBR), which only the
// registry tells.
func systemBuild() string {
	build := strconv.FormatUint(uint64(windows.RtlGetVersion().BuildNumber), 10)
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, currentVersion, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if err != nil {
		return build
	}
	defer func() { _ = key.Close() }() // nothing was written
	update, _, err := key.GetIntegerValue("UBR")
	if err != nil {
		return build
	}
	return build + "." + strconv.FormatUint(update, 10)
}

func isElevated() bool { return windows.GetCurrentProcessToken().IsElevated() }
