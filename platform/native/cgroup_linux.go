package native

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"localhostdoctor/platform"
)

// hiddenGroup returns the control group of a listener whose holder may not be
// seen. With several groups nobody can tell which of them is the hidden one's.
func hiddenGroup(l platform.Listener) (group uint64, only bool) {
	if len(l.PIDs) != 0 || len(l.CGroups) != 1 {
		return 0, false
	}
	return l.CGroups[0], true
}

func hiddenGroups(listeners []platform.Listener) []uint64 {
	seen := map[uint64]bool{}
	for _, l := range listeners {
		if group, only := hiddenGroup(l); only {
			seen[group] = true
		}
	}
	return slices.Collect(maps.Keys(seen))
}

// groupPaths finds control groups by their number, the inode of their folder.
type groupPaths struct {
	root string
	mu   sync.Mutex
	path map[uint64]string // as /proc/PID/cgroup would give it
}

// find returns the paths of control groups; one that is gone has none. The
// folders are walked through only when one is not known yet.
func (g *groupPaths) find(groups []uint64) (map[uint64]string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, group := range groups {
		known, ok := g.path[group]
		if ok && inodeOf(filepath.Join(g.root, known)) == group {
			continue
		}
		walked, err := walkGroups(g.root)
		if err != nil {
			return nil, fmt.Errorf("listing control groups: %w", err)
		}
		g.path = walked
		break
	}
	return g.path, nil
}

// inodeOf returns 0 when there is nothing at path.
func inodeOf(path string) uint64 {
	var stat syscall.Stat_t
	if syscall.Stat(path, &stat) != nil {
		return 0
	}
	return stat.Ino
}

func walkGroups(root string) (map[uint64]string, error) {
	if unified := filepath.Join(root, "unified"); inodeOf(unified) != 0 {
		root = unified // version 2 beside version 1
	}
	found := map[uint64]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && path != root, errors.Is(err, fs.ErrPermission):
			return nil // it was removed meanwhile, or is not for everybody
		case err != nil:
			return err
		case entry.IsDir():
			found[inodeOf(path)] = "/" + strings.TrimPrefix(strings.TrimPrefix(path, root), "/")
		}
		return nil
	})
	return found, err
}

// ownGroups returns the owners with which this program would end: its own and
// those of its ancestors.
func ownGroups() map[platform.Owner]bool {
	own := map[platform.Owner]bool{}
	const most = 64 // ends the walk should PIDs be given away meanwhile
	for pid, n := os.Getpid(), 0; pid > 1 && n < most; n++ {
		file, err := os.ReadFile(procFolder(pid) + "/cgroup")
		if err != nil {
			break
		}
		own[parseProcCGroup(string(file)).owner] = true
		stat, err := readStat(pid)
		if err != nil {
			break
		}
		pid = stat.parent
	}
	return own
}
