//go:build !windows

package native

// UseParentConsole does nothing: outside Windows a program always has the
// terminal that it was called from.
func UseParentConsole() error { return nil }
