package native

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"localhostdoctor/platform"
)

func TestTheWayTo127StaysOnThisComputer(t *testing.T) {
	for _, address := range []string{"127.0.0.1", "127.50.50.50"} {
		got, err := routes{}.To(t.Context(), netip.MustParseAddr(address))
		if err != nil || !got.Stays || got.Interface != "lo" {
			t.Errorf("%s: %+v, %v", address, got, err)
		}
	}
}

func TestProxiesAreReadFromTheFilesOfAPerson(t *testing.T) {
	root := t.TempDir()
	for _, v := range proxyVariables {
		t.Setenv(v.names[0], "")
		t.Setenv(v.names[1], "")
	}
	for _, name := range []string{"no_proxy", "NO_PROXY", "XDG_CURRENT_DESKTOP"} {
		t.Setenv(name, "")
	}
	t.Setenv("XDG_CONFIG_HOME", "/config")
	writeBelow(t, filepath.Join(root, "etc/environment"), "https_proxy=http://everybody:1\n")
	writeBelow(t, filepath.Join(root, "config/kioslaverc"), "[Proxy Settings]\nProxyType=1\nhttpProxy=http://desktop 2\n")
	got, err := proxies{root: root}.All(t.Context())
	if err != nil || len(got) != 2 || got[0].Source != platform.ProxyLogin || got[0].Where != "https_proxy, /etc/environment" ||
		got[1].Source != platform.ProxyKDE || got[1].Server != "http://desktop:2" {
		t.Errorf("%+v, %v", got, err)
	}
	t.Setenv("https_proxy", "http://everybody:1")
	if got, err = (proxies{root: root}).All(t.Context()); err != nil || len(got) != 2 || got[0].Source != platform.ProxyEnvironment {
		t.Errorf("the same proxy comes twice: %+v, %v", got, err)
	}
}

func TestSecurityModulesAreToldByTheKernelsFiles(t *testing.T) {
	root := t.TempDir()
	if got, err := (guards{root: root}).Enforcing(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
	writeBelow(t, filepath.Join(root, "sys/fs/selinux/enforce"), "1")
	writeBelow(t, filepath.Join(root, "sys/module/apparmor/parameters/enabled"), "Y\n")
	if got, err := (guards{root: root}).Enforcing(t.Context()); err != nil || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}

func writeBelow(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
