//go:build !windows

package native

// serveInterrupt is for Windows: elsewhere a signal asks one process.
func serveInterrupt([]string) (is bool, err error) { return false, nil }
