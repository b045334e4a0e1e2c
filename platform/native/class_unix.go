//go:build linux || darwin

package native

import (
	"syscall"

	"localhostdoctor/platform"
)

// Class implements platform.Network.
func (network) Class(err error) error { return unixClasses.of(err) }

// unixClasses are the error numbers of connect(2), bind(2) and read(2).
var unixClasses = classes{
	syscall.ECONNREFUSED:  platform.ErrRefused,
	syscall.ETIMEDOUT:     platform.ErrTimeout,
	syscall.ECONNRESET:    platform.ErrReset,
	syscall.ECONNABORTED:  platform.ErrReset,
	syscall.EPIPE:         platform.ErrReset,
	syscall.ENETUNREACH:   platform.ErrUnreachable,
	syscall.EHOSTUNREACH:  platform.ErrUnreachable,
	syscall.ENETDOWN:      platform.ErrUnreachable,
	syscall.EHOSTDOWN:     platform.ErrUnreachable,
	syscall.EAFNOSUPPORT:  platform.ErrUnreachable,
	syscall.EADDRNOTAVAIL: platform.ErrAddressNotHere,
	syscall.EADDRINUSE:    platform.ErrAddressInUse,
	syscall.EOPNOTSUPP:    platform.ErrUnsupported,
	syscall.EACCES:        platform.ErrDenied,
	syscall.EPERM:         platform.ErrDenied,
}
