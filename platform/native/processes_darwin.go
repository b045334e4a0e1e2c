package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

const (
	// longestComm is MAXCOMLEN of sys/param.h.
	longestComm = 16
	// stateZombie is SZOMB of sys/proc.h.
	stateZombie = 5
)

type processes struct{ users *usernames }

func newProcesses() processes { return processes{users: &usernames{}} }

// Self implements platform.Processes.
func (processes) Self() int { return os.Getpid() }

// Describe implements platform.Processes.
func (p processes) Describe(ctx context.Context, pid int) (platform.Process, error) {
	if err := ctx.Err(); err != nil {
		return platform.Process{}, err
	}
	info, err := kernelInfo(pid)
	if err != nil {
		return platform.Process{}, err
	}
	start := info.Proc.P_starttime
	found := platform.Process{
		ProcessID: platform.ProcessID{PID: pid, Start: microseconds(start)},
		Parent:    int(info.Eproc.Ppid),
		User:      p.users.of(strconv.FormatUint(uint64(info.Eproc.Ucred.Uid), 10)),
		Started:   time.Unix(start.Unix()),
		Directory: currentFolder(pid),
		Kernel:    pid == 0,
		Critical:  pid == 1, // launchd
	}
	if raw, err := unix.SysctlRaw("kern.procargs2", pid); err == nil {
		found.Executable, found.CommandLine = parseProcArgs(raw, binary.NativeEndian)
	}
	if path := programPath(pid); path != "" {
		found.Executable = path
	} else if !strings.HasPrefix(found.Executable, "/") {
		found.Executable = ""
	}
	name := unix.ByteSliceToString(info.Proc.P_comm[:])
	found.Name = fullName(name, longestComm, found.Executable, found.CommandLine)
	if again, err := startMark(pid); err != nil || again != found.Start {
		return platform.Process{}, fmt.Errorf("describing process %d: %w", pid, platform.ErrGone)
	}
	return found, nil
}

// Open implements platform.Processes.
func (processes) Open(ctx context.Context, id platform.ProcessID) (platform.Handle, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if id.PID <= 0 {
		return nil, fmt.Errorf("opening process %d: %w", id.PID, platform.ErrGone)
	}
	return openByNumber(id)
}

// kernelInfo returns ErrGone for a process that does not exist, for which the
// kernel returns nothing and package unix EIO, or that has ended.
func kernelInfo(pid int) (*unix.KinfoProc, error) {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	switch {
	case errors.Is(err, unix.EIO), errors.Is(err, unix.ESRCH):
		return nil, fmt.Errorf("reading process %d: %w", pid, platform.ErrGone)
	case err != nil:
		return nil, fmt.Errorf("reading process %d: %w", pid, err)
	case info.Proc.P_stat == stateZombie, int(info.Proc.P_pid) != pid:
		return nil, fmt.Errorf("reading process %d: %w", pid, platform.ErrGone)
	}
	return info, nil
}

// startMark returns ErrGone for a process that does not exist or has ended.
func startMark(pid int) (uint64, error) {
	info, err := kernelInfo(pid)
	if err != nil {
		return 0, err
	}
	return microseconds(info.Proc.P_starttime), nil
}

func microseconds(t unix.Timeval) uint64 { return uint64(t.Sec)*1e6 + uint64(t.Usec) }

// The numbers of sys/proc_info.h.
const (
	callPidInfo     = 2  // PROC_INFO_CALL_PIDINFO
	pathInfo        = 11 // PROC_PIDPATHINFO
	folderInfo      = 9  // PROC_PIDVNODEPATHINFO
	longestPath     = 4 * 1024
	folderInfoSize  = 2 * (vnodeInfoSize + maxPathLen)
	vnodeInfoSize   = 152 // struct vnode_info, before the path
	maxPathLen      = 1024
	procInfoSyscall = 336 // SYS_proc_info of sys/syscall.h
)

// programPath returns the path of a process's program, or "".
func programPath(pid int) string {
	path := make([]byte, longestPath)
	if !procInfo(pid, pathInfo, path) {
		return ""
	}
	return absolute(path)
}

// currentFolder returns the current folder of a process, or "".
func currentFolder(pid int) string {
	info := make([]byte, folderInfoSize)
	if !procInfo(pid, folderInfo, info) {
		return ""
	}
	return absolute(info[vnodeInfoSize : vnodeInfoSize+maxPathLen])
}

func procInfo(pid, flavor int, buffer []byte) bool {
	_, _, number := unix.Syscall6(procInfoSyscall, callPidInfo, uintptr(pid), uintptr(flavor), 0,
		uintptr(unsafe.Pointer(&buffer[0])), uintptr(len(buffer)))
	return number == 0
}

// absolute returns the path at the start of raw, or "" when there is none.
func absolute(raw []byte) string {
	path := unix.ByteSliceToString(raw)
	if !strings.HasPrefix(path, "/") {
		return ""
	}
	return path
}
