package native

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"localhostdoctor/platform"
)

func TestSettingsOfWSLAreFound(t *testing.T) {
	root := folder(t)
	if found, err := (virtual{root: root}).WSL(t.Context()); !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("nothing set: %+v, %v", found, err)
	}
	path := filepath.Join(root, ".wslconfig")
	if err := os.WriteFile(path, []byte("[wsl2]\r\nlocalhostForwarding=false\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := virtual{root: root}.WSL(t.Context())
	if err != nil || found.LocalhostForwarding || found.Path != path {
		t.Errorf("got %+v, %v", found, err)
	}
}

func TestSuffixesOfAdaptersAreRead(t *testing.T) {
	found, err := naming{}.Resolving(t.Context())
	if err != nil || found.Missing || found.Link != "" {
		t.Errorf("got %+v, %v", found, err)
	}
}
