package native

import "slices"

// listed is what the kernel tells everybody about a process; start in its own units.
type listed struct {
	parent int
	name   string
	start  uint64
}

// lineage returns pid and the processes that it comes from, nearest first. A parent
// may have ended and its number be another's: who came later has started nothing.
func lineage(pid int, all map[int]listed) []int {
	line := []int{pid}
	for {
		one := all[pid]
		parent, known := all[one.parent]
		if !known || parent.start > one.start || slices.Contains(line, one.parent) {
			return line
		}
		pid = one.parent
		line = append(line, pid)
	}
}
