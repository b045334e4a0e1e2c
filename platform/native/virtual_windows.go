package native

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"localhostdoctor/platform"
)

// virtual looks for Docker Desktop and WSL.
type virtual struct{ root string }

const (
	pipeFolder   = `\\.\pipe\`
	dockerEngine = "docker_engine"
)

// Engines implements platform.Virtual. The pipe is looked for in the list of pipes:
// to open it would be a connection.
func (virtual) Engines(ctx context.Context) ([]platform.Engine, error) {
	pipes, err := os.ReadDir(pipeFolder)
	if err != nil && len(pipes) == 0 {
		return nil, fmt.Errorf("listing pipes: %w", named(err))
	}
	docker := platform.Engine{Kind: platform.OwnerDocker, Path: pipeFolder + dockerEngine}
	for _, pipe := range pipes {
		if pipe.Name() == dockerEngine {
			docker.State = platform.EngineReady
			return []platform.Engine{docker}, ctx.Err()
		}
	}
	program := filepath.Join(os.Getenv("ProgramFiles"), `Docker\Docker\Docker Desktop.exe`)
	if _, err := os.Stat(program); err != nil {
		return nil, ctx.Err()
	}
	docker.State = platform.EngineStopped
	return []platform.Engine{docker}, ctx.Err()
}

// WSL implements platform.Virtual.
func (v virtual) WSL(ctx context.Context) (platform.WSLSettings, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return platform.WSLSettings{}, fmt.Errorf("reading .wslconfig: %w", err)
	}
	path := filepath.Join(home, ".wslconfig")
	if v.root != "" {
		path = filepath.Join(v.root, ".wslconfig")
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return platform.WSLSettings{}, fmt.Errorf("reading %s: %w", path, named(err))
	}
	return wslSettings(path, string(file)), ctx.Err()
}
