//go:build e2e && linux

package e2e

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// redirected is a hosts file in which somebody broke localhost, with the odd
// things that real files have: tabs, trailing blanks, a foreign block, no line
// break at the end.
const redirected = "# managed by hand\n192.0.2.7\tlocalhost  \n::1 ip6-localhost ip6-loopback\n\n" +
	"# Added by Docker Desktop\n192.0.2.9 host.docker.internal\n# End of section\n10.0.0.5 shop.test # the shop"

func sha(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// hostsFile writes content to a file of the test.
func hostsFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hosts")
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func wantContent(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("the file is\n%q\nwant\n%q", got, want)
	}
}

func TestHostsShowTellsWhatEachLineDoes(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		path := hostsFile(t, redirected)
		var got hostsAnswer
		thisComputer(t).run(t, program, "hosts", "show", "--file", path, "--json").wantExit(t, 0).into(t, &got)
		if got.Path != path || got.System != "linux" || got.SHA256 != sha(redirected) || got.Size != len(redirected) ||
			got.Encoding != "utf-8" || got.Newline != "lf" {
			t.Errorf("about the file: %+v", got)
		}
		if got.Localhost.Status != "redirected" || len(got.Problems) == 0 {
			t.Errorf("localhost %+v, problems %+v", got.Localhost, got.Problems)
		}
		lines := map[int]string{2: "192.0.2.7", 3: "::1", 6: "192.0.2.9", 8: "10.0.0.5"}
		for _, entry := range got.Entries {
			if lines[entry.Line] != entry.Address || entry.Meaning == "" || !entry.Enabled {
				t.Errorf("entry %+v", entry)
			}
			delete(lines, entry.Line)
		}
		if len(lines) > 0 {
			t.Errorf("not shown: %v", lines)
		}
	})
}

func TestHostsShowReadsTheFileOfThisComputer(t *testing.T) {
	content, err := os.ReadFile("/etc/hosts")
	if err != nil {
		t.Fatal(err)
	}
	var got hostsAnswer
	thisComputer(t).run(t, build(t, terminal), "hosts", "show", "--json").wantExit(t, 0).into(t, &got)
	if got.Path != "/etc/hosts" || got.SHA256 != sha(string(content)) {
		t.Errorf("got %+v", got)
	}
}

func TestHostsCheckTellsByItsExitCode(t *testing.T) {
	here, program := thisComputer(t), build(t, terminal)
	here.run(t, program, "hosts", "check", "--file", hostsFile(t, redirected)).wantExit(t, 1)
	here.run(t, program, "hosts", "check", "--file", hostsFile(t, "127.0.0.1 localhost\n::1 localhost\n")).wantExit(t, 0)
	// Windows answers for localhost by itself.
	here.run(t, program, "hosts", "check", "--system", "windows", "--file", hostsFile(t, "#\t127.0.0.1 localhost\r\n")).wantExit(t, 0)
}

func TestHostsRepairShowsThenDoesThenUndoes(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		here, path := thisComputer(t), hostsFile(t, redirected)

		var preview editAnswer
		here.run(t, program, "hosts", "repair", "--file", path, "--dry-run", "--json").wantExit(t, 0).into(t, &preview)
		if preview.Backup != nil || !strings.Contains(preview.Diff, "-192.0.2.7\tlocalhost") || preview.Before != sha(redirected) {
			t.Errorf("preview %+v", preview)
		}
		wantContent(t, path, redirected)

		got := here.run(t, program, "hosts", "repair", "--file", path).wantExit(t, 2)
		if !strings.Contains(got.stderr, "--yes") {
			t.Errorf("nobody can answer here, so it must name --yes: %s", got.stderr)
		}
		wantContent(t, path, redirected)

		var done editAnswer
		here.run(t, program, "hosts", "repair", "--file", path, "--yes", "--json").wantExit(t, 0).into(t, &done)
		if !done.Changed || done.Backup == nil || done.Before != sha(redirected) || done.After != preview.After || done.Diff != preview.Diff {
			t.Errorf("done %+v", done)
		}
		repaired, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if sha(string(repaired)) != done.After {
			t.Errorf("what was written is not what was said: %q", repaired)
		}
		for _, kept := range []string{"# managed by hand\n", "192.0.2.9 host.docker.internal\n", "10.0.0.5 shop.test # the shop"} {
			if !strings.Contains(string(repaired), kept) {
				t.Errorf("%q was lost: %q", kept, repaired)
			}
		}
		here.run(t, program, "hosts", "check", "--file", path).wantExit(t, 0)

		var again editAnswer
		here.run(t, program, "hosts", "repair", "--file", path, "--yes", "--json").wantExit(t, 0).into(t, &again)
		if again.Changed {
			t.Errorf("repairs what is right: %+v", again)
		}

		var undone editAnswer
		here.run(t, program, "hosts", "undo", "--file", path, "--yes", "--json").wantExit(t, 0).into(t, &undone)
		if !undone.Changed || undone.After != sha(redirected) {
			t.Errorf("undone %+v", undone)
		}
		wantContent(t, path, redirected)
	})
}

