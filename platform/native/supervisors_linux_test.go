package native

import (
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform"
)

// runningAs starts a program that sleeps under another name.
func runningAs(t *testing.T, name string) int {
	t.Helper()
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("sleep is not installed")
	}
	program := filepath.Join(t.TempDir(), name)
	if err := os.Symlink(sleep, program); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "60")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := command.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = command.Wait() // it says that it was killed
	})
	deadline, again := time.After(10*time.Second), time.NewTicker(time.Millisecond)
	defer again.Stop()
	for commandName(command.Process.Pid) != name {
		select {
		case <-again.C:
		case <-deadline:
			t.Fatalf("it is called %q", commandName(command.Process.Pid))
		}
	}
	return command.Process.Pid
}

func TestAForwarderIsTracedToItsContainer(t *testing.T) {
	_, socket := startEngine(t)
	s := supervisors{
		engines: newEngines([]engineSocket{{platform.OwnerDocker, socket}}),
		groups:  &groupPaths{root: t.TempDir()}, memory: newOwnerMemory(), processes: newProcessGroups(ownersKept), answer: &ownersAnswer{}, own: ownGroups,
	}
	proxy, other := runningAs(t, "docker-proxy"), runningAs(t, "shop")
	at := netip.MustParseAddrPort("0.0.0.0:8080")
	found, err := s.Owners(t.Context(), []platform.Listener{{Protocol: platform.TCP, Address: at, PIDs: []int{proxy, other}}}, platform.Query{})
	if err != nil {
		t.Fatal(err)
	}
	if got := found[platform.Held{Protocol: platform.TCP, Address: at, PID: proxy}]; got.Name != "shop" || got.Kind != platform.OwnerDocker {
		t.Errorf("the forwarder belongs to %+v", got)
	}
	if got, owned := found[platform.Held{Protocol: platform.TCP, Address: at, PID: other}]; owned {
		t.Errorf("an ordinary program belongs to %+v", got)
	}
}

func TestAHiddenHolderIsFoundByItsControlGroup(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, "system.slice", "demo.service")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	s := supervisors{groups: &groupPaths{root: root}, memory: newOwnerMemory(), processes: newProcessGroups(ownersKept), answer: &ownersAnswer{}, own: ownGroups}
	at := netip.MustParseAddrPort("127.0.0.1:8080")
	hidden := func(groups ...uint64) []platform.Listener {
		return []platform.Listener{{Protocol: platform.TCP, Address: at, Hidden: true, CGroups: groups}}
	}
	held := platform.Held{Protocol: platform.TCP, Address: at}
	found, err := s.Owners(t.Context(), hidden(inodeOf(folder)), platform.Query{})
	if err != nil || found[held].ID != "demo.service" || found[held].Scope != platform.ScopeSystem {
		t.Errorf("got %v, %v", found, err)
	}
	if found, err := s.Owners(t.Context(), hidden(inodeOf(folder), inodeOf(root)), platform.Query{}); err != nil || len(found) != 0 {
		t.Errorf("with two groups it cannot be known, and got %v, %v", found, err)
	}
	if found, err := s.Owners(t.Context(), hidden(1), platform.Query{}); err != nil || len(found) != 0 {
		t.Errorf("a group that is gone: %v, %v", found, err)
	}
	moved := filepath.Join(root, "system.slice", "other.service")
	if err := os.Rename(folder, moved); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Owners(t.Context(), hidden(inodeOf(moved)), platform.Query{}); err != nil || found[held].ID != "other.service" {
		t.Errorf("what is remembered is not checked: %v, %v", found, err)
	}
}

func TestThisProgramHasNoOwnerThatIsStoppedWithIt(t *testing.T) {
	at := netip.MustParseAddrPort("127.0.0.1:8080")
	all := []platform.Listener{{Protocol: platform.TCP, Address: at, PIDs: []int{os.Getpid()}}}
	found, err := newSupervisors().Owners(t.Context(), all, platform.Query{})
	if err != nil || len(found) != 0 {
		t.Errorf("got %v, %v", found, err)
	}
}

