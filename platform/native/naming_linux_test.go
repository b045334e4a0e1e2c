package native

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/platform"
)

// tree writes files, given by their paths, under a new root.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for path, content := range files {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestHowNamesAreLookedUpIsRead(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{
		"/etc/nsswitch.conf":                         "hosts: files dns\n",
		"/etc/resolv.conf":                           "nameserver 127.0.0.1\nsearch corp.example\n",
		"/etc/systemd/resolved.conf":                 "[Resolve]\nReadEtcHosts=yes\n",
		"/usr/lib/systemd/resolved.conf.d/10-a.conf": "[Resolve]\nReadEtcHosts=no\n",
	})
	n := naming{root: root}
	line, err := n.Switch(t.Context())
	if err != nil || !slices.Equal(line.Services, []string{"files", "dns"}) {
		t.Errorf("switch: %+v, %v", line, err)
	}
	found, err := n.Resolving(t.Context())
	if err != nil || found.Link != "" || found.Missing || !found.IgnoresHosts || !slices.Equal(found.Search, []string{"corp.example"}) {
		t.Errorf("resolving: %+v, %v", found, err)
	}
	if _, err := n.Scoped(t.Context()); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("scoped: %v", err)
	}
}

func TestWhatIsMissingIsToldFromWhatLeadsNowhere(t *testing.T) {
	t.Parallel()
	empty := naming{root: t.TempDir()}
	if line, err := empty.Switch(t.Context()); err != nil || line.Line != "" {
		t.Errorf("no nsswitch.conf: %+v, %v", line, err)
	}
	if found, err := empty.Resolving(t.Context()); err != nil || !found.Missing || found.Link != "" {
		t.Errorf("no resolv.conf: %+v, %v", found, err)
	}
	root := tree(t, map[string]string{"/etc/hosts": ""})
	if err := os.Symlink("../run/systemd/resolve/stub-resolv.conf", filepath.Join(root, "/etc/resolv.conf")); err != nil {
		t.Fatal(err)
	}
	found, err := naming{root: root}.Resolving(t.Context())
	if err != nil || !found.Missing || found.Link != "../run/systemd/resolve/stub-resolv.conf" {
		t.Errorf("leads nowhere: %+v, %v", found, err)
	}
}

func TestMuslDoesNotReadNsswitch(t *testing.T) {
	t.Parallel()
	alpine := tree(t, map[string]string{"/lib/ld-musl-x86_64.so.1": "", "/etc/nsswitch.conf": "hosts: dns\n"})
	if line, err := (naming{root: alpine}).Switch(t.Context()); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("Alpine: %+v, %v", line, err)
	}
	both := tree(t, map[string]string{
		"/lib/ld-musl-x86_64.so.1": "", "/lib64/ld-linux-x86-64.so.2": "", "/etc/nsswitch.conf": "hosts: dns\n",
	})
	if line, err := (naming{root: both}).Switch(t.Context()); err != nil || line.Number != 1 {
		t.Errorf("Debian with musl: %+v, %v", line, err)
	}
}

func TestEnginesAreSeenWithoutBeingStarted(t *testing.T) {
	t.Parallel()
	const path = "/run/podman/podman.sock"
	state := func(root string) platform.EngineState {
		t.Helper()
		found, err := virtual{root: root}.Engines(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(found, func(e platform.Engine) bool { return e.Kind == platform.OwnerPodman })
		if i < 0 {
			return ""
		}
		return found[i].State
	}
	// the path of a socket is limited to 107 bytes
	root, err := os.MkdirTemp("", "engine")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(root); err != nil {
			t.Error(err)
		}
	})
	if got := state(root); got != "" {
		t.Errorf("nothing installed: %q", got)
	}
	if err := os.MkdirAll(filepath.Join(root, filepath.Dir(path)), 0o755); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	if got := state(root); got != platform.EngineReady {
		t.Errorf("listening: %q", got)
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if got := state(root); got != platform.EngineDead {
		t.Errorf("left behind: %q", got)
	}
	if err := os.Remove(filepath.Join(root, path)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(root, "gone.sock"), filepath.Join(root, path)); err != nil {
		t.Fatal(err)
	}
	if got := state(root); got != platform.EngineStopped {
		t.Errorf("a link to nothing: %q", got)
	}
}

func TestADefaultServerIsToldFromOneThatIsSet(t *testing.T) {
	t.Parallel()
	for content, isDefault := range map[string]bool{"": true, "search lan\n": true, "nameserver 127.0.0.1\n": false} {
		root := tree(t, map[string]string{"/etc/resolv.conf": content})
		servers, err := nameServers{root: root}.Servers(t.Context())
		if err != nil || len(servers) != 1 || servers[0].Default != isDefault || !strings.HasPrefix(servers[0].Address.String(), "127.0.0.1") {
			t.Errorf("%q: %+v, %v", content, servers, err)
		}
	}
}
