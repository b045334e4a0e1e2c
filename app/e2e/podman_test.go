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

	"localhostdoctor/platform/fake"
)

// shopInContainer holds the port of its first argument until it is asked to end.
const shopInContainer = `import signal, socket, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True: time.sleep(1000)
`

// podman is a container engine of this test alone. Its containers run in the small
// Debian, so that no image is fetched from anywhere.
type podman struct {
	options []string
	folder  string
}

func newPodman(t *testing.T) podman {
	t.Helper()
	need(t, "podman", "runc")
	if os.Geteuid() != 0 {
		lacking(t, "only root has an engine here that needs no settings of its own")
	}
	// not in t.TempDir: the layers are mounted there, and podman takes them away
	folder, err := os.MkdirTemp("", "podman")
	if err != nil {
		t.Fatal(err)
	}
	p := podman{folder: folder, options: []string{
		"--root", filepath.Join(folder, "root"), "--runroot", filepath.Join(folder, "run"),
		"--runtime", "runc", "--cgroup-manager", "cgroupfs", "--events-backend", "none",
	}}
	t.Cleanup(func() {
		p.do(t, "rm", "--force", "--all", "--time", "0")
		if output, err := exec.Command("umount", filepath.Join(folder, "root", "overlay")).CombinedOutput(); err != nil && !strings.Contains(string(output), "not mounted") && !strings.Contains(string(output), "no mount point") {
			t.Logf("umount: %s", output)
		}
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return p
}

func (p podman) do(t *testing.T, arguments ...string) string {
	t.Helper()
	output, err := exec.Command("podman", append(p.options, arguments...)...).CombinedOutput()
	if err != nil {
		t.Errorf("podman %s: %v\n%s", arguments[0], err, output)
	}
	return strings.TrimSpace(string(output))
}

// serve starts the engine's API and returns its socket file.
func (p podman) serve(t *testing.T) string {
	t.Helper()
	socket := filepath.Join(p.folder, "podman.sock")
	cmd := exec.Command("podman", append(p.options, "system", "service", "--time", "0", "unix://"+socket)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		_ = cmd.Wait() // it says that it was asked to end
	})
	eventually(t, patience, "podman answers", func() bool {
		_, err := os.Stat(socket)
		return err == nil
	})
	return socket
}

func TestFreeStopsTheContainerThatHoldsThePort(t *testing.T) {
	tree, engine := debianTree(t, debian12), newPodman(t)
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprint("shop", port)
	engine.do(t, "run", "--detach", "--name", name, "--network", "host", "--log-driver", "none", "--restart", "always",
		"--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096", "--rootfs", tree+":O", "python3", "-c", shopInContainer, fmt.Sprint(port))
	socket := engine.serve(t)
	run := func(arguments ...string) answer {
		cmd := thisComputer(t).command(t, build(t, terminal), arguments...)
		cmd.Env = append(cmd.Env, "DOCKER_HOST=unix://"+socket)
		return finish(t, cmd)
	}
	var listed struct {
		Listeners []struct {
			Holders []struct {
				ManagedBy *struct{ Kind, Name string } `json:"managed_by"`
			}
		}
	}
	eventually(t, patience, "the port is held", func() bool {
		run("ports", fmt.Sprint(port), "--json").wantExit(t, 0).into(t, &listed)
		return len(listed.Listeners) == 1
	})
	if by := listed.Listeners[0].Holders[0].ManagedBy; by == nil || by.Kind != "podman" || by.Name != name {
		t.Errorf("managed by %+v", by)
	}
	var got freeAnswer
	run("free", fmt.Sprint(port), "--yes", "--json").wantExit(t, 0).into(t, &got)
	if got.Result != "freed" || len(got.Stopped) != 1 || got.Stopped[0].Name != name || got.Stopped[0].How != "container-stopped" {
		t.Errorf("got %+v", got)
	}
	if state := engine.do(t, "inspect", "--format", "{{.State.Status}}", name); state != "exited" {
		t.Errorf("the container is %s, it must be there and stopped", state)
	}
	wantFree(t, int(port))
}
