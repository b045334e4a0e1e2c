package ui

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"localhostdoctor/app/words"
)

// TestEveryKeyHasItsSentence looks through the sources for keys.
func TestEveryKeyHasItsSentence(t *testing.T) {
	speaker := english(t)
	keys := regexp.MustCompile(`words\.T\(\s*"([^"]+)"`)
	found := 0
	for _, folder := range []string{".", "../window"} {
		err := fs.WalkDir(os.DirFS(folder), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := fs.ReadFile(os.DirFS(folder), path)
			if err != nil {
				return err
			}
			for _, match := range keys.FindAllStringSubmatch(string(source), -1) {
				found++
				if said := speaker.Say(words.T(match[1], "Count", 2)); said == match[1] || said == "" {
					t.Errorf("%s: %s has no sentence", path, match[1])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 100 {
		t.Errorf("found %d keys; is the search broken?", found)
	}
}

func TestEveryNamedValueHasItsSentence(t *testing.T) {
	speaker := english(t)
	named := map[string][]string{
		"area.":                  {"loopback", "hosts", "name", "dns", "network", "ports"},
		"ui.class.":              {"system", "registered", "dynamic"},
		"ports-window.kind.":     {"systemd", "launchd", "windows-service", "docker", "podman", "kubernetes", "wsl", "editor", "system-setting"},
		"ports-window.owner.":    {"systemd", "launchd", "windows-service", "docker", "podman", "kubernetes", "wsl", "editor", "system-setting"},
		"ports-window.conflict.": {"split", "shadowed", "exposed", "privileged", "temporary", "unopenable", "lingering", "excluded", "reserved", "unchecked"},
		"ui.localhost.":          {"ok", "missing", "redirected", "partial", "commented", "not-needed"},
		"ui.stage.":              {"resolve-os", "resolve-go", "tcp4", "tcp6", "tls", "http", "udp", "ping"},
		"ui.status.":             {"ok", "refused", "timeout", "unreachable", "no-address", "reset", "denied", "failed", "skipped"},
	}
	for prefix, ids := range named {
		for _, id := range ids {
			if key := prefix + id; speaker.Say(words.Named(prefix, id)) == key {
				t.Errorf("%s has no sentence", key)
			}
		}
	}
}
