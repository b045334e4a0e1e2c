package native

import (
	"context"
	"errors"
	"io"
	"os"
	"syscall"

	"localhostdoctor/platform"
)

// classes sorts the error numbers of one system.
type classes map[syscall.Errno]error

// of returns the class of err, or nil. Errors without a number are the same on
// every system. An invalid argument is a class only when it came from connecting:
// Linux answers so when a routing rule forbids the way (ip-rule(8)).
func (c classes) of(err error) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return nil
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return platform.ErrTimeout
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return platform.ErrReset
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		if class, known := c[number]; known {
			return class
		}
		var call *os.SyscallError
		if number == syscall.EINVAL && errors.As(err, &call) && call.Syscall == "connect" {
			return platform.ErrUnreachable
		}
	}
	var slow interface{ Timeout() bool }
	if errors.As(err, &slow) && slow.Timeout() {
		return platform.ErrTimeout
	}
	return nil
}

// windowsClasses are the numbers of winerror.h: those of Winsock, and the few
// that overlapped calls report instead of them.
var windowsClasses = classes{
	10013: platform.ErrDenied,         // WSAEACCES
	10048: platform.ErrAddressInUse,   // WSAEADDRINUSE
	10049: platform.ErrAddressNotHere, // WSAEADDRNOTAVAIL
	10045: platform.ErrUnsupported,    // WSAEOPNOTSUPP
	10047: platform.ErrUnreachable,    // WSAEAFNOSUPPORT
	10050: platform.ErrUnreachable,    // WSAENETDOWN
	10051: platform.ErrUnreachable,    // WSAENETUNREACH
	10064: platform.ErrUnreachable,    // WSAEHOSTDOWN
	10065: platform.ErrUnreachable,    // WSAEHOSTUNREACH
	10053: platform.ErrReset,          // WSAECONNABORTED
	10054: platform.ErrReset,          // WSAECONNRESET
	10058: platform.ErrReset,          // WSAESHUTDOWN
	10060: platform.ErrTimeout,        // WSAETIMEDOUT
	10061: platform.ErrRefused,        // WSAECONNREFUSED
	10044: platform.ErrNoProvider,     // WSAESOCKTNOSUPPORT
	10104: platform.ErrNoProvider,     // WSAEINVALIDPROCTABLE
	10105: platform.ErrNoProvider,     // WSAEINVALIDPROVIDER
	10106: platform.ErrNoProvider,     // WSAEPROVIDERFAILEDINIT
	10107: platform.ErrNoProvider,     // WSASYSCALLFAILURE

	64:   platform.ErrReset,       // ERROR_NETNAME_DELETED
	109:  platform.ErrReset,       // ERROR_BROKEN_PIPE
	121:  platform.ErrTimeout,     // ERROR_SEM_TIMEOUT
	1225: platform.ErrRefused,     // ERROR_CONNECTION_REFUSED
	1231: platform.ErrUnreachable, // ERROR_NETWORK_UNREACHABLE
	1232: platform.ErrUnreachable, // ERROR_HOST_UNREACHABLE
	1234: platform.ErrRefused,     // ERROR_PORT_UNREACHABLE
	1236: platform.ErrReset,       // ERROR_CONNECTION_ABORTED
}
