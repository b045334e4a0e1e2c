package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"

	"localhostdoctor/platform"
)

// virtual looks for container engines of this system.
type virtual struct{ root string }

// Engines implements platform.Virtual. A socket file that the kernel lists as
// listening is not called: systemd would start the engine for that.
func (v virtual) Engines(ctx context.Context) ([]platform.Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	table, err := os.ReadFile("/proc/net/unix")
	if err != nil {
		return nil, fmt.Errorf("looking for container engines: %w", named(err))
	}
	var found []platform.Engine
	seen := map[platform.OwnerKind]bool{}
	for _, socket := range localEngineSockets() {
		path := filepath.Join(v.root, socket.path)
		if _, err := os.Lstat(path); err != nil || seen[socket.kind] {
			continue
		}
		seen[socket.kind] = true
		found = append(found, platform.Engine{Kind: socket.kind, Path: socket.path, State: engineState(ctx, string(table), path)})
	}
	if !seen[platform.OwnerDocker] && v.root == "" && firstProgram("/usr/bin/dockerd", "/usr/local/bin/dockerd") != "" {
		found = append(found, platform.Engine{Kind: platform.OwnerDocker, Path: "/var/run/docker.sock", State: platform.EngineStopped})
	}
	return found, nil
}

// engineState tries the socket file when the kernel does not list it, as for one
// that was left behind or that belongs to another network namespace.
func engineState(ctx context.Context, table, path string) platform.EngineState {
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return platform.EngineStopped // a link to a socket that is gone
	}
	if listensAt(table, path) || listensAt(table, resolved) {
		return platform.EngineReady
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", path)
	switch {
	case err == nil:
		_ = conn.Close() // nothing was said
		return platform.EngineReady
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOTSOCK):
		return platform.EngineDead
	case errors.Is(err, fs.ErrNotExist):
		return platform.EngineStopped
	}
	return platform.EngineHidden
}

// WSL implements platform.Virtual.
func (virtual) WSL(context.Context) (platform.WSLSettings, error) {
	return platform.WSLSettings{}, fmt.Errorf("reading .wslconfig: %w", platform.ErrUnsupported)
}
