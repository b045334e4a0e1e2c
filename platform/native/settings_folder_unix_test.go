//go:build linux || darwin

package native

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"localhostdoctor/platform"
)

func TestOnlyAnEmptyFolderInPlaceOfTheHostsFileIsTakenAway(t *testing.T) {
	root := t.TempDir()
	path := filepath.Join(root, "etc", "hosts")
	make := func(what string) {
		t.Helper()
		err := errors.Join(os.RemoveAll(path), os.MkdirAll(filepath.Dir(path), 0o755))
		switch what {
		case "file":
			err = errors.Join(err, os.WriteFile(path, nil, 0o644))
		case "folder":
			err = errors.Join(err, os.MkdirAll(filepath.Join(path, "inside"), 0o755))
		case platform.EmptyFolder:
			err = errors.Join(err, os.Mkdir(path, 0o755))
		case "link":
			err = errors.Join(err, os.Symlink("nowhere", path))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s, place := settings{root: root}, platform.Setting{Kind: platform.SettingHostsFolder}
	for _, what := range []string{"file", "folder", "link", platform.EmptyFolder, platform.Nothing} {
		make(what)
		want := what
		if what == "link" {
			want = "file"
		}
		now, err := s.Read(t.Context(), place)
		if err != nil || now != platform.ValueOf(want) {
			t.Errorf("%s: %+v, %v", what, now, err)
		}
		_, readErr := hostsFiles{root: root}.Read(t.Context(), path)
		if errors.Is(readErr, platform.ErrEmptyFolder) != (what == platform.EmptyFolder) {
			t.Errorf("%s is read: %v", what, readErr)
		}
		// Whoever says that it is empty is not believed.
		empty, nothing := hostsFolder{path}, platform.ValueOf(platform.Nothing)
		err = empty.write(t.Context(), platform.ValueOf(platform.EmptyFolder), nothing)
		if (err == nil) != (what == platform.EmptyFolder) {
			t.Errorf("%s is taken away: %v", what, err)
		}
	}
	if err := s.Write(t.Context(), place, platform.ValueOf(platform.Nothing), platform.ValueOf(platform.EmptyFolder)); err != nil {
		t.Error(err)
	}
	if info, err := os.Lstat(path); err != nil || !info.IsDir() || info.Mode().Perm() != 0o755 {
		t.Errorf("%v, %v", info, err)
	}
}
