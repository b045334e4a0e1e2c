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

// Switches implements platform.NetworkStack: they are Linux's.
func (networkStack) Switches(context.Context) (platform.Switches, error) {
	return platform.Switches{}, fmt.Errorf("reading switches of the network: %w", platform.ErrUnsupported)
}

// Layers implements platform.NetworkStack.
func (networkStack) Layers(context.Context) ([]string, error) {
	return nil, fmt.Errorf("listing layers of the network: %w", platform.ErrUnsupported)
}

// Redirects implements platform.NetworkStack by the files that everybody may read;
// the rules in use are shown to root only (pfctl(8)).
func (n networkStack) Redirects(ctx context.Context) ([]platform.Redirect, error) {
	files, err := filepath.Glob(filepath.Join(n.root, "/etc/pf.anchors/*"))
	if err != nil {
		return nil, fmt.Errorf("listing redirections: %w", err)
	}
	var found []platform.Redirect
	for _, file := range append(files, filepath.Join(n.root, "/etc/pf.conf")) {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		content, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return found, fmt.Errorf("listing redirections: %w", err)
		}
		found = append(found, parseRedirects(strings.TrimPrefix(file, n.root), string(content))...)
	}
	return found, nil
}
