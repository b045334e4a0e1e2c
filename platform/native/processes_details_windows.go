package native

import (
	"errors"
	"unsafe"

	"golang.org/x/sys/windows"
)

// commandLineOf returns the command line as the one text that Windows keeps, or ""
// before Windows 8.1, and when it may not be known.
func commandLineOf(handle windows.Handle) string {
	buffer := make([]uint64, 1<<9)
	for {
		size := uint32(len(buffer) * 8)
		var needed uint32
		err := windows.NtQueryInformationProcess(handle, windows.ProcessCommandLineInformation, unsafe.Pointer(&buffer[0]), size, &needed)
		if errors.Is(err, windows.STATUS_INFO_LENGTH_MISMATCH) && len(buffer) < 1<<15 {
			buffer = make([]uint64, 4*len(buffer))
			continue
		}
		if err != nil {
			return ""
		}
		return (*windows.NTUnicodeString)(unsafe.Pointer(&buffer[0])).String()
	}
}

// arguments splits a command line as most programs do (CommandLineToArgvW).
func arguments(commandLine string) []string {
	if commandLine == "" {
		return nil
	}
	split, err := windows.DecomposeCommandLine(commandLine)
	if err != nil {
		return []string{commandLine}
	}
	return split
}

// parametersOf reads the current folder and the command line out of the process's
// own memory, where Windows keeps them. It needs more rights than the rest.
func parametersOf(pid int, start uint64) (folder, commandLine string) {
	const rights = windows.PROCESS_QUERY_LIMITED_INFORMATION | windows.PROCESS_VM_READ
	handle, err := windows.OpenProcess(rights, false, uint32(pid))
	if err != nil {
		return "", ""
	}
	defer func() { _ = windows.CloseHandle(handle) }() // nothing was changed
	if started, err := startOf(handle); err != nil || started != start {
		return "", ""
	}
	var basic windows.PROCESS_BASIC_INFORMATION
	err = windows.NtQueryInformationProcess(handle, windows.ProcessBasicInformation, unsafe.Pointer(&basic), uint32(unsafe.Sizeof(basic)), nil)
	if err != nil || basic.PebBaseAddress == nil {
		return "", ""
	}
	var block windows.PEB
	if !peek(handle, uintptr(unsafe.Pointer(basic.PebBaseAddress)), unsafe.Pointer(&block), unsafe.Offsetof(block.ProcessParameters)+unsafe.Sizeof(block.ProcessParameters)) {
		return "", ""
	}
	var parameters windows.RTL_USER_PROCESS_PARAMETERS
	size := unsafe.Offsetof(parameters.CommandLine) + unsafe.Sizeof(parameters.CommandLine)
	if !peek(handle, uintptr(unsafe.Pointer(block.ProcessParameters)), unsafe.Pointer(&parameters), size) {
		return "", ""
	}
	return peekText(handle, parameters.CurrentDirectory.DosPath), peekText(handle, parameters.CommandLine)
}

func peekText(handle windows.Handle, text windows.NTUnicodeString) string {
	if text.Length < 2 {
		return ""
	}
	units := make([]uint16, text.Length/2)
	if !peek(handle, uintptr(unsafe.Pointer(text.Buffer)), unsafe.Pointer(&units[0]), uintptr(len(units)*2)) {
		return ""
	}
	return windows.UTF16ToString(units)
}

// peek copies size bytes at from in another process's memory to where to points.
func peek(handle windows.Handle, from uintptr, to unsafe.Pointer, size uintptr) bool {
	var n uintptr
	err := windows.ReadProcessMemory(handle, from, (*byte)(to), size, &n)
	return err == nil && n == size
}

// isCritical tells whether the end of the process is the end of Windows. Before
// Windows 8.1 nobody says.
func isCritical(handle windows.Handle) bool {
	ask := windows.NewLazySystemDLL("kernel32.dll").NewProc("IsProcessCritical")
	if ask.Find() != nil {
		return false
	}
	var critical int32
	done, _, _ := ask.Call(uintptr(handle), uintptr(unsafe.Pointer(&critical)))
	return done != 0 && critical != 0
}
