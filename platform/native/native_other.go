//go:build !linux && !windows && !darwin

// Package native knows Linux, Windows and macOS; on this system it can only say
// that it does not know it.
package native

import (
	"fmt"
	"runtime"

	"localhostdoctor/platform"
)

// New returns platform.ErrUnsupported: this system is not known.
func New(string) (platform.System, error) {
	return platform.System{}, fmt.Errorf("using %s: %w", runtime.GOOS, platform.ErrUnsupported)
}
