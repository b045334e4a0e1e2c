//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// showcaseScript makes a computer with folders, a network and processes of its
// own, so that a picture shows nothing of the one that it is taken on.
const showcaseScript = `set -e
mount --make-rprivate /
mount --bind %[1]s/hosts /etc/hosts
mount --bind %[1]s/nsswitch.conf /etc/nsswitch.conf
mount --bind %[1]s/resolv.conf /etc/resolv.conf
mount -t tmpfs showcase /home
ip link set lo up
mkdir -p /home/ana/shop /home/ana/site
cp %[2]s /home/ana/shop/shop-server
ln /home/ana/shop/shop-server /home/ana/site/preview-server
LOCALHOST_DOCTOR_TEST_ROLE=resolver /home/ana/shop/shop-server >/dev/null &
export LOCALHOST_DOCTOR_TEST_ROLE=obedient
cd /home/ana/shop
LOCALHOST_DOCTOR_TEST_ADDRESS="127.0.0.1 ::1" LOCALHOST_DOCTOR_TEST_PORT=3000 ./shop-server --port 3000 >/home/ana/ready.1 &
cd /home/ana/site
LOCALHOST_DOCTOR_TEST_ADDRESS="0.0.0.0" LOCALHOST_DOCTOR_TEST_PORT=5173 ./preview-server --open >/home/ana/ready.2 &
until [ -s /home/ana/ready.1 ] && [ -s /home/ana/ready.2 ]; do sleep 0.1; done
echo ready
wait
`

// showcase is a tidy computer with this hosts file.
func showcase(t testing.TB, hosts string) *computer {
	t.Helper()
	need(t, "unshare", "nsenter", "mount", "ip")
	if os.Geteuid() != 0 {
		lacking(t, "only root may make a computer with processes of its own")
	}
	folder := t.TempDir()
	for name, content := range map[string]string{
		"hosts": hosts, "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
		"resolv.conf": "nameserver " + knowingAddress + "\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("unshare", "-m", "-n", "-p", "-f", "--mount-proc", "--kill-child", "sh", "-c", fmt.Sprintf(showcaseScript, folder, self))
	cmd.Env = []string{"PATH=" + os.Getenv("PATH") + ":/usr/sbin:/sbin", "LANG=C.UTF-8"}
	startAndWaitFor(t, cmd, "ready")
	first, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", cmd.Process.Pid, cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	return &computer{
		state: t.TempDir(),
		enter: []string{"nsenter", "-t", strings.TrimSpace(string(first)), "-m", "-n", "-p", "--"},
	}
}
