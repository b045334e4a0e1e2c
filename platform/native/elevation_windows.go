package native

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

func canAsk(platform.Asking) error { return nil }

// runElevated starts the second run by the verb that asks for permission. It has no
// standard input or output of ours, so it meets us at a named pipe.
func runElevated(ctx context.Context, _ platform.Asking, path string, job []byte) (answer []byte, err error) {
	name := make([]byte, 16)
	rand.Read(name)
	pipe, err := newPipe(hex.EncodeToString(name))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, pipe.close()) }()
	process, err := startAsAdministrator(path, helperCommand+" "+hex.EncodeToString(name))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, windows.CloseHandle(process)) }()
	return pipe.exchange(ctx, process, job)
}

// shellExecuteInfo is SHELLEXECUTEINFOW of shellapi.h.
type shellExecuteInfo struct {
	size         uint32
	mask         uint32
	window       windows.Handle
	verb         *uint16
	file         *uint16
	parameters   *uint16
	directory    *uint16
	show         int32
	instance     windows.Handle
	idList       uintptr
	class        *uint16
	classKey     windows.Handle
	hotKey       uint32
	iconOrScreen windows.Handle
	process      windows.Handle
}

const (
	keepProcess = 0x00000040 // SEE_MASK_NOCLOSEPROCESS
	noAsync     = 0x00000100 // SEE_MASK_NOASYNC
	noDialog    = 0x00000400 // SEE_MASK_FLAG_NO_UI
)

// startAsAdministrator returns the process. ErrDeclined when the person said no.
func startAsAdministrator(path, parameters string) (windows.Handle, error) {
	var texts [4]*uint16
	for i, text := range []string{"runas", path, parameters, filepath.Dir(path)} {
		var err error
		if texts[i], err = windows.UTF16PtrFromString(text); err != nil {
			return 0, err
		}
	}
	info := shellExecuteInfo{
		mask: keepProcess | noAsync | noDialog,
		verb: texts[0], file: texts[1], parameters: texts[2], directory: texts[3], show: windows.SW_HIDE,
	}
	info.size = uint32(unsafe.Sizeof(info))
	execute := windows.NewLazySystemDLL("shell32.dll").NewProc("ShellExecuteExW")
	if err := execute.Find(); err != nil {
		return 0, fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	}
	ok, _, err := execute.Call(uintptr(unsafe.Pointer(&info)))
	switch {
	case ok == 0 && errors.Is(err, windows.ERROR_CANCELLED):
		return 0, fmt.Errorf("%w: %w", platform.ErrDeclined, err)
	case ok == 0 && errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return 0, fmt.Errorf("%w: %w", platform.ErrNeedsAdmin, err)
	case ok == 0:
		return 0, fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	case info.process == 0:
		return 0, fmt.Errorf("%w: no process was started", platform.ErrGone)
	}
	return info.process, nil
}

// receive meets the first run at the pipe that the argument names.
func receiveErrand(_ context.Context, arguments []string) (platform.Errand, error) {
	if len(arguments) != 1 || len(arguments[0]) != 32 || strings.Trim(arguments[0], "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%w: arguments", platform.ErrUnsupported)
	}
	return joinPipe(arguments[0])
}

// cleanEnvironment leaves what Windows itself needs and sets: the folders of the
// system, asked for anew. No use is made of the user's own.
func cleanEnvironment() error {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return err
	}
	root, err := windows.GetSystemWindowsDirectory()
	if err != nil {
		return err
	}
	os.Clearenv()
	return errors.Join(os.Setenv("SystemRoot", root), os.Setenv("windir", root), os.Setenv("PATH", system+";"+root))
}
