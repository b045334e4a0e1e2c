package native

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

func TestWhoReadsTheHostsFileFollowsFromTheSettings(t *testing.T) {
	const (
		nss, conf, resolv = "/etc/nsswitch.conf", "/etc/host.conf", "/etc/resolv.conf"
		socket            = "/run/systemd/resolve/io.systemd.Resolve"
		etc, dropIn       = "/etc/systemd/resolved.conf", "/etc/systemd/resolved.conf.d/10-hosts.conf"
		vendor            = "/usr/lib/systemd/resolved.conf.d/10-hosts.conf"
	)
	ubuntu := "passwd: files\nhosts: files mdns4_minimal [NOTFOUND=return] dns\n"
	fedora := "hosts:\tfiles myhostname resolve [!UNAVAIL=return] dns\n"
	no := "[Resolve]\nReadEtcHosts=no\n"
	for name, test := range map[string]struct {
		files map[string]string
		runs  bool
		want  platform.HostsReading
	}{
		"nothing is set":                  {nil, false, platform.HostsReading{}},
		"Debian":                          {map[string]string{nss: "hosts: files dns\n", conf: "multi on\n", resolv: "nameserver 192.0.2.1\n"}, false, platform.HostsReading{Multi: true}},
		"multi is off again":              {map[string]string{conf: "multi on\n# multi on\nmulti off\n"}, false, platform.HostsReading{}},
		"nss-resolve, running":            {map[string]string{nss: fedora}, true, platform.HostsReading{Resolved: true}},
		"nss-resolve, not running":        {map[string]string{nss: fedora}, false, platform.HostsReading{}},
		"the stub in resolv.conf":         {map[string]string{nss: ubuntu, resolv: "nameserver 127.0.0.53\n"}, true, platform.HostsReading{Resolved: true}},
		"running, and nobody asks it":     {map[string]string{nss: ubuntu, resolv: "nameserver 192.0.2.1\n"}, true, platform.HostsReading{}},
		"the stub, and DNS is not asked":  {map[string]string{nss: "hosts: files\n", resolv: "nameserver 127.0.0.53\n"}, true, platform.HostsReading{}},
		"a comment names it":              {map[string]string{nss: "#hosts: resolve\nhosts: files # resolve\n"}, true, platform.HostsReading{}},
		"it does not read the file":       {map[string]string{nss: fedora, etc: no}, true, platform.HostsReading{}},
		"another section says so":         {map[string]string{nss: fedora, etc: "[Other]\nReadEtcHosts=no\n"}, true, platform.HostsReading{Resolved: true}},
		"a drop-in allows it again":       {map[string]string{nss: fedora, etc: no, dropIn: "[Resolve]\nReadEtcHosts = yes\n"}, true, platform.HostsReading{Resolved: true}},
		"a drop-in hides the vendor's":    {map[string]string{nss: fedora, vendor: no, dropIn: "[Resolve]\n"}, true, platform.HostsReading{Resolved: true}},
		"the vendor's drop-in":            {map[string]string{nss: fedora, vendor: no}, true, platform.HostsReading{}},
		"Alpine":                          {map[string]string{"/lib/ld-musl-x86_64.so.1": "", conf: "multi on\n", nss: fedora}, true, platform.HostsReading{Musl: true}},
		"Alpine behind the stub":          {map[string]string{"/lib/ld-musl-x86_64.so.1": "", resolv: "nameserver 127.0.0.53\n"}, true, platform.HostsReading{Musl: true, Resolved: true}},
		"Debian with musl for a compiler": {map[string]string{"/lib/ld-musl-x86_64.so.1": "", "/lib64/ld-linux-x86-64.so.2": ""}, false, platform.HostsReading{}},
	} {
		t.Run(name, func(t *testing.T) {
			root := shortFolder(t)
			for path, content := range test.files {
				if err := os.MkdirAll(filepath.Dir(root+path), 0o755); err != nil {
					t.Fatal(err)
				}
				write(t, root+path, content)
			}
			if test.runs {
				listenAt(t, root+socket)
			}
			got, err := hostsReaders{root: root}.Readers(t.Context())
			if err != nil || got != test.want {
				t.Errorf("got %+v, %v; want %+v", got, err, test.want)
			}
		})
	}
}

// shortFolder is a temporary one whose name leaves room in a socket address.
func shortFolder(t *testing.T) string {
	t.Helper()
	path, err := os.MkdirTemp("", "r")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(path); err != nil {
			t.Error(err)
		}
	})
	return path
}

// listenAt opens a socket as systemd-resolved does.
func listenAt(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestTheServicesForNamesAreReadInOrder(t *testing.T) {
	for text, want := range map[string][]string{
		"":                 nil,
		"hosts:":           nil,
		"hosts: files dns": {"files", "dns"},
		"hosts: files [NOTFOUND=return SUCCESS=merge] dns": {"files", "dns"},
		"hosts:files[NOTFOUND=return]dns # and wins":       {"files", "dns"},
		"hosts: dns\nhosts: files myhostname\n":            {"files", "myhostname"},
		"hosts: files [UNAVAIL=return":                     {"files"},
	} {
		if got := hostsServices(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// The settings that count are those of the mount namespace that this program is in.
func TestTheRealSettingsAreRead(t *testing.T) {
	dir := folder(t)
	privateMounts(t)
	for path, content := range map[string]string{"/etc/nsswitch.conf": "hosts: files resolve\n", "/etc/host.conf": "multi off\n"} {
		mount(t, write(t, filepath.Join(dir, filepath.Base(path)), content), path, 0)
	}
	alone, err := hostsReaders{}.Readers(t.Context())
	if err != nil || alone.Multi {
		t.Fatalf("got %+v, %v", alone, err)
	}
	run := filepath.Join(dir, "run")
	if err := os.Mkdir(run, 0o755); err != nil {
		t.Fatal(err)
	}
	mount(t, run, "/run", 0)
	listenAt(t, "/run/systemd/resolve/io.systemd.Resolve")
	if got, err := (hostsReaders{}).Readers(t.Context()); err != nil || !got.Resolved || got.Multi {
		t.Errorf("with a service: %+v, %v", got, err)
	}
}
