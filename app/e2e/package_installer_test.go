//go:build e2e && linux

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	uninstallKey   = `HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\LocalhostDoctor`
	environmentKey = `HKLM\System\CurrentControlSet\Control\Session Manager\Environment`
	programFolder  = `C:\Program Files\Localhost Doctor`
)

// start runs a program by its Windows path, or one of Windows' own tools. It may
// take its time: the installer unpacks for half a minute on a slow computer.
func (w *wine) start(t *testing.T, program string, args ...string) answer {
	t.Helper()
	return finish(t, w.tool("wine", append([]string{program}, args...)...))
}

// staysOnDisk is what an uninstaller leaves: Temp is anybody's, and what the person made
// with the program is theirs, the settings among it, which Fyne keeps.
var staysOnDisk = regexp.MustCompile(`/Temp|/AppData/Local/Localhost Doctor|/AppData/(Local|Roaming)/fyne`)

// disk lists the files of the prefix in which programs are installed.
func (w *wine) disk(t *testing.T) string {
	t.Helper()
	var files []string
	for _, folder := range []string{"Program Files", "Program Files (x86)", "ProgramData", "users"} {
		err := filepath.WalkDir(filepath.Join(w.prefix, "drive_c", folder), func(path string, _ fs.DirEntry, err error) error {
			if err == nil && !staysOnDisk.MatchString(path) {
				files = append(files, path+"\n")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return strings.Join(files, "")
}

func TestTheWindowsInstallerInstallsAndUninstallsSilently(t *testing.T) {
	onAMD64(t)
	setup := packaged(t, "localhost-doctor-VERSION-windows-amd64-setup.exe")
	w := openWine(t)
	path := func() string { return w.start(t, "reg", "query", environmentKey, "/v", "Path").wantExit(t, 0).stdout }
	disk, before := w.disk(t), path()
	w.start(t, setup, "/S", "/PATH").wantExit(t, 0)
	// Once more, as an upgrade does.
	w.start(t, setup, "/S", "/PATH").wantExit(t, 0)
	if got := path(); strings.Count(got, programFolder) != 1 {
		t.Errorf("PATH is %q", got)
	}
	registered := w.start(t, "reg", "query", uninstallKey, "/v", "DisplayVersion").wantExit(t, 0)
	if !strings.Contains(registered.stdout, released(t)) {
		t.Errorf("Windows knows of %q", registered.stdout)
	}
	t.Run("the terminal program answers", func(t *testing.T) {
		var got versionAnswer
		w.start(t, programFolder+`\localhost-doctor.com`, "version", "--json").wantExit(t, 0).into(t, &got)
		if got.Version != released(t) {
			t.Errorf("version %q", got.Version)
		}
	})
	t.Run("without a command it opens the window", func(t *testing.T) { terminalOpensWindow(t, w, setup) })
	t.Run("the hosts file is edited and put back", func(t *testing.T) { installedEditsHosts(t, w) })
	w.start(t, programFolder+`\uninstall.exe`, "/S").wantExit(t, 0)
	// The uninstaller goes on as a copy of itself, to remove itself.
	eventually(t, slow, "the program is gone", func() bool {
		_, err := os.Stat(filepath.Join(w.prefix, "drive_c", "Program Files", "Localhost Doctor"))
		return os.IsNotExist(err)
	})
	eventually(t, slow, "Windows does not know it any more", func() bool {
		return w.start(t, "reg", "query", uninstallKey).exit != 0
	})
	if got := w.disk(t); got != disk {
		t.Errorf("left, or lost:\n%s", differingLines(disk, got))
	}
	if got := path(); got != before {
		t.Errorf("PATH was %q and is %q", before, got)
	}
}

func terminalOpensWindow(t *testing.T, w *wine, setup string) {
	t.Helper()
	d := openDisplay(t)
	cmd := w.tool("wine", programFolder+`\localhost-doctor.com`)
	cmd.Env = append(cmd.Env, "DISPLAY="+d.name)
	stderr := &safeBuffer{}
	cmd.Stderr = stderr
	startQuietly(t, cmd)
	shown := &openWindow{display: d, t: t, stderr: stderr, id: d.waitForWindow(t, windowName)}
	shown.photograph("installed-windows")
	t.Run("and is not replaced while it is open", func(t *testing.T) {
		w.start(t, setup, "/S").wantExit(t, 2)
	})
	// Closed as a person does, so that the uninstaller finds nothing in use.
	shown.do("windowclose", shown.id)
	eventually(t, slow, "the program ends", func() bool {
		return !strings.Contains(w.start(t, "tasklist").stdout, "localhost-doctor")
	})
}

func installedEditsHosts(t *testing.T, w *wine) {
	t.Helper()
	hosts := filepath.Join(w.prefix, "drive_c", "windows", "system32", "drivers", "etc", "hosts")
	before, err := os.ReadFile(hosts)
	if err != nil {
		t.Fatal(err)
	}
	program := programFolder + `\localhost-doctor.com`
	// wine asks Linux for names, so that it cannot be proven that the name is found.
	w.start(t, program, "hosts", "add", "127.0.0.1", "shop.test", "--yes")
	after, err := os.ReadFile(hosts)
	if err != nil || !strings.HasPrefix(string(after), string(before)) || !strings.Contains(string(after), "shop.test") {
		t.Errorf("%v; the hosts file is %q", err, after)
	}
	w.start(t, program, "hosts", "undo", "--yes").wantExit(t, 0)
	wantContent(t, hosts, string(before))
}
