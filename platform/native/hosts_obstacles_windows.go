package native

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// lookAt names the obstacles of the file itself and of the disk that it is on.
func lookAt(_, resolved string) ([]platform.Obstacle, error) {
	var found []platform.Obstacle
	attributes, err := attributesOf(resolved)
	if err != nil {
		return nil, err
	}
	if attributes&windows.FILE_ATTRIBUTE_DIRECTORY != 0 {
		return nil, nil // the file is missing, and a folder's attributes say nothing about new files
	}
	if attributes&windows.FILE_ATTRIBUTE_READONLY != 0 {
		found = append(found, platform.Obstacle{
			Kind: platform.ObstacleReadOnly, Path: resolved, Blocks: true,
			Flags: windows.FILE_ATTRIBUTE_READONLY,
		})
	}
	if attributes&(windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_ATTRIBUTE_SYSTEM) != 0 {
		found = append(found, platform.Obstacle{Kind: platform.ObstacleHidden, Path: resolved})
	}
	switch err := mayOpen(resolved, windows.DELETE); {
	case inUse(err):
		found = append(found, platform.Obstacle{Kind: platform.ObstacleInUse, Path: resolved, Blocks: true})
	case errors.Is(err, windows.ERROR_WRITE_PROTECT):
		found = append(found, platform.Obstacle{Kind: platform.ObstacleReadOnlyDisk, Path: resolved, Blocks: true})
	}
	return found, nil
}

func attributesOf(path string) (uint32, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	attributes, err := windows.GetFileAttributes(name)
	if err != nil {
		return 0, &os.PathError{Op: "look at", Path: path, Err: err}
	}
	return attributes, nil
}

// refuseReadOnly names the read-only attribute: it is lifted only by Lift, when the
// person has said yes to that.
func refuseReadOnly(path string) error {
	attributes, err := attributesOf(path)
	if err != nil {
		return named(err)
	}
	if attributes&windows.FILE_ATTRIBUTE_READONLY != 0 {
		return fmt.Errorf("%w: it has the read-only attribute", platform.ErrReadOnly)
	}
	return nil
}

func setFileFlags(path string, change func(uint32) uint32) error {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	attributes, err := windows.GetFileAttributes(name)
	if err != nil {
		return err
	}
	if wanted := change(attributes); wanted != attributes {
		return windows.SetFileAttributes(name, wanted)
	}
	return nil
}

// rewriters tells when DataBasePath has moved the file away from where people and
// other programs look for it.
func (o obstacles) rewriters() []platform.Obstacle {
	path, err := hostsPath(o.root)
	if err != nil || o.root != "" {
		return nil
	}
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return nil
	}
	usual := filepath.Join(system, `drivers\etc\hosts`)
	if strings.EqualFold(path, usual) {
		return nil
	}
	return []platform.Obstacle{{Kind: platform.ObstacleMoved, Path: path, Detail: usual}}
}
