package native

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// procStat is what is used of /proc/PID/stat (proc_pid_stat(5)).
type procStat struct {
	name    string
	state   byte
	parent  int
	kernel  bool
	threads int
	start   uint64 // clock ticks since boot
	// image is where the stack and the arguments of the program begin: another place
	// after each execve(2). 0 when that may not be known.
	image [2]uint64
}

// kernelThread is PF_KTHREAD of linux/sched.h. A parent of 2 does not prove a
// kernel thread: inside a container PID 2 is a program.
const kernelThread = 0x00200000

// parseProcStat reads one line of /proc/PID/stat. The name may hold anything,
// also parentheses and line breaks, so the last one ends it.
func parseProcStat(line string) (procStat, error) {
	open, end := strings.IndexByte(line, '('), strings.LastIndexByte(line, ')')
	if open < 0 || end < open {
		return procStat{}, errors.New("reading a process's stat: no name")
	}
	// after holds the fields from number 3 on
	after := strings.Fields(line[end+1:])
	if len(after) < 20 || len(after[0]) != 1 {
		return procStat{}, fmt.Errorf("reading a process's stat: %d fields after the name", len(after))
	}
	stat := procStat{name: line[open+1 : end], state: after[0][0]}
	numbers := [4]uint64{}
	for i, field := range [4]int{4, 9, 20, 22} {
		n, err := strconv.ParseUint(after[field-3], 10, 64)
		if err != nil {
			return procStat{}, fmt.Errorf("reading field %d of a process's stat: %w", field, err)
		}
		numbers[i] = n
	}
	stat.parent = int(numbers[0])
	stat.kernel = numbers[1]&kernelThread != 0
	stat.threads = int(numbers[2])
	stat.start = numbers[3]
	for i, field := range [2]int{28, 48} {
		if field-3 >= len(after) {
			break // before Linux 3.5
		}
		n, err := strconv.ParseUint(after[field-3], 10, 64)
		if err != nil {
			return procStat{}, fmt.Errorf("reading field %d of a process's stat: %w", field, err)
		}
		stat.image[i] = n
	}
	return stat, nil
}

// ended tells whether nothing runs any more: only the entry waits for its parent.
// While other threads live on after the first one, the process has not ended.
func (s procStat) ended() bool {
	return (s.state == 'Z' || s.state == 'X' || s.state == 'x') && s.threads <= 1
}

// parseArguments splits /proc/PID/cmdline. Programs that write their title over
// their arguments leave NULs behind it.
func parseArguments(cmdline string) []string {
	cmdline = strings.TrimRight(cmdline, "\x00")
	if cmdline == "" {
		return nil
	}
	return strings.Split(cmdline, "\x00")
}

// fullName returns the name of a process that the kernel may have cut after limit
// bytes: the program's or the first argument's file name when it goes on.
func fullName(name string, limit int, executable string, arguments []string) string {
	if len(name) < limit {
		return name
	}
	candidates := []string{executable}
	if len(arguments) > 0 {
		candidates = append(candidates, arguments[0])
	}
	for _, path := range candidates {
		file := path[strings.LastIndexByte(path, '/')+1:]
		if strings.HasPrefix(file, name) {
			return file
		}
	}
	return name
}

// parseEffectiveUID returns the second number of the Uid line of
// /proc/PID/status (proc_pid_status(5)), or "".
func parseEffectiveUID(status string) string {
	for line := range strings.Lines(status) {
		numbers, found := strings.CutPrefix(line, "Uid:")
		if fields := strings.Fields(numbers); found && len(fields) > 1 {
			return fields[1]
		}
	}
	return ""
}

// parseBootTime returns btime of /proc/stat, in seconds since 1970 (proc_stat(5)).
func parseBootTime(stat string) (int64, error) {
	for line := range strings.Lines(stat) {
		if seconds, found := strings.CutPrefix(line, "btime "); found {
			return strconv.ParseInt(strings.TrimSpace(seconds), 10, 64)
		}
	}
	return 0, errors.New("reading /proc/stat: no btime")
}
