package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// The two processes that are the kernel's own.
const (
	idlePID   = 0
	systemPID = 4
)

type processes struct {
	users    *accounts
	snapshot *snapshots
}

func newProcesses() processes {
	return processes{users: &accounts{}, snapshot: &snapshots{}}
}

// Self implements platform.Processes.
func (processes) Self() int { return os.Getpid() }

// Describe implements platform.Processes. Name, parent and start are known of
// every process, the rest of those that the current user may ask.
func (p processes) Describe(ctx context.Context, pid int) (platform.Process, error) {
	if err := ctx.Err(); err != nil {
		return platform.Process{}, err
	}
	listed, err := p.snapshot.find(pid)
	if err != nil {
		return platform.Process{}, fmt.Errorf("describing process %d: %w", pid, err)
	}
	found := platform.Process{
		ProcessID: platform.ProcessID{PID: pid, Start: listed.start},
		Parent:    listed.parent,
		Name:      listed.name,
		Kernel:    pid == idlePID || pid == systemPID,
	}
	if listed.start != 0 {
		found.Started = filetime(listed.start)
	}
	if found.Kernel {
		return found, nil
	}
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if errors.Is(err, windows.ERROR_INVALID_PARAMETER) {
		return platform.Process{}, fmt.Errorf("describing process %d: %w", pid, platform.ErrGone)
	}
	if err != nil {
		return found, nil // another user's: no more may be known
	}
	defer func() { _ = windows.CloseHandle(handle) }() // nothing was changed
	if started, err := startOf(handle); err == nil && started != listed.start {
		return platform.Process{}, fmt.Errorf("describing process %d: %w", pid, platform.ErrGone)
	}
	found.Executable = executableOf(handle)
	folder, commandLine := parametersOf(pid, listed.start)
	if asked := commandLineOf(handle); asked != "" {
		commandLine = asked
	}
	found.CommandLine = arguments(commandLine)
	found.Directory = folder
	found.User = p.users.of(handle)
	found.Critical = isCritical(handle)
	return found, nil
}

// startOf returns the creation time as a FILETIME in one number.
func startOf(handle windows.Handle) (uint64, error) {
	var created, exited, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(handle, &created, &exited, &kernel, &user); err != nil {
		return 0, err
	}
	return uint64(created.HighDateTime)<<32 | uint64(created.LowDateTime), nil
}

func filetime(ticks uint64) time.Time {
	t := windows.Filetime{LowDateTime: uint32(ticks), HighDateTime: uint32(ticks >> 32)}
	return time.Unix(0, t.Nanoseconds())
}

func executableOf(handle windows.Handle) string {
	path := make([]uint16, windows.MAX_LONG_PATH)
	size := uint32(len(path))
	if windows.QueryFullProcessImageName(handle, 0, &path[0], &size) != nil {
		return ""
	}
	return windows.UTF16ToString(path[:size])
}