func TestAnotherUsersServiceIsForAdministrators(t *testing.T) {
	if os.Geteuid() == 0 {
		command := exec.Command("systemctl", "stop")
		if err := asUser(command, uint32(os.Geteuid())); err != nil || command.SysProcAttr != nil || command.Args[1] != "--user" {
			t.Errorf("one's own: %v, %v", command, err)
		}
		return
	}
	if err := asUser(exec.Command("systemctl", "stop"), 0); err == nil || !strings.Contains(err.Error(), platform.ErrNeedsAdmin.Error()) {
		t.Errorf("got %v", err)
	}
}

// rename gives this process another name for as long as the test runs; a name is
// all by which a forwarder is known.
func rename(t *testing.T, name string) {
	t.Helper()
	file := "/proc/self/comm"
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(name), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.WriteFile(file, before, 0); err != nil {
			t.Error(err)
		}
	})
}

func TestWhoAProgramBelongsToIsAskedAnewBeforeItIsStopped(t *testing.T) {
	_, socket := startEngine(t)
	s := supervisors{
		engines: newEngines([]engineSocket{{platform.OwnerDocker, socket}}),
		groups:  &groupPaths{root: t.TempDir()}, memory: newOwnerMemory(), processes: newProcessGroups(time.Hour), answer: &ownersAnswer{}, own: ownGroups,
	}
	at := netip.MustParseAddrPort("0.0.0.0:8080")
	all := []platform.Listener{{Protocol: platform.TCP, Address: at, PIDs: []int{os.Getpid()}}}
	owners := func(query platform.Query) int {
		found, err := s.Owners(t.Context(), all, query)
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	if n := owners(platform.Query{}); n != 0 {
		t.Fatalf("an ordinary program has %d owners", n)
	}
	rename(t, "docker-proxy")
	if n := owners(platform.Query{}); n != 0 {
		t.Errorf("an ordinary look reads again what it remembers")
	}
	if n := owners(platform.Query{Thorough: true}); n != 1 {
		t.Errorf("a thorough look finds %d owners", n)
	}
}

func TestProgramsThatEndedAreNotRemembered(t *testing.T) {
	g := newProcessGroups(time.Hour)
	command := start(t, child("sit"))
	held := func(pid int) []platform.Listener { return []platform.Listener{{PIDs: []int{pid}}} }
	if _, err := g.update(); err != nil {
		t.Fatal(err)
	}
	_, learned, err := g.of(held(command.Process.Pid))
	if err != nil || g.known[command.Process.Pid].mark == 0 {
		t.Fatalf("remembered %v, %v", g.known, err)
	}
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // it says that it was killed
	now, err := g.update()
	if err != nil || len(g.known) != 0 || now == learned {
		t.Errorf("remembered %v, learned %d and then %d, %v", g.known, learned, now, err)
	}
}

func TestEnginesWithoutPermissionAreFoundInTheirUsersFolder(t *testing.T) {
	all := t.TempDir()
	for _, uid := range []string{"1000", "1001"} {
		if err := os.Mkdir(filepath.Join(all, uid), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	own, others := filepath.Join(all, "1000"), filepath.Join(all, "1001")
	for _, c := range []struct {
		name, configured string
		uid              int
		want             []string
	}{
		{"as the session says", own, 1000, []string{own}},
		{"of a user without a session", "", 1000, []string{own}},
		{"of a session that moved it", "/elsewhere", 1000, []string{"/elsewhere", own}},
		{"of all users, for root", "", 0, []string{own, others}},
		{"of a user who became root", own, 0, []string{own, others}},
	} {
		if got := runtimeFolders(c.configured, c.uid, all); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if got := runtimeFolders("", 0, filepath.Join(all, "nothing")); got != nil {
		t.Errorf("nobody is signed in: %v", got)
	}
}
