package native

import (
	"strings"

	"localhostdoctor/platform"
)

// askRefusal tells by how a program that asks for permission ended what the person, or
// the system, said. The codes are those of pkexec(1); its texts are not translated.
// sudo(8) says to the person what is wrong, and ends with 1 whatever it was.
func askRefusal(program string, code int, complaint string) error {
	isPkexec := program == "pkexec"
	switch {
	case isPkexec && code == 126:
		return platform.ErrDeclined
	case isPkexec && code == 127 && strings.Contains(complaint, "No authentication agent"):
		return platform.ErrUnsupported
	case isPkexec && code == 127:
		return platform.ErrNeedsAdmin
	case program == "sudo" && code == 1:
		return platform.ErrDeclined
	default:
		return platform.ErrGone
	}
}
