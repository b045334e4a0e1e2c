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

// addFile is FILE_ADD_FILE of winnt.h: for a folder, the right to make files in it
// has the number of the right to write a file.
const addFile = windows.FILE_WRITE_DATA

// Writable implements platform.HostsFiles. It opens the file and its folder with
// the rights that Replace needs, which changes neither of them.
func (hostsFiles) Writable(ctx context.Context, path string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := mayReplace(path); err != nil {
		return fmt.Errorf("asking whether %s can be written: %w", path, err)
	}
	return nil
}

func mayReplace(path string) error {
	resolved, err := filepath.EvalSymlinks(path)
	if errors.Is(err, os.ErrNotExist) {
		if err := leadsNowhere(path); err != nil {
			return err
		}
		return mayOpen(filepath.Dir(path), addFile)
	}
	if err != nil {
		return named(err)
	}
	info, err := os.Lstat(resolved)
	if err != nil {
		return named(err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: %s", platform.ErrNotRegular, info.Mode())
	}
	if err := refuseReadOnly(resolved); err != nil {
		return err
	}
	swap := errors.Join(
		mayOpen(resolved, windows.DELETE|windows.FILE_WRITE_ATTRIBUTES),
		mayOpen(filepath.Dir(resolved), addFile),
	)
	if swap == nil {
		return nil
	}
	if inPlace := mayOpen(resolved, windows.FILE_WRITE_DATA|windows.FILE_APPEND_DATA); inPlace == nil {
		return nil
	}
	return swap
}

func mayOpen(path string, access uint32) error {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	const shareAll = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	handle, err := windows.CreateFile(name, access, shareAll, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return writeError(path, &os.PathError{Op: "open", Path: path, Err: err})
	}
	return windows.CloseHandle(handle)
}
