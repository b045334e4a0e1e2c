package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// The DNS Client service and antivirus programs read the file for moments at a
// time after each change.
const (
	swapTries = 5
	swapPause = 200 * time.Millisecond
)

// takePlace replaces the file at path. ReplaceFileW refuses a read-only file. It
// gives the new file the attributes of the old one, as Microsoft documents; not all
// of them under Wine, so they are looked at again.
func takePlace(ctx context.Context, temporary, path string) error {
	if err := refuseReadOnly(path); err != nil {
		return err
	}
	attributes, err := attributesOf(path)
	if err != nil {
		return writeError(path, err)
	}
	if err := replaceTrying(ctx, temporary, path); err != nil {
		return err
	}
	if err := setFileFlags(path, func(uint32) uint32 { return attributes }); err != nil {
		return fmt.Errorf("putting its attributes back: %w", err)
	}
	return nil
}

func replaceTrying(ctx context.Context, temporary, path string) error {
	var err error
	for range swapTries {
		// asked first, because a ReplaceFileW that fails may leave files of its own
		if err = mayOpen(path, windows.DELETE); err == nil {
			err = replaceFile(temporary, path)
		}
		if err == nil || !inUse(err) {
			break
		}
		pause := time.NewTimer(swapPause)
		select {
		case <-ctx.Done():
			pause.Stop()
			return ctx.Err()
		case <-pause.C:
		}
	}
	if err == nil {
		return nil
	}
	if inUse(err) && !errors.Is(err, platform.ErrReadOnly) {
		return writeError(path, err)
	}
	return swapError(err)
}

// replaceFile calls ReplaceFileW. Its error 1177 says that the old file is gone
// and the new one not yet in its place.
func replaceFile(temporary, path string) error {
	from, err := windows.UTF16PtrFromString(temporary)
	if err != nil {
		return err
	}
	to, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	replace := windows.NewLazySystemDLL("kernel32.dll").NewProc("ReplaceFileW")
	done, _, err := replace.Call(uintptr(unsafe.Pointer(to)), uintptr(unsafe.Pointer(from)), 0, 0, 0, 0)
	switch {
	case done != 0:
		return nil
	case errors.Is(err, windows.ERROR_UNABLE_TO_MOVE_REPLACEMENT_2):
		return windows.MoveFileEx(from, to, windows.MOVEFILE_WRITE_THROUGH)
	}
	return &os.LinkError{Op: "replace", Old: temporary, New: path, Err: err}
}

// placeNew does not overwrite what somebody else put there meanwhile. The new
// file has the access control list of its folder.
func placeNew(temporary, path string) error {
	from, err := windows.UTF16PtrFromString(temporary)
	if err != nil {
		return err
	}
	to, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	err = windows.MoveFileEx(from, to, windows.MOVEFILE_WRITE_THROUGH)
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) || errors.Is(err, windows.ERROR_FILE_EXISTS) {
		return fmt.Errorf("%w: %w", platform.ErrChanged, err)
	}
	return err
}
