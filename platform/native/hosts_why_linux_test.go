package native

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// kinds are the obstacles of the file at path under root, blocking ones with "!".
func kinds(t *testing.T, root, path string) []string {
	t.Helper()
	found, err := obstacles{root: root}.Of(t.Context(), path)
	if err != nil {
		t.Errorf("looking at %s: %v", path, err)
	}
	said := make([]string, 0, len(found))
	for _, o := range found {
		kind := string(o.Kind)
		if o.Blocks {
			kind += "!"
		}
		said = append(said, kind)
	}
	return said
}

func TestNothingStandsInTheWayOfAnOrdinaryFile(t *testing.T) {
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	if found := kinds(t, "", path); len(found) != 0 {
		t.Errorf("got %v", found)
	}
	if found := kinds(t, "", path+"-missing"); len(found) != 0 {
		t.Errorf("a missing file: %v", found)
	}
}

func TestAnImmutableFileIsNamedLiftedAndLockedAgain(t *testing.T) {
	needRoot(t)
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	for _, flag := range []int{immutableFlag, appendFlag} {
		setFlags(t, path, flag)
		found, err := obstacles{}.Of(t.Context(), path)
		if err != nil || len(found) != 1 || found[0].Kind != platform.ObstacleImmutable || found[0].Flags != platform.FileFlags(flag) {
			t.Fatalf("got %+v, %v", found, err)
		}
		if err := (obstacles{}).Lift(t.Context(), path, found[0].Flags); err != nil || isImmutable(path) {
			t.Errorf("lifting: %v", err)
		}
		if err := replace(t, path, before+"# more\n"); err != nil {
			t.Error(err)
		}
		if err := (obstacles{}).Restore(t.Context(), path, found[0].Flags); err != nil || !isImmutable(path) {
			t.Errorf("locking: %v", err)
		}
		setFlags(t, path, 0)
		write(t, path, before)
	}
}

func TestAMountedFileIsNamed(t *testing.T) {
	for name, test := range map[string]struct {
		flags uintptr
		want  []string
	}{
		"bind mount": {0, []string{"mount"}}, "read-only bind mount": {unix.MS_RDONLY, []string{"read-only-disk!", "mount"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			source := write(t, filepath.Join(dir, "a source"), before)
			path := write(t, filepath.Join(dir, "the hosts"), "below")
			mount(t, source, path, test.flags)
			// /proc/self is the first thread's; this goroutine has a thread of its own.
			mounts, err := os.ReadFile("/proc/thread-self/mountinfo")
			if err != nil {
				t.Fatal(err)
			}
			if from, ok := mountedOn(string(mounts), path); !ok || !strings.HasSuffix(from, "/a source") {
				t.Errorf("mounted from %q, %t", from, ok)
			}
			if found := kinds(t, "", path); !slices.Equal(found, test.want) {
				t.Errorf("got %v, want %v", found, test.want)
			}
		})
	}
}

func TestALinkIntoAStoreIsNamed(t *testing.T) {
	dir := folder(t)
	if err := os.MkdirAll(filepath.Join(dir, "nix/store/abc-hosts"), 0o755); err != nil {
		t.Fatal(err)
	}
	target := write(t, filepath.Join(dir, "nix/store/abc-hosts/hosts"), before)
	link := filepath.Join(dir, "hosts")
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if found := kinds(t, "", link); !slices.Equal(found, []string{"store!"}) {
		t.Errorf("got %v", found)
	}
}

func TestMissingPermissionIsNamed(t *testing.T) {
	needRoot(t)
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	if said := asNobody(t, "obstacles", path); !strings.Contains(said, "permission true") {
		t.Errorf("said %q", said)
	}
}