func TestHostsUndoRefusesWhenSomebodyElseChangedTheFile(t *testing.T) {
	here, program, path := thisComputer(t), build(t, terminal), hostsFile(t, redirected)
	here.run(t, program, "hosts", "repair", "--file", path, "--yes").wantExit(t, 0)
	const foreign = "127.0.0.1 localhost\n127.0.0.1 somebody-else.test\n"
	if err := os.WriteFile(path, []byte(foreign), 0o644); err != nil {
		t.Fatal(err)
	}
	here.run(t, program, "hosts", "undo", "--file", path, "--yes").wantExit(t, 5).wantOneLine(t)
	wantContent(t, path, foreign)
}

func TestHostsUndoWithNothingToUndoSaysSo(t *testing.T) {
	path := hostsFile(t, redirected)
	thisComputer(t).run(t, build(t, terminal), "hosts", "undo", "--file", path, "--yes").wantExit(t, 2).wantOneLine(t)
	wantContent(t, path, redirected)
}

func TestABrokenComputerIsRepairedAndTheRepairUndone(t *testing.T) {
	sick, program := sickComputer(t, map[string]string{"/etc/hosts": redirected}), build(t, terminal)
	if got := sick.run(t, "getent", "ahostsv4", "localhost"); !strings.Contains(got.stdout, "192.0.2.7") {
		t.Fatalf("this computer is not sick: %+v", got)
	}

	var before checkAnswer
	sick.run(t, program, "check", "--json").wantExit(t, 1).into(t, &before)
	if before.Verdict != "problem" || len(before.Checks) == 0 || before.Checks[0].Status != "problem" ||
		!strings.HasPrefix(before.Checks[0].Code, "H") || len(before.Checks[0].Fixes) == 0 {
		t.Errorf("verdict %q, first %+v", before.Verdict, before.Checks[:min(1, len(before.Checks))])
	}

	var done editAnswer
	sick.run(t, program, "hosts", "repair", "--yes", "--json").wantExit(t, 0).into(t, &done)
	if !done.Changed || len(done.Proof["localhost"]) == 0 || done.Proof["localhost"][0] != "127.0.0.1" && done.Proof["localhost"][0] != "::1" {
		t.Errorf("repaired %+v", done)
	}
	wantLocalhostAnswers(t, sick)
	sick.run(t, program, "hosts", "check").wantExit(t, 0)

	sick.run(t, program, "hosts", "undo", "--yes").wantExit(t, 0)
	if got := sick.read(t, "/etc/hosts"); got != redirected {
		t.Errorf("undo left\n%q\nwant\n%q", got, redirected)
	}
}

func TestAComputerWithoutLocalhostIsRepaired(t *testing.T) {
	for name, content := range map[string]string{
		"missing":   "10.0.0.5 shop.test\n",
		"empty":     "",
		"commented": "#127.0.0.1 localhost\n#::1 localhost\n",
		"crlf":      "192.0.2.7 localhost\r\n",
		"misspelt":  "127.0.0,1 localhost\n",
	} {
		t.Run(name, func(t *testing.T) {
			sick := sickComputer(t, map[string]string{"/etc/hosts": content})
			if got := sick.run(t, "getent", "ahostsv4", "localhost"); strings.HasPrefix(got.stdout, "127.0.0.1 ") {
				t.Skipf("this computer's C library answers for localhost by itself: %s", got.stdout)
			}
			sick.run(t, build(t, terminal), "hosts", "repair", "--yes").wantExit(t, 0)
			wantLocalhostAnswers(t, sick)
			sick.run(t, build(t, terminal), "hosts", "undo", "--yes").wantExit(t, 0)
			if got := sick.read(t, "/etc/hosts"); got != content {
				t.Errorf("undo left %q, want %q", got, content)
			}
		})
	}
}

// wantLocalhostAnswers asks the operating system itself.
func wantLocalhostAnswers(t testing.TB, c *computer) {
	t.Helper()
	got := c.run(t, "getent", "hosts", "localhost").wantExit(t, 0)
	if !strings.HasPrefix(got.stdout, "127.0.0.1 ") && !strings.HasPrefix(got.stdout, "::1 ") {
		t.Errorf("getent hosts localhost: %s", got.stdout)
	}
	if got := c.run(t, "getent", "ahostsv4", "localhost").wantExit(t, 0); !strings.HasPrefix(got.stdout, "127.0.0.1 ") {
		t.Errorf("getent ahostsv4 localhost: %s", got.stdout)
	}
}
