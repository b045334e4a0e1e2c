//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// readmeCommand is a line of the README that starts the program.
var readmeCommand = regexp.MustCompile(`(?m)^localhost-doctor (\w+)(?: (\w+))?`)

func TestTheReadmeNamesCommandsThatThereAre(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(top(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	commands := readmeCommand.FindAllStringSubmatch(string(content), -1)
	if len(commands) < 10 {
		t.Fatalf("only %d commands are found in the README", len(commands))
	}
	for _, words := range commands {
		args := []string{words[1]}
		if words[1] == "hosts" {
			args = append(args, words[2])
		}
		got := thisComputer(t).run(t, build(t, terminal), append(args, "--help")...).wantExit(t, 0)
		if !strings.Contains(got.stdout, "localhost-doctor "+strings.Join(args, " ")) {
			t.Errorf("there is no command %q: %s", args, got.stdout)
		}
	}
	if version := released(t); !strings.Contains(changelog(t), "\n## "+version+"\n") {
		t.Errorf("CHANGELOG.md does not say what is new in %s", version)
	}
}

func changelog(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(top(t), "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
