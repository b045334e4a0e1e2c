package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"

	"localhostdoctor/platform"
)

// dockerSocket is a link that Docker Desktop makes to its own socket.
const dockerSocket = "/var/run/docker.sock"

// virtual looks for container engines of this system.
type virtual struct{ root string }

// Engines implements platform.Virtual.
func (v virtual) Engines(ctx context.Context) ([]platform.Engine, error) {
	docker := platform.Engine{Kind: platform.OwnerDocker, Path: dockerSocket, State: platform.EngineStopped}
	path := filepath.Join(v.root, dockerSocket)
	if _, err := os.Lstat(path); err != nil {
		if _, err := os.Stat(filepath.Join(v.root, "/Applications/Docker.app")); err != nil {
			return nil, ctx.Err()
		}
		return []platform.Engine{docker}, ctx.Err()
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", path)
	switch {
	case err == nil:
		_ = conn.Close() // nothing was said
		docker.State = platform.EngineReady
	case errors.Is(err, fs.ErrPermission):
		docker.State = platform.EngineHidden
	}
	return []platform.Engine{docker}, ctx.Err()
}

// WSL implements platform.Virtual.
func (virtual) WSL(context.Context) (platform.WSLSettings, error) {
	return platform.WSLSettings{}, fmt.Errorf("reading .wslconfig: %w", platform.ErrUnsupported)
}
