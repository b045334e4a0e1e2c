//go:build linux || darwin

package native

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"localhostdoctor/platform"
)

const (
	resolvPath   = "/etc/resolv.conf"
	resolvedPath = "/run/systemd/resolve/resolv.conf" // the servers behind the stub
)

type nameServers struct{ root string }

// Servers implements platform.NameServers.
func (n nameServers) Servers(ctx context.Context) ([]platform.NameServer, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	servers, err := resolvConf(filepath.Join(n.root, resolvPath), resolvPath)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(servers) == 0 {
		return localServer(resolvPath), nil
	}
	if onlyStub(servers) {
		behind, err := resolvConf(filepath.Join(n.root, resolvedPath), resolvedPath)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		servers = append(servers, behind...)
	}
	return withoutRepeats(servers), nil
}
