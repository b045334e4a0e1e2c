package ports

import "localhostdoctor/platform"

// processes remembers what was asked, so that a process is described once.
type processes struct {
	describe func(pid int) (platform.Process, error)
	known    map[int]described
}

type described struct {
	process platform.Process
	err     error
}

func (p processes) get(pid int) (platform.Process, error) {
	d, ok := p.known[pid]
	if !ok {
		d.process, d.err = p.describe(pid)
		p.known[pid] = d
	}
	return d.process, d.err
}

// ancestors returns the parent of child, its parent and so on. It ends where one
// cannot be read, and where a "parent" is younger than its child: that PID was
// given away again after the real parent had ended.
func (p processes) ancestors(child platform.Process) []platform.Process {
	var line []platform.Process
	seen := map[int]bool{child.PID: true}
	for child.Parent > 0 && !seen[child.Parent] {
		parent, err := p.get(child.Parent)
		if err != nil || parent.Start > child.Start && child.Start != 0 {
			break
		}
		seen[parent.PID] = true
		line = append(line, parent)
		child = parent
	}
	return line
}

// lineOf returns the PIDs of a process and its ancestors.
func (p processes) lineOf(pid int) map[int]bool {
	line := map[int]bool{pid: true}
	self, err := p.get(pid)
	if err != nil {
		return line
	}
	for _, a := range p.ancestors(self) {
		line[a.PID] = true
	}
	return line
}
