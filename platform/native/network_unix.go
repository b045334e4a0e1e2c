//go:build linux || darwin

package native

import "syscall"

// aloneOnPort leaves the socket as it is: here the kernel refuses a second
// listener by itself.
func aloneOnPort(string, string, syscall.RawConn) error { return nil }
