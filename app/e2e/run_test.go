//go:build e2e && linux

package e2e

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// answer is what a terminal command came to.
type answer struct {
	exit           int
	stdout, stderr string
	took           time.Duration
}

// patience is how long a command may take before a test gives up on it.
const patience = 30 * time.Second

// finish runs cmd to its end.
func finish(t testing.TB, cmd *exec.Cmd) answer {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &stdout
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &stderr
	}
	start := time.Now()
	exit, err := exitCode(cmd.Run())
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(cmd.Args, " "), err, stdout.String(), stderr.String())
	}
	return answer{exit, stdout.String(), stderr.String(), time.Since(start)}
}

// wantExit checks the exit code and that no stack trace was shown.
func (a answer) wantExit(t testing.TB, want int) answer {
	t.Helper()
	if a.exit != want {
		t.Errorf("exit code %d, want %d\nstdout: %s\nstderr: %s", a.exit, want, a.stdout, a.stderr)
	}
	for _, trace := range []string{"goroutine ", "panic:", "runtime error"} {
		if strings.Contains(a.stderr, trace) || strings.Contains(a.stdout, trace) {
			t.Errorf("shows a stack trace:\n%s%s", a.stdout, a.stderr)
		}
	}
	return a
}

// wantOneLine checks that exactly one line, an error for a person, is on stderr.
func (a answer) wantOneLine(t testing.TB) answer {
	t.Helper()
	line, rest, ended := strings.Cut(a.stderr, "\n")
	if strings.TrimSpace(line) == "" || rest != "" || !ended {
		t.Errorf("stderr is not one line: %q", a.stderr)
	}
	return a
}

// into decodes the one JSON object on stdout.
func (a answer) into(t testing.TB, object any) {
	t.Helper()
	if !strings.HasPrefix(strings.TrimSpace(a.stdout), `{"schema":1,`) {
		t.Fatalf("stdout does not begin with the schema: %.200q\nstderr: %s", a.stdout, a.stderr)
	}
	decoder := json.NewDecoder(strings.NewReader(a.stdout))
	if err := decoder.Decode(object); err != nil {
		t.Fatalf("%v in %s", err, a.stdout)
	}
	if decoder.More() {
		t.Fatalf("more than one JSON object: %s", a.stdout)
	}
}
