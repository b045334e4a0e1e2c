//go:build e2e && linux

package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// computer is where programs are started: this one, or namespaces with
// files and a network of their own in place of the system's.
type computer struct {
	state string   // where the program keeps its backups
	enter []string // the command that leads into the namespaces

	window *os.Process // the program whose window was opened last; nil when none was
}

// thisComputer is the one that the tests run on.
func thisComputer(t testing.TB) *computer {
	t.Helper()
	return &computer{state: t.TempDir()}
}

// healthyComputer has a hosts file as it should be and a DNS server that knows
// localhost.
func healthyComputer(t testing.TB) *computer {
	t.Helper()
	knowingNameServer(t)
	return sickComputer(t, map[string]string{
		"/etc/hosts":       wellHosts(),
		"/etc/resolv.conf": "nameserver " + knowingAddress + "\n",
	})
}

// sickComputer has the given files in place of its own, and nobody else sees
// them. Its resolver looks into the hosts file and nowhere else.
func sickComputer(t testing.TB, files map[string]string) *computer {
	t.Helper()
	all := map[string]string{"/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n"}
	for path, content := range files {
		all[path] = content
	}
	return withNamespaces(t, all, "", "-m")
}

// withNamespaces is a computer that has namespaces of its own, the flags of
// unshare: -m for files, -n for the network. script is run inside when the files
// are in place.
func withNamespaces(t testing.TB, files map[string]string, script string, namespaces ...string) *computer {
	t.Helper()
	need(t, "unshare", "nsenter", "mount")
	folder := t.TempDir()
	mounts := "set -e\nmount --make-rprivate /\n"
	for path, content := range files {
		own := filepath.Join(folder, strings.ReplaceAll(path, "/", "_"))
		if err := os.WriteFile(own, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		// Of a file that was written just now, Go's resolver may not know yet: the
		// check-up waits for that.
		if err := os.Chtimes(own, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		mounts += fmt.Sprintf("mount --bind %s %s\n", own, path)
	}
	flags, join := namespaces, namespaces
	if os.Geteuid() != 0 {
		flags = append([]string{"-r"}, namespaces...)
		join = append([]string{"-U", "--preserve-credentials"}, namespaces...)
	}
	script = mounts + script + "\necho ready\nexec sleep 3600"
	holder := exec.Command("unshare", append(slices.Clone(flags), "sh", "-c", script)...)
	holder.Env = append(os.Environ(), "PATH="+os.Getenv("PATH")+":/usr/sbin:/sbin")
	pid := startAndWaitFor(t, holder, "ready")
	return &computer{
		state: t.TempDir(),
		enter: append([]string{"nsenter", "-t", strconv.Itoa(pid)}, append(slices.Clone(join), "--")...),
	}
}

// firstProcess is a computer whose first process, the one with PID 1, is a child
// of this test that plays role.
func firstProcess(t testing.TB, role string, settings ...string) (*computer, string) {
	t.Helper()
	need(t, "unshare", "nsenter")
	if os.Geteuid() != 0 {
		lacking(t, "only root may join a process namespace")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("unshare", "-m", "-p", "-f", "--mount-proc", "--kill-child", self)
	cmd.Env = append(append(os.Environ(), roleVariable+"="+role), settings...)
	said := startAndRead(t, cmd)
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", cmd.Process.Pid, cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	return &computer{
		state: t.TempDir(),
		enter: []string{"nsenter", "-t", strings.TrimSpace(string(children)), "-m", "-p", "--"},
	}, said
}

// command makes a command that is ended when the test is.
func (c *computer) command(t testing.TB, program string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	whole := append(append(append([]string{}, c.enter...), program), args...)
	cmd := exec.CommandContext(ctx, whole[0], whole[1:]...)
	cmd.Env = c.environment()
	return cmd
}

// run starts program and waits for its end.
func (c *computer) run(t testing.TB, program string, args ...string) answer {
	t.Helper()
	return finish(t, c.command(t, program, args...))
}

// environment is that of a person without a screen.
func (c *computer) environment() []string {
	return []string{
		"PATH=" + os.Getenv("PATH") + ":/usr/sbin:/sbin", "LANG=C.UTF-8", "TERM=dumb",
		"HOME=" + c.state, "XDG_STATE_HOME=" + c.state, "XDG_CONFIG_HOME=" + c.state, "XDG_CACHE_HOME=" + c.state,
		"XDG_RUNTIME_DIR=" + c.state,
	}
}

// read returns what is in a file of this computer.
func (c *computer) read(t testing.TB, path string) string {
	t.Helper()
	return c.run(t, "cat", path).wantExit(t, 0).stdout
}

// asNobody is the same computer for an ordinary user, who has a folder of their own.
func (c *computer) asNobody(t testing.TB) *computer {
	t.Helper()
	if os.Geteuid() != 0 {
		lacking(t, "only root may become somebody else in these namespaces")
	}
	state := t.TempDir()
	for folder := state; folder != os.TempDir(); folder = filepath.Dir(folder) {
		if err := os.Chmod(folder, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	last := len(c.enter) - 1 // the dashes behind which the command stands
	return &computer{state: state, enter: append(slices.Clone(c.enter[:last]), "-S", "65534", "-G", "65534", "--")}
}

// ordinaryUser makes cmd run as somebody who may not do much.
func ordinaryUser(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
}
