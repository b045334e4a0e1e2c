//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// released is the version in FyneApp.toml, the one place that names it.
func released(t testing.TB) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(top(t), "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^\s*Version\s*=\s*"(.+)"`).FindSubmatch(content)
	if found == nil {
		t.Fatal("no Version in FyneApp.toml")
	}
	return string(found[1])
}
