package native

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"localhostdoctor/platform"
)

// member is what is known of a process from its control group and its name.
type member struct {
	belonging
	forwarder bool   // it holds ports for containers
	mark      uint64 // procEntry.mark
}

// matters tells whether somebody may own what the process holds.
func (m member) matters() bool { return m.owner.Kind != "" || m.manager || m.forwarder }

// processGroups remembers the control groups of processes: to read them takes 30 µs
// for each process, and a table that is shown asks every other second. What is
// remembered of a process is forgotten when it ended, and when it is old, because a
// process may be moved to another control group.
type processGroups struct {
	every time.Duration

	mu        sync.Mutex
	begun     time.Time // when the first of known was read
	learned   int       // counts what was read and forgotten
	populated string    // procReader.population when listed was listed
	listed    []procEntry
	known     map[int]member
}

func newProcessGroups(every time.Duration) *processGroups {
	return &processGroups{every: every, known: map[int]member{}}
}

// forget makes the next call read anew.
func (g *processGroups) forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.drop()
}

func (g *processGroups) drop() {
	clear(g.known)
	g.learned++
}

// update forgets what is old and what ended. It is cheap while no process was started.
// learned is the same number as long as nothing new is known. After an error nothing
// is known.
func (g *processGroups) update() (learned int, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	const takes = 30 * time.Microsecond // to read about one process
	if time.Since(g.begun) > sparing(g.every, time.Duration(len(g.known))*takes) {
		g.drop()
		g.begun = time.Now()
	}
	if err = g.follow(); err != nil {
		g.drop() // of processes that nobody compares with those that run
	}
	return g.learned, err
}

// of returns what is known of every process that holds one of listeners, and what is
// learned with that. With an error, it is that of the others.
func (g *processGroups) of(listeners []platform.Listener) (found map[int]member, learned int, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	found = make(map[int]member, len(g.known))
	var unknown []int
	for i := range listeners {
		for _, pid := range listeners[i].PIDs {
			if _, done := found[pid]; done {
				continue
			}
			one, known := g.known[pid]
			if !known {
				unknown = append(unknown, pid)
			}
			found[pid] = one
		}
	}
	if len(unknown) > 0 {
		g.learned++
	}
	read, err := readMembers(unknown)
	for i, pid := range unknown {
		read[i].mark = g.markOf(pid)
		found[pid] = read[i]
		if read[i].mark != 0 {
			g.known[pid] = read[i]
		}
	}
	return found, g.learned, err
}

// follow forgets the processes that ended.
func (g *processGroups) follow() (err error) {
	proc, err := openProc()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, proc.close()) }()
	populated, err := proc.population()
	if err != nil || populated == g.populated {
		return err
	}
	listed, err := proc.processes(g.listed)
	if err != nil {
		return err
	}
	g.listed, g.populated = listed, populated
	for pid, one := range g.known {
		if g.markOf(pid) != one.mark {
			delete(g.known, pid)
			g.learned++
		}
	}
	return nil
}

// markOf returns 0 for a process that was not listed.
func (g *processGroups) markOf(pid int) uint64 {
	at, is := slices.BinarySearchFunc(g.listed, int32(pid), func(e procEntry, pid int32) int { return cmp.Compare(e.pid, pid) })
	if !is {
		return 0
	}
	return g.listed[at].mark
}

// readMembers reads about several processes, many of them on more than one thread.
// With an error, it is that of the others.
func readMembers(pids []int) ([]member, error) {
	found := make([]member, len(pids))
	readers := max(1, min(mostWalkers, runtime.GOMAXPROCS(0), len(pids)/perWalker))
	wrong := make([]error, readers)
	read := func(first int) {
		for i := first; i < len(pids); i += readers {
			var err error
			if found[i], err = readMember(pids[i]); err != nil {
				wrong[first] = err // the last one tells as much as all of them
			}
		}
	}
	var others sync.WaitGroup
	for i := 1; i < readers; i++ {
		others.Go(func() { read(i) })
	}
	read(0)
	others.Wait()
	return found, errors.Join(wrong...)
}

// readMember returns nothing for a program that has ended.
func readMember(pid int) (member, error) {
	file, err := readProcFile(procFolder(pid)+"/cgroup", mostStatus)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ESRCH) {
		return member{}, fmt.Errorf("reading the control group of a program: %w", err)
	}
	return member{belonging: parseProcCGroup(string(file)), forwarder: isForwarder(commandName(pid))}, nil
}

// commandName returns /proc/PID/comm; empty when the process has ended.
func commandName(pid int) string {
	comm, err := readProcFile(procFolder(pid)+"/comm", mostStatus)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(comm))
}

// isForwarder knows the programs that hold ports for containers, by the 15 bytes
// that the kernel keeps of a name.
func isForwarder(comm string) bool {
	switch comm {
	case "docker-proxy", "rootlesskit", "rootlesskit-doc", "rootlessport", "rootlessport-ch",
		"slirp4netns", "pasta", "pasta.avx2", "conmon", "com.docker.back", "vpnkit", "gvproxy":
		return true
	default:
		return false
	}
}
