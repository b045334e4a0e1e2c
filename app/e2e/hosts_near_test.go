//go:build e2e && linux

package e2e

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ownSettings is a sick computer whose folder /etc is a copy that nobody else sees:
// files can come and go in it. It returns the folder.
func ownSettings(t *testing.T, files map[string]string) (*computer, string) {
	t.Helper()
	sick, folder := sickComputer(t, nil), t.TempDir()
	copying := "cp -a /etc/. " + folder + " && mount --bind " + folder + " /etc"
	sick.run(t, "sh", "-c", copying).wantExit(t, 0)
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return sick, folder
}

func codes(a hostsAnswer) []string {
	var all []string
	for _, p := range a.Problems {
		all = append(all, p.Code)
	}
	return all
}

func TestEntriesThatWereSavedUnderAWrongNameAreFound(t *testing.T) {
	program := build(t, terminal)
	for _, name := range []string{"hosts.txt", "hosts.txt.txt", "hosts ", "Hosts", "hosts.bak"} {
		t.Run(name, func(t *testing.T) {
			path := hostsFile(t, "127.0.0.1 localhost\n")
			other := filepath.Join(filepath.Dir(path), name)
			if err := os.WriteFile(other, []byte("127.0.0.1 localhost\n127.0.0.1 api.test\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			cmd := thisComputer(t).command(t, program, "hosts", "check", "--file", path, "--json")
			ordinaryUser(t, cmd)
			for folder := filepath.Dir(path); folder != os.TempDir(); folder = filepath.Dir(folder) {
				if err := os.Chmod(folder, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			var got hostsAnswer
			finish(t, cmd).wantExit(t, 0).into(t, &got)
			at := slices.Index(codes(got), "H12")
			if at < 0 || !strings.Contains(got.Problems[at].Message, "api.test") || !strings.Contains(got.Problems[at].Message, name) {
				t.Errorf("problems %+v", got.Problems)
			}
			if err := os.Rename(other, filepath.Join(filepath.Dir(path), "hosts.ics")); err != nil {
				t.Fatal(err)
			}
			thisComputer(t).run(t, program, "hosts", "check", "--file", path, "--json").wantExit(t, 0).into(t, &got)
			if slices.Contains(codes(got), "H12") {
				t.Errorf("hosts.ics is legitimate: %+v", got.Problems)
			}
		})
	}
}

func TestTheCheckUpNamesAMisnamedHostsFile(t *testing.T) {
	sick, _ := ownSettings(t, map[string]string{
		"hosts": "127.0.0.1 localhost\n::1 localhost\n", "hosts.txt": "127.0.0.1 localhost\n127.0.0.1 api.test\n",
	})
	var got checkAnswer
	sick.run(t, build(t, terminal), "check", "--only", "H12", "--json").wantExit(t, 0).into(t, &got)
	if len(got.Checks) != 1 || got.Checks[0].Status != "problem" || got.Verdict != "ok" || len(got.Checks[0].Fixes) != 1 ||
		!got.Checks[0].Fixes[0].Guided {
		t.Errorf("got %+v", got)
	}
}

func TestAMissingHostsFileIsMadeAndTakenAwayAgain(t *testing.T) {
	sick, folder := ownSettings(t, nil)
	path, program := filepath.Join(folder, "hosts"), build(t, terminal)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	sick.run(t, "getent", "ahostsv4", "localhost").wantExit(t, 2)
	var sickness checkAnswer
	sick.run(t, program, "check", "--json").wantExit(t, 1).into(t, &sickness)
	if first := sickness.Checks[0]; first.Code != "H11" || len(first.Fixes) != 1 || first.Fixes[0].Guided || first.Fixes[0].ID != "H11.repair" {
		t.Errorf("first %+v", first)
	}

	var preview, done editAnswer
	sick.run(t, program, "hosts", "repair", "--dry-run", "--json").wantExit(t, 0).into(t, &preview)
	if _, err := os.Stat(path); !os.IsNotExist(err) || !strings.Contains(preview.Diff, "+127.0.0.1\tlocalhost") {
		t.Fatalf("the preview %+v; the file: %v", preview, err)
	}
	sick.run(t, program, "hosts", "repair", "--yes", "--json").wantExit(t, 0).into(t, &done)
	if !done.Changed || done.After != preview.After || len(done.Proof["localhost"]) == 0 {
		t.Errorf("done %+v", done)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o644 {
		t.Errorf("the file: %v, %v", info, err)
	}
	wantLocalhostAnswers(t, sick)
	sick.run(t, program, "hosts", "check").wantExit(t, 0)

	sick.run(t, program, "hosts", "undo", "--yes").wantExit(t, 0)
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("after the undo: %v", err)
	}
	sick.run(t, program, "hosts", "repair", "--yes").wantExit(t, 0)
}

// What was there before a cleaning tool removed the file can be put back.
func TestABackupComesBackWhereTheHostsFileIsGone(t *testing.T) {
	const mine = "127.0.0.1 localhost\n127.0.0.1 shop.test\n"
	sick, folder := ownSettings(t, map[string]string{"hosts": mine})
	path, program := filepath.Join(folder, "hosts"), build(t, terminal)
	var done editAnswer
	sick.run(t, program, "hosts", "add", "127.0.0.1", "api.test", "--yes", "--json").wantExit(t, 0).into(t, &done)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	sick.run(t, program, "hosts", "restore", *done.Backup, "--yes").wantExit(t, 0)
	wantContent(t, path, mine)
}

func TestAProgramOnIPv6AloneGetsALineForLocalhost(t *testing.T) {
	sick := sickComputer(t, map[string]string{"/etc/hosts": "127.0.0.1 localhost\n"})
	program := build(t, terminal)
	var before hostsAnswer
	sick.run(t, program, "hosts", "check", "--json").wantExit(t, 0).into(t, &before)
	if slices.Contains(codes(before), "H04") {
		t.Skipf("another program of this computer listens on ::1 alone: %+v", before.Problems)
	}
	listener, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		lacking(t, "this computer has no ::1: "+err.Error())
	}
	t.Cleanup(func() { _ = listener.Close() })
	var got hostsAnswer
	sick.run(t, program, "hosts", "check", "--json").wantExit(t, 0).into(t, &got)
	if !slices.Contains(codes(got), "H04") {
		t.Errorf("problems %+v", got.Problems)
	}
	sick.run(t, program, "hosts", "repair", "--yes").wantExit(t, 0)
	if answer := sick.run(t, "getent", "ahostsv6", "localhost").wantExit(t, 0); !strings.HasPrefix(answer.stdout, "::1 ") {
		t.Errorf("getent: %s", answer.stdout)
	}
}

// The names that systemd-resolved leaves out are noted only where it answers.
func TestWhoReadsTheHostsFileIsKnown(t *testing.T) {
	const odd = "127.0.0.1 localhost\n10.0.0.7 my_printer\n10.0.0.7 shop.test\n10.0.0.8 shop.test\n"
	program := build(t, terminal)
	for name, test := range map[string]struct {
		files    map[string]string
		resolved bool
		multi    bool
	}{
		"the C library alone": {map[string]string{"/etc/host.conf": "multi on\n"}, false, true},
		"it is not running":   {map[string]string{"/etc/nsswitch.conf": "hosts: files resolve\n", "/etc/host.conf": "multi off\n"}, false, false},
		"systemd-resolved":    {map[string]string{"/etc/nsswitch.conf": "hosts: files resolve\n", "/etc/host.conf": "multi off\n"}, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			test.files["/etc/hosts"] = odd
			sick := sickComputer(t, test.files)
			if test.resolved {
				playResolved(t, sick)
			}
			var got hostsAnswer
			sick.run(t, program, "hosts", "check", "--json").wantExit(t, 0).into(t, &got)
			noted := false
			for _, p := range got.Problems {
				noted = noted || strings.Contains(p.Message, "systemd-resolved")
			}
			if noted != test.resolved {
				t.Errorf("systemd-resolved is noted: %t; problems %+v", noted, got.Problems)
			}
			if second := got.Entries[3]; second.Effective != test.multi {
				t.Errorf("the second line of a name: %+v", second)
			}
		})
	}
}

// playResolved gives the computer the socket on which systemd-resolved listens.
func playResolved(t *testing.T, c *computer) {
	t.Helper()
	run, err := os.MkdirTemp("", "run") // short: it is a part of a socket's address
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(run) })
	if err := os.MkdirAll(run+"/systemd/resolve", 0o755); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", run+"/systemd/resolve/io.systemd.Resolve")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	c.run(t, "mount", "--bind", run, "/run").wantExit(t, 0)
}

func TestMisnamedEntriesAreBroughtOverInTheWindow(t *testing.T) {
	const mistaken = "127.0.0.1 localhost\n127.0.0.1 api.test\n"
	sick, folder := ownSettings(t, map[string]string{"hosts": shopHosts, "hosts.txt": mistaken})
	w := openHosts(t, sick)
	w.seeButton(label(t, "ui.hosts.stray.add"))
	w.photograph("beside")
	w.click(label(t, "ui.hosts.stray.add"))
	w.see("api.test")
	wantContent(t, filepath.Join(folder, "hosts"), shopHosts)
	w.press("ctrl+s")
	w.seeButton(label(t, "ui.save.do"))
	w.photograph("preview")
	w.click(label(t, "ui.save.do"))
	w.seeButton(label(t, "ui.done"))
	if got := sick.run(t, "getent", "hosts", "api.test").wantExit(t, 0); !strings.HasPrefix(got.stdout, "127.0.0.1") {
		t.Errorf("getent hosts api.test: %s", got.stdout)
	}
	w.click(label(t, "ui.done"))
	w.seeNoButton(label(t, "ui.hosts.stray.add"))
	wantContent(t, filepath.Join(folder, "hosts.txt"), mistaken)
	w.wantQuiet()
}
