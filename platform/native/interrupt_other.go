//go:build !windows

package native

// ServeInterrupt is for Windows: elsewhere a signal asks one process.
func ServeInterrupt([]string) (is bool, err error) { return false, nil }
