package native

import (
	"fmt"
	"strings"
)

// firstWindows11 is the build of Windows 11 21H2; its registry still names the
// product Windows 10 (Microsoft, "Windows 11 release information").
const firstWindows11 = 22000

// windowsName puts together how Windows calls itself: "Windows 11 Pro 23H2 (build
// 22631)".
func windowsName(product, release string, build uint32) string {
	if product == "" {
		product = "Windows"
	}
	if build >= firstWindows11 && !strings.Contains(product, "Server") {
		product = strings.Replace(product, "Windows 10", "Windows 11", 1)
	}
	if release != "" {
		product += " " + release
	}
	return fmt.Sprintf("%s (build %d)", product, build)
}
