package ports_test

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

// world is the processes of a computer; it counts how often each is described.
type world struct {
	processes map[int]platform.Process
	asked     map[int]int
}

func (w *world) describe(pid int) (platform.Process, error) {
	w.asked[pid]++
	p, ok := w.processes[pid]
	if !ok {
		return p, fmt.Errorf("process %d: %w", pid, platform.ErrGone)
	}
	if p.Name == "unreadable" {
		return platform.Process{}, errors.New("no permission")
	}
	p.PID = pid
	return p, nil
}

// desktop is init → gnome-shell → terminal → bash → this program (50), and a
// development server started by npm from the same shell.
func desktop() *world {
	w := &world{processes: map[int]platform.Process{}, asked: map[int]int{}}
	for _, p := range []struct {
		pid, parent      int
		name, exe, owner string
	}{
		{1, 0, "systemd", "/usr/lib/systemd/systemd", "root"},
		{2, 0, "kthreadd", "", "root"},
		{10, 1, "gnome-shell", "/usr/bin/gnome-shell", "ana"},
		{20, 10, "gnome-terminal-", "/usr/libexec/gnome-terminal-server", "ana"},
		{30, 20, "bash", "/usr/bin/bash", "ana"},
		{50, 30, "localhost-docto", "/opt/localhost-doctor", "ana"},
		{60, 30, "npm run dev", "/usr/bin/node", "ana"},
		{61, 60, "node", "/usr/bin/node", "ana"},
		{62, 61, "esbuild", "/home/ana/shop/node_modules/esbuild", "ana"},
	} {
		w.add(platform.Process{
			ProcessID: platform.ProcessID{PID: p.pid, Start: uint64(100 + p.pid)}, Parent: p.parent,
			Name: p.name, Executable: p.exe, User: p.owner,
		})
	}
	return w
}

func (w *world) add(p platform.Process) { w.processes[p.PID] = p }

var ana = ports.Viewer{Self: 50, User: "ana", OS: "linux"}

func tcp(address string, pids ...int) platform.Listener {
	return platform.Listener{Protocol: platform.TCP, Address: netip.MustParseAddrPort(address), PIDs: pids}
}

func (w *world) build(t *testing.T, viewer ports.Viewer, all ...platform.Listener) ports.Table {
	t.Helper()
	return knowledge(t).Build(platform.Listeners{All: all}, w.describe, viewer, time.Unix(1, 0))
}

func TestRowsSayWhoCanReachThem(t *testing.T) {
	for _, c := range []struct {
		address string
		reach   ports.Reach
	}{
		{"127.0.0.1:80", ports.ReachLoopback},
		{"127.1.2.3:80", ports.ReachLoopback},
		{"[::1]:80", ports.ReachLoopback},
		{"[::ffff:127.0.0.1]:80", ports.ReachLoopback},
		{"0.0.0.0:80", ports.ReachAll},
		{"[::]:80", ports.ReachAll},
		{"192.168.1.5:80", ports.ReachNetwork},
		{"[fe80::1%eth0]:80", ports.ReachNetwork},
	} {
		t.Run(c.address, func(t *testing.T) {
			table := desktop().build(t, ana, tcp(c.address, 61))
			if len(table.Rows) != 1 || table.Rows[0].Reach != c.reach {
				t.Fatalf("got %+v, want reach %s", table.Rows, c.reach)
			}
			if kept := len(table.LoopbackOnly().Rows) == 1; kept != (c.reach != ports.ReachNetwork) {
				t.Errorf("LoopbackOnly keeps it: %v", kept)
			}
		})
	}
}

func TestPortClassesBeginWhereRFC6335Says(t *testing.T) {
	for port, want := range map[uint16]ports.Class{
		0: ports.ClassSystem, 1023: ports.ClassSystem, 1024: ports.ClassRegistered,
		49151: ports.ClassRegistered, 49152: ports.ClassDynamic, 65535: ports.ClassDynamic,
	} {
		if got := ports.ClassOf(port); got != want {
			t.Errorf("port %d is %s, want %s", port, got, want)
		}
	}
}

