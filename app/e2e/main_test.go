//go:build e2e && linux

package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role))
	}
	code := m.Run()
	if err := removeBuilt(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// need skips the test when one of programs is not installed; where a server runs
// the tests, it fails, for nobody would see that it was skipped.
func need(t testing.TB, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := find(program); err != nil {
			lacking(t, program+" is not installed: run .ci/install-test-deps")
		}
	}
}

// lacking ends a test for which this computer has not what it takes.
func lacking(t testing.TB, reason string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// find is exec.LookPath that also looks where only the PATH of root and wine does.
func find(program string) (string, error) {
	path, err := exec.LookPath(program)
	if err == nil {
		return path, nil
	}
	for _, folder := range []string{"/usr/sbin", "/sbin", "/usr/lib/wine"} {
		if path, again := exec.LookPath(filepath.Join(folder, program)); again == nil {
			return path, nil
		}
	}
	return "", err
}

// artefact returns where a test leaves what a person may look at afterwards.
func artefact(t testing.TB, name string) string {
	t.Helper()
	folder := filepath.Join(top(t), "build", "e2e", strings.ReplaceAll(t.Name(), "/", "_"))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, name)
}

// top is the folder of the repository.
func top(t testing.TB) string {
	t.Helper()
	folder, err := filepath.Abs("../..")
	if err == nil {
		_, err = os.Stat(filepath.Join(folder, "go.mod"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// exitCode returns how a command ended: its exit code, or an error when it was
// not started or ended by a signal.
func exitCode(err error) (int, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit) && exit.Exited():
		return exit.ExitCode(), nil
	default:
		return -1, err
	}
}
