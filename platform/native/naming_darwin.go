package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"localhostdoctor/platform"
)

const scopedFolder = "/etc/resolver"

// Switch implements platform.Naming.
func (naming) Switch(context.Context) (platform.NameSwitch, error) {
	return platform.NameSwitch{}, fmt.Errorf("reading nsswitch.conf: %w", platform.ErrUnsupported)
}

func (naming) resolvedIgnoresHosts() bool { return false }

// Scoped implements platform.Naming.
func (n naming) Scoped(ctx context.Context) ([]platform.ScopedServer, error) {
	entries, err := os.ReadDir(filepath.Join(n.root, scopedFolder))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", scopedFolder, named(err))
	}
	var found []platform.ScopedServer
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") || entry.IsDir() {
			continue
		}
		path := filepath.Join(scopedFolder, entry.Name())
		file, err := os.ReadFile(filepath.Join(n.root, path))
		if err != nil {
			return found, fmt.Errorf("reading %s: %w", path, named(err))
		}
		found = append(found, scopedServer(entry.Name(), path, string(file)))
	}
	return found, ctx.Err()
}
