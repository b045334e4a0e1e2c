package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"

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
	docker := platform.Engine{Kind: platform.OwnerDocker, Path: pipeFolder + dockerEngine}
	found, err := hasPipe(dockerEngine)
	if err != nil {
		return nil, fmt.Errorf("listing pipes: %w", named(err))
	}
	if found {
		docker.State = platform.EngineReady
		return []platform.Engine{docker}, ctx.Err()
	}
	program := filepath.Join(os.Getenv("ProgramFiles"), `Docker\Docker\Docker Desktop.exe`)
	if _, err := os.Stat(program); err != nil {
		return nil, ctx.Err()
	}
	docker.State = platform.EngineStopped
	return []platform.Engine{docker}, ctx.Err()
}

// hasPipe lists the pipes as FindFirstFile does a folder.
func hasPipe(name string) (found bool, err error) {
	pattern, err := windows.UTF16PtrFromString(pipeFolder + "*")
	if err != nil {
		return false, err
	}
	var entry windows.Win32finddata
	search, err := windows.FindFirstFile(pattern, &entry)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, windows.FindClose(search)) }()
	for {
		if windows.UTF16ToString(entry.FileName[:]) == name {
			return true, nil
		}
		switch err := windows.FindNextFile(search, &entry); {
		case errors.Is(err, windows.ERROR_NO_MORE_FILES):
			return false, nil
		case err != nil:
			return false, err
		}
	}
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
