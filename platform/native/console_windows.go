package native

import (
	"fmt"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// attachParentProcess is ATTACH_PARENT_PROCESS of AttachConsole.
const attachParentProcess = ^uintptr(0)

// UseParentConsole lets a program that is linked as a window program (which has
// no console of its own) answer in the terminal that it was called from. Streams
// that lead somewhere already, such as a pipe or a file, are left alone; without
// a terminal, as after a double click, nothing happens.
func UseParentConsole() error {
	streams := []struct {
		number uint32
		file   **os.File
		device string
		access uint32
	}{
		{windows.STD_INPUT_HANDLE, &os.Stdin, "CONIN$", windows.GENERIC_READ},
		{windows.STD_OUTPUT_HANDLE, &os.Stdout, "CONOUT$", windows.GENERIC_READ | windows.GENERIC_WRITE},
		{windows.STD_ERROR_HANDLE, &os.Stderr, "CONOUT$", windows.GENERIC_READ | windows.GENERIC_WRITE},
	}
	attached := false
	for _, s := range streams {
		if handle, err := windows.GetStdHandle(s.number); err == nil && handle != 0 && handle != windows.InvalidHandle {
			continue
		}
		if !attached {
			attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
			if ok, _, _ := attach.Call(attachParentProcess); ok == 0 {
				return nil // called without a terminal: there is nowhere to answer
			}
			attached = true
		}
		if err := openConsole(s.device, s.access, s.file); err != nil {
			return err
		}
	}
	return nil
}

func openConsole(device string, access uint32, file **os.File) error {
	name, err := windows.UTF16PtrFromString(device)
	if err != nil {
		return fmt.Errorf("opening the console: %w", err)
	}
	handle, err := windows.CreateFile(name, access, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil,
		windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return fmt.Errorf("opening the console: %w", err)
	}
	*file = os.NewFile(uintptr(handle), device)
	return nil
}

// withoutConsole starts a second run of this program with no console, and no window.
func withoutConsole() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: windows.DETACHED_PROCESS}
}
