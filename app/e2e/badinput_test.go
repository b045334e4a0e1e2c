//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBadInputIsOneLineAndTheRightExitCode(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		file, folder := hostsFile(t, redirected), t.TempDir()
		for _, c := range []struct {
			line string
			exit int
		}{
			{"nonsense", 2},
			{"--nonsense", 2},
			{"-Z", 2},
			{"check --nonsense", 2},
			{"check extra", 2},
			{"check --timeout soon", 2},
			{"check --timeout -1s", 2},
			{"ports --nonsense", 2},
			{"ports 0", 2},
			{"ports 70000", 2},
			{"ports abc", 2},
			{"ports -1", 2},
			{"ports 80 81", 2},
			{"free", 2},
			{"free --nonsense", 2},
			{"free 0 --yes", 2},
			{"free 70000 --yes", 2},
			{"free abc --yes", 2},
			{"free 3000 --wait never", 2},
			{"test", 2},
			{"test --nonsense", 2},
			{"test localhost:0", 2},
			{"test localhost:70000", 2},
			{"test localhost:abc", 2},
			{"test http://", 2},
			{"test localhost --timeout 0s", 2},
			{"hosts", 2},
			{"hosts nonsense", 2},
			{"hosts show --nonsense", 2},
			{"hosts show extra", 2},
			{"hosts show --system dos", 2},
			{"hosts show --file " + folder, 2},
			{"hosts show --file " + filepath.Join(folder, "nothing"), 2},
			{"hosts show --file", 2},
			{"hosts check --file " + folder, 2},
			{"hosts repair --yes --file " + folder, 2},
			{"hosts repair --yes --file " + filepath.Join(folder, "nothing"), 2},
			{"hosts repair --nonsense --yes --file " + file, 2},
			{"hosts undo --yes --file " + folder, 2},
			{"version --nonsense", 2},
			{"version extra", 2},
		} {
			t.Run(c.line, func(t *testing.T) {
				here := thisComputer(t)
				got := here.run(t, program, strings.Fields(c.line)...).wantExit(t, c.exit).wantOneLine(t)
				if got.stdout != "" {
					t.Errorf("stdout: %s", got.stdout)
				}
				var failure failureAnswer
				here.run(t, program, append(strings.Fields(c.line), "--json")...).wantExit(t, c.exit).wantOneLine(t).into(t, &failure)
				if failure.Error.Code == "" || failure.Error.Message == "" {
					t.Errorf("as JSON: %+v", failure)
				}
			})
		}
		wantContent(t, file, redirected)
	})
}

func TestAnEmptyArgumentIsBadInputToo(t *testing.T) {
	program := build(t, terminal)
	for _, line := range [][]string{{"ports", ""}, {"free", "", "--yes"}, {"test", ""}, {"hosts", "show", "--file", ""}} {
		thisComputer(t).run(t, program, line...).wantExit(t, 2).wantOneLine(t)
	}
}

func TestAFileThatMayNotBeReadIsSaidSo(t *testing.T) {
	path := hostsFile(t, redirected)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"show", "check", "repair"} {
		cmd := thisComputer(t).command(t, build(t, terminal), "hosts", command, "--file", path)
		ordinaryUser(t, cmd)
		got := finish(t, cmd).wantOneLine(t)
		// It could not find out, for want of permission.
		if got.exit != 3 && got.exit != 4 {
			t.Errorf("hosts %s: exit code %d: %s", command, got.exit, got.stderr)
		}
	}
}

func TestAnEmptyHostsFileIsReadAndNotChanged(t *testing.T) {
	here, program, path := thisComputer(t), build(t, terminal), hostsFile(t, "")
	var shown hostsAnswer
	here.run(t, program, "hosts", "show", "--file", path, "--json").wantExit(t, 0).into(t, &shown)
	if shown.Size != 0 || len(shown.Entries) != 0 || shown.Localhost.Status != "missing" || shown.Newline != "none" {
		t.Errorf("shown %+v", shown)
	}
	here.run(t, program, "hosts", "check", "--file", path).wantExit(t, 1)
	here.run(t, program, "hosts", "repair", "--file", path).wantExit(t, 2)
	wantContent(t, path, "")
}
