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
	settings []string // variables by which podman finds its files
	folder   string
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
	p := podman{folder: folder, settings: []string{
		"CONTAINERS_STORAGE_CONF=" + filepath.Join(folder, "storage.conf"), "CONTAINERS_CONF=" + filepath.Join(folder, "containers.conf"),
	}}
	for name, content := range map[string]string{
		"storage.conf": fmt.Sprintf("[storage]\ndriver = \"overlay\"\ngraphroot = %q\nrunroot = %q\n", filepath.Join(folder, "root"), filepath.Join(folder, "run")),
		"containers.conf": fmt.Sprintf("[engine]\nruntime = \"runc\"\ncgroup_manager = \"cgroupfs\"\nevents_logger = \"none\"\ntmp_dir = %q\n",
			filepath.Join(folder, "tmp")),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
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

func (p podman) command(arguments ...string) *exec.Cmd {
	cmd := exec.Command("podman", arguments...)
	cmd.Env = append(os.Environ(), p.settings...)
	return cmd
}

func (p podman) do(t *testing.T, arguments ...string) string {
	t.Helper()
	output, err := p.command(arguments...).CombinedOutput()
	if err != nil {
		t.Errorf("podman %s: %v\n%s", arguments[0], err, output)
	}
	return strings.TrimSpace(string(output))
}

// serve starts the engine's API and returns its socket file.
func (p podman) serve(t *testing.T) string {
	t.Helper()
	socket := filepath.Join(p.folder, "podman.sock")
	cmd := p.command("system", "service", "--time", "0", "unix://"+socket)
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
	for name, setting := range map[string]func(*testing.T, podman) []string{
		"by the socket of its engine": func(t *testing.T, p podman) []string { return []string{"DOCKER_HOST=unix://" + p.serve(t)} },
		"by podman, where no socket is": func(t *testing.T, p podman) []string {
			if _, err := os.Stat("/run/podman/podman.sock"); err == nil {
				lacking(t, "podman has a socket here")
			}
			return p.settings
		},
	} {
		t.Run(name, func(t *testing.T) {
			engine := newPodman(t)
			stopContainer(t, engine, func() []string { return setting(t, engine) })
		})
	}
}

// stopContainer stops one that holds a port. reach is asked for the variables by which
// the program finds the engine, when the container runs.
func stopContainer(t *testing.T, engine podman, reach func() []string) {
	t.Helper()
	tree := debianTree(t, debian12)
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprint("shop", port)
	engine.do(t, "run", "--detach", "--name", name, "--network", "host", "--log-driver", "none", "--restart", "always",
		"--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096", "--rootfs", tree+":O", "python3", "-c", shopInContainer, fmt.Sprint(port))
	settings := reach()
	run := func(arguments ...string) answer {
		cmd := thisComputer(t).command(t, build(t, terminal), arguments...)
		cmd.Env = append(cmd.Env, settings...)
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