func TestRowsAreSortedAndSharedSocketsAreOneRow(t *testing.T) {
	udp := tcp("127.0.0.1:3000", 61)
	udp.Protocol = platform.UDP
	table := desktop().build(t, ana,
		tcp("[::1]:3000", 61), tcp("127.0.0.1:9000", 61), udp,
		tcp("127.0.0.1:3000", 62), tcp("127.0.0.1:3000", 61), tcp("127.0.0.1:80", 61))
	var got []string
	for _, r := range table.Rows {
		got = append(got, fmt.Sprint(r.Port, " ", r.Protocol, " ", r.Address))
	}
	want := []string{"80 tcp 127.0.0.1", "3000 tcp 127.0.0.1", "3000 tcp ::1", "3000 udp 127.0.0.1", "9000 tcp 127.0.0.1"}
	if !slices.Equal(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
	if n := len(table.Rows[1].Holders); n != 2 {
		t.Errorf("the shared port has %d holders, want 2", n)
	}
	if n := len(table.OnPort(3000).Rows); n != 3 {
		t.Errorf("port 3000 has %d rows, want 3", n)
	}
}

func TestHoldersComeParentsFirstEachOnce(t *testing.T) {
	w := desktop()
	table := w.build(t, ana, tcp("127.0.0.1:3000", 62, 61, 60, 61), tcp("[::1]:3000", 61, 62))
	var pids []int
	for _, h := range table.Holders() {
		pids = append(pids, h.PID)
	}
	if !slices.Equal(pids, []int{60, 61, 62}) {
		t.Errorf("got %v, want 60 61 62", pids)
	}
	for pid, n := range w.asked {
		if n != 1 {
			t.Errorf("process %d was described %d times", pid, n)
		}
	}
}

func TestAncestorsLeadToTheFirstProgram(t *testing.T) {
	table := desktop().build(t, ana, tcp("127.0.0.1:3000", 61))
	var line []int
	for _, a := range table.Rows[0].Holders[0].Ancestors {
		line = append(line, a.PID)
	}
	if !slices.Equal(line, []int{60, 30, 20, 10, 1}) {
		t.Errorf("got %v", line)
	}
}

func TestAncestorsEndAtACircleAndAtAnImpostor(t *testing.T) {
	w := desktop()
	w.add(platform.Process{ProcessID: platform.ProcessID{PID: 70, Start: 5}, Parent: 71, Name: "a"})
	w.add(platform.Process{ProcessID: platform.ProcessID{PID: 71, Start: 5}, Parent: 70, Name: "b"})
	// 80 says that 81 is its parent, but 81 is younger: the PID was given away again.
	w.add(platform.Process{ProcessID: platform.ProcessID{PID: 80, Start: 5}, Parent: 81, Name: "orphan"})
	w.add(platform.Process{ProcessID: platform.ProcessID{PID: 81, Start: 6}, Parent: 1, Name: "impostor"})
	table := w.build(t, ana, tcp("127.0.0.1:3000", 70), tcp("127.0.0.1:3001", 80))
	if line := table.Rows[0].Holders[0].Ancestors; len(line) != 1 || line[0].PID != 71 {
		t.Errorf("circle: %+v", line)
	}
	if line := table.Rows[1].Holders[0].Ancestors; len(line) != 0 {
		t.Errorf("impostor: %+v", line)
	}
}

func TestHiddenOwnersMakeTheTableIncomplete(t *testing.T) {
	w := desktop()
	table := knowledge(t).Build(platform.Listeners{All: []platform.Listener{tcp("127.0.0.1:631")}, HiddenOwners: true},
		w.describe, ana, time.Unix(1, 0))
	if table.Complete || table.IncompleteBecause.IsZero() {
		t.Errorf("complete: %v, because %q", table.Complete, table.IncompleteBecause.Key)
	}
	root := ana
	root.Elevated = true
	asRoot := knowledge(t).Build(platform.Listeners{All: []platform.Listener{tcp("127.0.0.1:631")}, HiddenOwners: true},
		w.describe, root, time.Unix(1, 0))
	if asRoot.IncompleteBecause.Key != "ports.incomplete.hidden-from-all" || asRoot.Rows[0].Holders[0].Reason.Key != "ports.reason.hidden-from-all" {
		t.Errorf("to root it says %+v", asRoot)
	}
	h := table.Rows[0].Holders
	if len(h) != 1 || h[0].PID != 0 || h[0].Verdict != ports.Never || h[0].Reason.IsZero() {
		t.Errorf("got %+v", h)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	w := desktop()
	w.add(platform.Process{ProcessID: platform.ProcessID{PID: 90}, Name: "unreadable"})
	table := w.build(t, ana, tcp("127.0.0.1:3000", 90))
	if table.Complete {
		t.Error("the table says that it is complete")
	}
	if h := table.Rows[0].Holders[0]; h.PID != 90 || h.Verdict != ports.Ask || h.Reason.Key != "ports.reason.unreadable" {
		t.Errorf("got %+v", h)
	}
	table = w.build(t, ana, tcp("127.0.0.1:3000", 99))
	if h := table.Rows[0].Holders[0]; !table.Complete || h.PID != 99 || h.Reason.Key != "ports.reason.ended" {
		t.Errorf("a program that has ended: %+v", h)
	}
}

func TestOfAHiddenHolderItsUserIsKnown(t *testing.T) {
	w := desktop()
	hidden := tcp("127.0.0.1:631")
	hidden.Hidden, hidden.User = true, "root"
	h := w.build(t, ana, hidden).Rows[0].Holders[0]
	if h.PID != 0 || h.User != "root" || h.Verdict != ports.Never || h.Reason.Key != "ports.reason.hidden-of" || h.Reason.Args["User"] != "root" {
		t.Errorf("got %+v", h)
	}
	admin := ana
	admin.Elevated = true
	if h = w.build(t, admin, hidden).Rows[0].Holders[0]; h.User != "root" || h.Reason.Key != "ports.reason.hidden-from-all" {
		t.Errorf("for the administrator: %+v", h)
	}
}
