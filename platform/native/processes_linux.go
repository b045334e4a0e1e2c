package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"localhostdoctor/platform"
)

const (
	// longestComm is TASK_COMM_LEN of linux/sched.h without the final NUL.
	longestComm = 15
	// ticksPerSecond is USER_HZ, 100 on every architecture that Go knows (time(7)).
	ticksPerSecond = 100
	// mostArguments is how much of a command line is read, in bytes: the usual
	// limit of execve(2).
	mostArguments = 2 << 20
)

type processes struct {
	users  *usernames
	memory *processMemory
	booted func() (int64, error)
}

func newProcesses() processes {
	return processes{users: &usernames{}, memory: &processMemory{}, booted: sync.OnceValues(func() (int64, error) {
		stat, err := os.ReadFile("/proc/stat")
		if err != nil {
			return 0, err
		}
		return parseBootTime(string(stat))
	})}
}

// Self implements platform.Processes.
func (processes) Self() int { return os.Getpid() }

// Describe implements platform.Processes.
func (p processes) Describe(ctx context.Context, pid int) (platform.Process, error) {
	if err := ctx.Err(); err != nil {
		return platform.Process{}, err
	}
	folder := folderMark(pid)
	if known, ok := p.memory.trust(pid, folder, uptime()); ok {
		return known, nil
	}
	stat, err := readStat(pid)
	if err != nil {
		return platform.Process{}, err
	}
	if known, ok := p.memory.recall(pid, markOf(stat)); ok {
		return known, nil
	}
	found := p.read(pid, stat)
	// the PID may have been given away, or another program started in it, meanwhile
	again, err := readStat(pid)
	switch {
	case err != nil || again.start != stat.start:
		return platform.Process{}, fmt.Errorf("describing process %d: %w", pid, platform.ErrGone)
	case markOf(again) == markOf(stat):
		p.memory.remember(found, markOf(stat), folder)
	}
	return found, nil
}

func (p processes) read(pid int, stat procStat) platform.Process {
	folder := procFolder(pid)
	found := platform.Process{
		ProcessID:   platform.ProcessID{PID: pid, Start: stat.start},
		Parent:      stat.parent,
		Executable:  readLink(filepath.Join(folder, "exe")),
		CommandLine: parseArguments(readSome(filepath.Join(folder, "cmdline"))),
		User:        p.users.of(parseEffectiveUID(readSome(filepath.Join(folder, "status")))),
		Directory:   readLink(filepath.Join(folder, "cwd")),
		Kernel:      stat.kernel,
		Critical:    pid == 1, // its end is the end of the computer or container
	}
	found.Name = fullName(stat.name, longestComm, found.Executable, found.CommandLine)
	if boot, err := p.booted(); err == nil {
		ticks := time.Duration(stat.start) * (time.Second / ticksPerSecond)
		found.Started = time.Unix(boot, 0).Add(ticks)
	}
	return found
}

func procFolder(pid int) string { return "/proc/" + strconv.Itoa(pid) }

// readStat returns ErrGone for a process that does not exist or has ended.
func readStat(pid int) (procStat, error) {
	line, err := readProcFile(procFolder(pid)+"/stat", mostStatus)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
		return procStat{}, fmt.Errorf("reading process %d: %w", pid, platform.ErrGone)
	}
	if err != nil {
		return procStat{}, fmt.Errorf("reading process %d: %w", pid, err)
	}
	stat, err := parseProcStat(string(line))
	if err == nil && stat.ended() {
		return procStat{}, fmt.Errorf("reading process %d: %w", pid, platform.ErrGone)
	}
	return stat, err
}

// startMark returns ErrGone for a process that does not exist or has ended.
func startMark(pid int) (uint64, error) {
	stat, err := readStat(pid)
	return stat.start, err
}

// readLink returns where a link of /proc points, or "" when that may not be
// known. A file removed since has the mark " (deleted)" (proc_pid_exe(5)).
func readLink(path string) string {
	target, err := os.Readlink(path)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(target, " (deleted)")
}

// readSome returns the beginning of a file of /proc, or "" when it may not be read.
func readSome(path string) string {
	some, err := readProcFile(path, mostArguments)
	if err != nil {
		return ""
	}
	return string(some)
}
