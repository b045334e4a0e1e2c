//go:build e2e && linux

package e2e

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const appID = "io.github.localhostdoctor"

// unpackedDebian unpacks the Debian package and returns the folder.
func unpackedDebian(t *testing.T) string {
	t.Helper()
	need(t, "dpkg-deb")
	folder := t.TempDir()
	if out, err := exec.Command("dpkg-deb", "-x", packaged(t, debianPackage(t)), folder).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return folder
}

func TestTheDesktopEntryAndTheAppStreamDataAreValid(t *testing.T) {
	need(t, "desktop-file-validate", "appstreamcli", "identify")
	share := filepath.Join(unpackedDebian(t), "usr", "share")
	for _, command := range [][]string{
		{"desktop-file-validate", filepath.Join(share, "applications", appID+".desktop")},
		{"appstreamcli", "validate", "--no-net", "--pedantic", filepath.Join(share, "metainfo", appID+".metainfo.xml")},
	} {
		cmd := exec.Command(command[0], command[1:]...)
		out, err := cmd.CombinedOutput()
		if err != nil || strings.Contains(string(out), "warning") {
			t.Errorf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, out)
		}
	}
	for _, size := range []string{"16x16", "48x48", "128x128", "512x512"} {
		picture := filepath.Join(share, "icons", "hicolor", size, "apps", appID+".png")
		out, err := exec.Command("identify", "-format", "%wx%h", picture).Output()
		if err != nil || string(out) != size {
			t.Errorf("%s: %s, %v", picture, out, err)
		}
	}
}

// With what the package depends on and nothing that it only recommends, the window
// opens from the menu of a desktop, which is what GLib does with the entry.
func TestTheInstalledDesktopEntryOpensTheWindow(t *testing.T) {
	for _, release := range []debian{debian12, debian13} {
		t.Run(string(release), func(t *testing.T) {
			d := openDisplay(t)
			c := debianComputer(t, release, "--bind-ro=/tmp/.X11-unix:/tmp/.X11-unix")
			c.put(t, "root", "/etc/hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n")
			c.run(t, "dpkg", "-i", "/packages/"+debianPackage(t)).wantExit(t, 0)
			opensFromTheMenu(t, c, d)
		})
	}
}

func opensFromTheMenu(t *testing.T, c *computer, d *display) {
	t.Helper()
	entry := "/usr/share/applications/" + appID + ".desktop"
	launch := c.command(t, "setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", "env", "-i",
		"HOME=/home/ana", "USER=ana", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "DISPLAY="+d.name, "gio", "launch", entry)
	stderr := &safeBuffer{}
	launch.Stderr = stderr
	startQuietly(t, launch)
	defer func() {
		if t.Failed() {
			t.Logf("stderr: %s", stderr)
		}
	}()
	w := &openWindow{display: d, t: t, stderr: stderr, id: d.waitForWindow(t, windowName)}
	w.photograph("installed-" + runtime.GOARCH)
	out, err := d.tool("xprop", "-id", w.id, "WM_CLASS").Output()
	wanted := strings.TrimSpace(c.run(t, "sed", "-n", "s/^StartupWMClass=//p", entry).stdout)
	if err != nil || wanted == "" || !strings.Contains(string(out), fmt.Sprintf("%q", wanted)) {
		t.Errorf("the desktop cannot tell whose window it is: %s, %v; the entry says %s", out, err, wanted)
	}
}
