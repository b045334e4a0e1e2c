//go:build linux || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"localhostdoctor/platform"
)

// naming reads the settings of this system under root.
type naming struct{ root string }

// Resolving implements platform.Naming.
func (n naming) Resolving(ctx context.Context) (platform.Resolving, error) {
	found := platform.Resolving{Path: resolvPath}
	if err := ctx.Err(); err != nil {
		return found, err
	}
	path := filepath.Join(n.root, resolvPath)
	if target, err := os.Readlink(path); err == nil {
		found.Link = target
	}
	file, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		found.Missing = true
	case err != nil:
		return found, fmt.Errorf("reading %s: %w", resolvPath, named(err))
	}
	found.Search = searchList(string(file))
	found.IgnoresHosts = n.resolvedIgnoresHosts()
	return found, nil
}
