//go:build !windows

package native

import "syscall"

// UseParentConsole does nothing: outside Windows a program always has the
// terminal that it was called from.
func UseParentConsole() error { return nil }

// withoutConsole is for Windows, where a program of the terminal brings a window along.
func withoutConsole() *syscall.SysProcAttr { return nil }
