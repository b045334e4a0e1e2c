package native

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// exclusiveAddressUse is SO_EXCLUSIVEADDRUSE of winsock2.h, ~SO_REUSEADDR.
const exclusiveAddressUse = ^windows.SO_REUSEADDR

// aloneOnPort asks that nobody else may listen there too: without it Windows lets
// one address be taken although another program holds every address (Microsoft,
// "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE").
func aloneOnPort(_, _ string, socket syscall.RawConn) error {
	var failed error
	err := socket.Control(func(fd uintptr) {
		failed = windows.SetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, exclusiveAddressUse, 1)
	})
	if err != nil {
		return err
	}
	return failed
}
