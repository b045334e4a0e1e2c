package native

import (
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// describedFor is how long a description may be repeated. What a program was
// started as cannot change unnoticed; its folder, its user and the title that it
// gives itself can.
const describedFor = 10 * time.Second

// What it takes for one process to read its description, and to find out by its stat
// that the description still fits. That it still is the same process takes 2 µs.
const (
	readingTakes  = 60 * time.Microsecond
	checkingTakes = 10 * time.Microsecond
)

// settledAfter is the age after which a process hardly becomes another program any
// more: what starts servers makes a process and lets that become the server at once.
const settledAfter = 10 * time.Second

// processMemory remembers descriptions. How long, depends on how many they are: see
// sparing. Those of an ordinary desktop are checked each time.
type processMemory struct {
	mu    sync.Mutex
	known map[int]knownProcess
	swept time.Time
}

type knownProcess struct {
	process platform.Process
	mark    processMark
	folder  uint64 // procEntry.mark
	read    time.Time
	checked time.Time
}

// processMark is another one as soon as a PID belongs to another process or its
// process runs another program.
type processMark struct {
	start  uint64
	name   string
	parent int
	image  [2]uint64
}

func markOf(stat procStat) processMark {
	return processMark{start: stat.start, name: stat.name, parent: stat.parent, image: stat.image}
}

// trust returns what is known of process pid without a check that it still runs the
// same program, where there was one lately. folder is its procEntry.mark.
func (m *processMemory) trust(pid int, folder uint64, uptime time.Duration) (platform.Process, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.known[pid]
	const share = 1000
	age := uptime - time.Duration(known.mark.start)*(time.Second/ticksPerSecond)
	if !ok || folder == 0 || known.folder != folder || age < settledAfter || m.isOld(known) ||
		time.Since(known.checked) > min(describedFor, share*checkingTakes*time.Duration(len(m.known))) {
		return platform.Process{}, false
	}
	return known.copy(), true
}

// recall returns what is known of process pid if that fits the mark just read.
func (m *processMemory) recall(pid int, mark processMark) (platform.Process, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.known[pid]
	if !ok || known.mark != mark || m.isOld(known) {
		return platform.Process{}, false
	}
	known.checked = time.Now()
	m.known[pid] = known
	return known.copy(), true
}

// keeps is how long a description may be repeated.
func (m *processMemory) keeps() time.Duration {
	return sparing(describedFor, readingTakes*time.Duration(len(m.known)))
}

func (m *processMemory) isOld(known knownProcess) bool { return time.Since(known.read) > m.keeps() }

// copy belongs to its receiver.
func (k knownProcess) copy() platform.Process {
	process := k.process
	process.CommandLine = slices.Clone(process.CommandLine)
	return process
}

// remember keeps a description, and drops those that nobody asked for again.
func (m *processMemory) remember(process platform.Process, mark processMark, folder uint64) {
	process.CommandLine = slices.Clone(process.CommandLine)
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if m.known == nil {
		m.known = map[int]knownProcess{}
	}
	if keeps := m.keeps(); now.Sub(m.swept) > keeps {
		m.swept = now
		for pid, known := range m.known {
			if now.Sub(known.read) > keeps {
				delete(m.known, pid)
			}
		}
	}
	m.known[process.PID] = knownProcess{process: process, mark: mark, folder: folder, read: now, checked: now}
}

// folderMark returns the procEntry.mark of process pid; 0 when there is none.
func folderMark(pid int) uint64 { return inodeOf(procFolder(pid)) }

// uptime is how long the computer runs, by the clock that counts when processes
// started (proc_pid_stat(5), starttime).
func uptime() time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &now); err != nil {
		return 0 // then every process is young, and checked
	}
	return time.Duration(now.Nano())
}
