//go:build e2e && linux

package e2e

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// commandsBelow lists the commands that program itself offers below a command, as
// it does for a shell: "hosts", "hosts repair".
func commandsBelow(t *testing.T, program string, below ...string) []string {
	t.Helper()
	got := thisComputer(t).run(t, program, append(append([]string{"__complete"}, below...), "")...).wantExit(t, 0)
	var found []string
	for line := range strings.Lines(got.stdout) {
		name, _, offered := strings.Cut(line, "\t")
		if !offered || name == "help" {
			continue
		}
		path := append(append([]string{}, below...), name)
		found = append(found, strings.Join(path, " "))
		if len(below) == 0 {
			found = append(found, commandsBelow(t, program, path...)...)
		}
	}
	return found
}

func TestTheManualPageHasEveryCommand(t *testing.T) {
	need(t, "man")
	folder := unpackedDebian(t)
	cmd := exec.Command("man", "--warnings", "-l", "-Tutf8", filepath.Join(folder, "usr", "share", "man", "man1", "localhost-doctor.1.gz"))
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8", "MANWIDTH=200")
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "warning") {
		t.Errorf("%v\n%s", err, out)
	}
	// What is bold is printed twice, with a step back between.
	text := regexp.MustCompile(".\x08").ReplaceAllString(string(out), "")
	commands := commandsBelow(t, filepath.Join(folder, installed))
	if len(commands) < 15 {
		t.Fatalf("the program has only %q", commands)
	}
	for _, each := range commands {
		if !regexp.MustCompile(`(?m)^   ` + regexp.QuoteMeta(each) + `( |$)`).MatchString(text) {
			t.Errorf("the manual page lacks %q:\n%s", each, text)
		}
	}
}

// shellsComplete asks the shells of the computer, which find the completions where
// the package has put them, for what goes on after "localhost-doctor hosts re".
func shellsComplete(t *testing.T, c *computer) {
	t.Helper()
	for shell, script := range map[string]string{
		"bash": `. /usr/share/bash-completion/bash_completion
COMP_LINE="localhost-doctor hosts re" COMP_POINT=25 COMP_CWORD=2
COMP_WORDS=(localhost-doctor hosts re)
_completion_loader localhost-doctor
$(complete -p localhost-doctor | sed 's/.*-F \([^ ]*\).*/\1/')
printf '%s\n' "${COMPREPLY[@]}"`,
		"fish": `complete --do-complete "localhost-doctor hosts re"`,
		// The last step, which shows a menu, works at a terminal only.
		"zsh": `autoload -Uz compinit && compinit -D || exit
_describe() { print -l $completions }
words=(localhost-doctor hosts re) CURRENT=3
$_comps[localhost-doctor]`,
	} {
		got := c.atHome(t, shell, "-c", script)
		for _, want := range []string{"repair", "restore", "remove"} {
			if !strings.Contains(got.stdout, want) {
				t.Errorf("%s does not offer %s: %q, %q", shell, want, got.stdout, got.stderr)
			}
		}
		if strings.Contains(got.stdout, "undo") {
			t.Errorf("%s offers what does not begin so: %q", shell, got.stdout)
		}
	}
}