func TestProgramsThatWriteTheFileAnewAreNamed(t *testing.T) {
	const wsl, release = "/etc/wsl.conf", "/proc/sys/kernel/osrelease"
	const cloud, more = "/etc/cloud/cloud.cfg", "/etc/cloud/cloud.cfg.d/50-hosts.cfg"
	for name, test := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"plain Linux":           {map[string]string{release: "6.1.0-18-amd64\n"}, nil},
		"WSL":                   {map[string]string{release: "5.15.90.1-microsoft-standard-WSL2\n"}, []string{"wsl"}},
		"WSL with a setting":    {map[string]string{release: "4.4.0-19041-Microsoft\n", wsl: "[boot]\ngenerateHosts=false\n[network]\n"}, []string{"wsl"}},
		"WSL told not to":       {map[string]string{release: "4.4.0-19041-Microsoft\n", wsl: "[network]\r\ngenerateHosts = False\r\n"}, nil},
		"cloud-init":            {map[string]string{cloud: "users:\n - default\nmanage_etc_hosts: true # yes\n"}, []string{"cloud-init"}},
		"cloud-init, localhost": {map[string]string{more: "manage_etc_hosts: 'localhost'\n"}, []string{"cloud-init"}},
		"cloud-init, overruled": {map[string]string{cloud: "manage_etc_hosts: true\n", more: "manage_etc_hosts: false\n"}, nil},
		"cloud-init, not its":   {map[string]string{cloud: "x:\n  manage_etc_hosts: true\n#manage_etc_hosts: true\n"}, nil},
		"cloud-init, off":       {map[string]string{cloud: "manage_etc_hosts: true\n", "/etc/cloud/cloud-init.disabled": ""}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			root := folder(t)
			test.files["/etc/hosts"] = before
			for path, content := range test.files {
				if err := os.MkdirAll(filepath.Dir(root+path), 0o755); err != nil {
					t.Fatal(err)
				}
				write(t, root+path, content)
			}
			if found := kinds(t, root, root+"/etc/hosts"); !slices.Equal(found, test.want) {
				t.Errorf("got %v, want %v", found, test.want)
			}
			write(t, root+"/other", before)
			if found := kinds(t, root, root+"/other"); len(found) != 0 {
				t.Errorf("of another file: %v", found)
			}
		})
	}
}

func TestUnfinishedFilesOfCrashesAreSweptUp(t *testing.T) {
	dir := folder(t)
	path := write(t, filepath.Join(dir, "hosts"), before)
	old := time.Now().Add(-2 * time.Minute)
	aged := func(name string) string {
		file := write(t, filepath.Join(dir, name), after)
		if err := os.Chtimes(file, old, old); err != nil {
			t.Fatal(err)
		}
		return file
	}
	aged(".hosts.localhost-doctor-1234")
	kept := []string{aged(".hosts.other"), aged("hosts.localhost-doctor-1"), write(t, filepath.Join(dir, ".hosts.localhost-doctor-5"), after)}
	if os.Geteuid() == 0 {
		foreign := aged(".hosts.localhost-doctor-77")
		if err := os.Chown(foreign, 65534, 65534); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, foreign)
	}
	if err := os.Symlink(path, filepath.Join(dir, ".hosts.localhost-doctor-9")); err != nil {
		t.Fatal(err)
	}
	if err := replace(t, path, after); err != nil {
		t.Fatal(err)
	}
	for _, file := range kept {
		if content, err := os.ReadFile(file); err != nil || string(content) != after {
			t.Errorf("%s: %q, %v", file, content, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(kept)+2 { // with the file and the link
		t.Errorf("left: %v, %v", entries, err)
	}
}

func TestALockKeepsOthersOutUntilItsHolderEnds(t *testing.T) {
	path := filepath.Join(folder(t), "lock")
	soon := func() context.Context {
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
		t.Cleanup(cancel)
		return ctx
	}
	unlock, err := folders{}.Lock(soon(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (folders{}).Lock(soon(), path); !errors.Is(err, platform.ErrBusy) {
		t.Errorf("a second time: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	holder := start(t, child("lock", path))
	if _, err := (folders{}).Lock(soon(), path); !errors.Is(err, platform.ErrBusy) {
		t.Errorf("held by another process: %v", err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	unlock, err = folders{}.Lock(t.Context(), path)
	if err != nil {
		t.Fatalf("after its holder was killed: %v", err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
}

func TestNothingIsFlushedForFilesThatNoResolverReads(t *testing.T) {
	if err := (nameCache{root: folder(t)}).Flush(t.Context()); err != nil {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (nameCache{}).Flush(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestACommandThatFailsSaysWhat(t *testing.T) {
	err := runCommand(t.Context(), "/bin/sh", "-c", "echo refused; exit 3")
	if err == nil || !strings.Contains(err.Error(), "refused") || !strings.Contains(err.Error(), "/bin/sh") {
		t.Errorf("got %v", err)
	}
}
