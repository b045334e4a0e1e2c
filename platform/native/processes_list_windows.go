package native

import (
	"errors"
	"fmt"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// snapshotLife is how long a list of processes serves for describing them: one
// refresh describes many.
const snapshotLife = 200 * time.Millisecond

// snapshots keeps the last list of processes.
type snapshots struct {
	mu    sync.Mutex
	taken time.Time
	all   map[int]listed
}

func (s *snapshots) find(pid int) (listed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, known := s.all[pid]
	if !known || time.Since(s.taken) > snapshotLife {
		all, err := listProcesses()
		if err != nil {
			return listed{}, fmt.Errorf("listing processes: %w", err)
		}
		s.all, s.taken = all, time.Now()
		one, known = s.all[pid]
	}
	if !known {
		return listed{}, platform.ErrGone
	}
	return one, nil
}

// listProcesses asks the kernel rather than Toolhelp, because only it also says
// when each process was started without asking for any right on it.
func listProcesses() (map[int]listed, error) {
	buffer := make([]uint64, 1<<16) // in words, for the alignment of the entries
	for {
		size := uint32(len(buffer) * 8)
		var needed uint32
		err := windows.NtQuerySystemInformation(windows.SystemProcessInformation, unsafe.Pointer(&buffer[0]), size, &needed)
		if errors.Is(err, windows.STATUS_INFO_LENGTH_MISMATCH) && len(buffer) < 1<<24 {
			buffer = make([]uint64, 2*len(buffer))
			continue
		}
		if err != nil {
			return nil, err
		}
		return readProcesses(buffer), nil
	}
}

func readProcesses(buffer []uint64) map[int]listed {
	all := map[int]listed{}
	for at := uintptr(0); ; {
		entry := (*windows.SYSTEM_PROCESS_INFORMATION)(unsafe.Add(unsafe.Pointer(&buffer[0]), at))
		pid := int(entry.UniqueProcessID)
		name := entry.ImageName.String()
		if pid == idlePID {
			name = "System Idle Process"
		}
		all[pid] = listed{
			parent: int(entry.InheritedFromUniqueProcessID),
			name:   name,
			start:  uint64(entry.CreateTime),
		}
		if entry.NextEntryOffset == 0 {
			return all
		}
		at += uintptr(entry.NextEntryOffset)
	}
}
