package native

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"localhostdoctor/platform"
)

const tcpipParameters = `SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`

// hostsPath asks the registry, where programs and administrators may have moved
// the folder (value DataBasePath).
func hostsPath(root string) (string, error) {
	if root != "" {
		return filepath.Join(root, `Windows\System32\drivers\etc\hosts`), nil
	}
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return "", err
	}
	usual := filepath.Join(system, `drivers\etc\hosts`)
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, tcpipParameters, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return usual, nil
	}
	if err != nil {
		return "", err
	}
	defer func() { _ = key.Close() }() // nothing was written
	folder, _, err := key.GetStringValue("DataBasePath")
	if errors.Is(err, registry.ErrNotExist) || err == nil && folder == "" {
		return usual, nil
	}
	if err != nil {
		return "", err
	}
	if folder, err = registry.ExpandString(folder); err != nil {
		return "", err
	}
	return filepath.Join(folder, "hosts"), nil
}

func openForReading(path string) (*os.File, error) { return os.Open(path) }

func openForWriting(path string) (*os.File, error) { return os.OpenFile(path, os.O_WRONLY, 0) }

// mustStay tells whether a new file in the place of the one at path would break
// its hard links.
func mustStay(path string) (bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return false, named(err)
	}
	var info windows.ByHandleFileInformation
	err = windows.GetFileInformationByHandle(windows.Handle(file.Fd()), &info)
	return info.NumberOfLinks > 1, errors.Join(err, file.Close())
}

// fillLike only writes: ReplaceFileW keeps the access control list, the attributes
// and the owner of the file that it replaces.
func fillLike(_ string, temporary *os.File, content []byte) error { return fill(temporary, content) }

// swapError sorts what went wrong with the new file: no right to make one there
// need not stop the old file from being written.
func swapError(err error) error {
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_NOT_SUPPORTED) {
		return fmt.Errorf("%w: %w", errSwap, err)
	}
	return err
}

// writeError names what stopped a write to path.
func writeError(path string, err error) error {
	switch {
	case errors.Is(err, windows.ERROR_WRITE_PROTECT), inUse(err):
		return fmt.Errorf("%w: %w", platform.ErrReadOnly, err)
	case errors.Is(err, windows.ERROR_ACCESS_DENIED) && isElevated():
		return fmt.Errorf("%w: %w", platform.ErrReadOnly, err)
	}
	return named(err)
}

// inUse tells whether another program has the file open without sharing it.
func inUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_UNABLE_TO_REMOVE_REPLACED)
}

// takeAway removes a file. One with the read-only attribute stays, as os.Remove
// would not have it: lifting that is for the person to decide.
func takeAway(path string) error {
	if err := refuseReadOnly(path); err != nil {
		return err
	}
	return os.Remove(path)
}
