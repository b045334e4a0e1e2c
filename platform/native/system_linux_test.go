package native

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/platform"
)

// inRoot makes a computer whose files are in a temporary folder.
func inRoot(t *testing.T, files map[string]string) platform.System {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	system, err := New(root)
	if err != nil {
		t.Fatal(err)
	}
	return system
}

func TestNewSaysWhichComputerThisIs(t *testing.T) {
	system, err := New("")
	if err != nil {
		t.Fatal(err)
	}
	about := system.About
	if about.OS != "linux" || about.Version == "" || about.User == "" || about.Hostname == "" {
		t.Errorf("%+v", about)
	}
	if about.Elevated != (os.Geteuid() == 0) {
		t.Errorf("elevated %t as user %d", about.Elevated, os.Geteuid())
	}
	if path, err := system.Hosts.Path(t.Context()); path != "/etc/hosts" || err != nil {
		t.Errorf("hosts file %q, %v", path, err)
	}
}

func TestNewUnderARootReadsItsFiles(t *testing.T) {
	system := inRoot(t, map[string]string{
		"usr/lib/os-release": "PRETTY_NAME=\"Test 1\"\n",
		"etc/hosts":          before,
	})
	if system.About.Version != "Test 1" {
		t.Errorf("version %q", system.About.Version)
	}
	path, err := system.Hosts.Path(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if found, err := system.Hosts.Read(t.Context(), path); err != nil || string(found.Bytes) != before {
		t.Errorf("%q, %v", found.Bytes, err)
	}
}

func TestNameServersOfLinuxComputers(t *testing.T) {
	const stub = "nameserver 127.0.0.53\noptions edns0\n"
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"plain", map[string]string{"etc/resolv.conf": "# x\nnameserver 192.0.2.1\nnameserver fe80::1%eth0\nnameserver 192.0.2.1\n"}, []string{"192.0.2.1:53 /etc/resolv.conf", "[fe80::1%eth0]:53 /etc/resolv.conf"}},
		{"more than are asked", map[string]string{"etc/resolv.conf": "nameserver nonsense\nnameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\nnameserver 192.0.2.4\n"}, []string{"192.0.2.1:53 /etc/resolv.conf", "192.0.2.2:53 /etc/resolv.conf", "192.0.2.3:53 /etc/resolv.conf"}},
		{"systemd-resolved", map[string]string{"etc/resolv.conf": stub, "run/systemd/resolve/resolv.conf": "nameserver 192.0.2.1\n"}, []string{"127.0.0.53:53 /etc/resolv.conf", "192.0.2.1:53 /run/systemd/resolve/resolv.conf"}},
		{"systemd-resolved without servers", map[string]string{"etc/resolv.conf": stub, "run/systemd/resolve/resolv.conf": "# none\n"}, []string{"127.0.0.53:53 /etc/resolv.conf"}},
		{"stub of something else", map[string]string{"etc/resolv.conf": stub}, []string{"127.0.0.53:53 /etc/resolv.conf"}},
		{"no file", nil, []string{"127.0.0.1:53 /etc/resolv.conf"}},
		{"no server", map[string]string{"etc/resolv.conf": "search example\n"}, []string{"127.0.0.1:53 /etc/resolv.conf"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			servers, err := inRoot(t, test.files).NameServers.Servers(t.Context())
			var got []string
			for _, server := range servers {
				got = append(got, server.Address.String()+" "+server.Source)
			}
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
	if _, err := inRoot(t, map[string]string{"etc/resolv.conf/x": ""}).NameServers.Servers(t.Context()); err == nil {
		t.Error("a directory in the place of resolv.conf was read")
	}
}

func TestStateIsOnlyForItsUser(t *testing.T) {
	home := t.TempDir()
	tests := []struct{ name, state, want string }{
		{"as set", filepath.Join(home, "set"), filepath.Join(home, "set", "localhost-doctor")},
		{"usual", "", filepath.Join(home, ".local", "state", "localhost-doctor")},
		{"not absolute", "here", filepath.Join(home, ".local", "state", "localhost-doctor")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("HOME", home)
			t.Setenv("XDG_STATE_HOME", test.state)
			for range 2 { // the second time it exists, and is open to others
				path, err := folders{}.State()
				if err != nil || path != test.want {
					t.Fatalf("%q, %v; want %q", path, err, test.want)
				}
				if mode := stat(t, path).Mode & 0o777; mode != 0o700 {
					t.Errorf("mode %o", mode)
				}
				if err := os.Chmod(path, 0o777); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestStateIsNotInAnotherUsersHome(t *testing.T) {
	needRoot(t)
	home := t.TempDir()
	if err := os.Chown(home, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	if path, err := homeFolder(); err != nil || strings.HasPrefix(path, home) {
		t.Errorf("%q, %v", path, err)
	}
}

func TestStateIsNotAnotherUsersFolder(t *testing.T) {
	needRoot(t)
	base := t.TempDir()
	path := filepath.Join(base, "localhost-doctor")
	if err := errors.Join(os.Mkdir(path, 0o777), os.Chown(path, 65534, 65534)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_STATE_HOME", base)
	if path, err := (folders{}).State(); err == nil {
		t.Errorf("%s would be trusted", path)
	}
}

func TestInterfaceAddressesHaveTheirLength(t *testing.T) {
	all, err := interfaces{}.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		for _, prefix := range one.Addresses {
			if prefix == netip.MustParsePrefix("::1/128") && !one.Loopback {
				t.Errorf("::1 on %s", one.Name)
			}
			if !prefix.IsValid() {
				t.Errorf("%s has %s", one.Name, prefix)
			}
		}
	}
}
