//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// debianTree returns the folder of the small Debian that .ci/debian-tree makes.
func debianTree(t testing.TB) string {
	t.Helper()
	need(t, "systemd-nspawn", "nsenter")
	if os.Geteuid() != 0 {
		lacking(t, "only root can start a computer within this one")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		lacking(t, "there is no folder for a Debian that is kept: "+err.Error())
	}
	tree := filepath.Join(cache, "localhost-doctor-tests", "debian-sudo")
	if _, err := os.Stat(tree); err != nil {
		lacking(t, "there is no small Debian to start: run .ci/debian-tree")
	}
	return tree
}

// systemdComputer starts a computer with its own systemd; nothing of it is kept.
// It has the user ana with the number 1000, whose systemd runs as well.
func systemdComputer(t *testing.T) (*computer, string) {
	t.Helper()
	tree := debianTree(t)
	files := t.TempDir()
	if err := os.Chmod(files, 0o755); err != nil {
		t.Fatal(err)
	}
	binds := []string{"--bind-ro=" + files + ":/test", "--bind-ro=" + filepath.Dir(build(t, terminal)) + ":/program"}
	add := func(name, place, content string) {
		own := filepath.Join(files, strings.ReplaceAll(name, "/", "-"))
		if err := os.WriteFile(own, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if place != "" {
			binds = append(binds, "--bind-ro="+own+":"+place)
		}
	}
	add("server.py", "", pythonServer)
	for name, content := range shopUnits() {
		add(name, "/etc/systemd/"+name, content)
	}
	add("rule", "/etc/polkit-1/rules.d/50-shop.rules", polkitRule)
	inside := boot(t, tree, binds...)
	for _, command := range []string{
		"ip link set lo up", "useradd -m -u 1000 ana", "loginctl enable-linger ana", "systemctl start user@1000.service",
		"systemctl start always needs asleep.socket awake.socket awake timed.timer allowed forbidden",
	} {
		words := strings.Fields(command)
		inside.run(t, words[0], words[1:]...).wantExit(t, 0)
	}
	return inside, "/program/localhost-doctor"
}

// boot starts a computer from tree and switches it off when the test ends; nothing
// that is written there is kept. more are flags of systemd-nspawn.
func boot(t *testing.T, tree string, more ...string) *computer {
	t.Helper()
	arguments := append([]string{"-q", "-D", tree, "--volatile=overlay", "--register=no", "--keep-unit", "-b", "--private-network"}, more...)
	nspawn := exec.Command("systemd-nspawn", arguments...)
	// its own session, so that nothing of this terminal is lent to it
	nspawn.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGTERM}
	if err := nspawn.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { endNspawn(t, nspawn) })
	var first string
	eventually(t, patience, "the computer starts", func() bool {
		content, err := os.ReadFile(fmt.Sprintf("/proc/%[1]d/task/%[1]d/children", nspawn.Process.Pid))
		fields := strings.Fields(string(content))
		if err != nil || len(fields) == 0 {
			return false
		}
		first = fields[0]
		return isStarted(first)
	})
	return &computer{state: "/tmp", enter: []string{"nsenter", "-t", first, "-m", "-u", "-i", "-n", "-p", "-C", "--"}}
}

// isStarted tells whether the systemd with this PID answers.
func isStarted(pid string) bool {
	out, err := exec.Command("nsenter", "-t", pid, "-m", "-p", "-n", "-i", "-u", "-C", "--", "systemctl", "is-system-running").Output()
	state := strings.TrimSpace(string(out))
	return err == nil || state == "degraded"
}

// endNspawn has the computer switched off, as a power button would.
func endNspawn(t *testing.T, nspawn *exec.Cmd) {
	t.Helper()
	if err := nspawn.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	ended := make(chan struct{})
	go func() { _ = nspawn.Wait(); close(ended) }() // how it ends says nothing
	select {
	case <-ended:
	case <-time.After(patience):
		if err := nspawn.Process.Kill(); err != nil {
			t.Error(err)
		}
		<-ended
	}
}
