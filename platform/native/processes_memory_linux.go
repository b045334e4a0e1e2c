package native

import (
	"slices"
	"sync"
	"time"

	"localhostdoctor/platform"
)

// describedFor is how long a description may be repeated. What a program was
// started as cannot change unnoticed; its folder, its user and the title that it
// gives itself can.
const describedFor = 10 * time.Second

// processMemory remembers descriptions: reading one takes 60 µs, finding out that
// it still fits 10.
type processMemory struct {
	mu    sync.Mutex
	known map[int]knownProcess
	swept time.Time
}

type knownProcess struct {
	process platform.Process
	mark    processMark
	read    time.Time
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

// recall returns what is known of process pid if that still fits.
func (m *processMemory) recall(pid int, mark processMark) (platform.Process, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.known[pid]
	if !ok || known.mark != mark || time.Since(known.read) > describedFor {
		return platform.Process{}, false
	}
	process := known.process
	process.CommandLine = slices.Clone(process.CommandLine)
	return process, true
}

// remember keeps a description, and drops those that nobody asked for again.
func (m *processMemory) remember(process platform.Process, mark processMark) {
	process.CommandLine = slices.Clone(process.CommandLine)
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if m.known == nil {
		m.known = map[int]knownProcess{}
	}
	if now.Sub(m.swept) > describedFor {
		m.swept = now
		for pid, known := range m.known {
			if now.Sub(known.read) > describedFor {
				delete(m.known, pid)
			}
		}
	}
	m.known[process.PID] = knownProcess{process: process, mark: mark, read: now}
}
