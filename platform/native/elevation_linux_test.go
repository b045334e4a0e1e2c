package native

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"localhostdoctor/platform"
)

func TestOnlyAPlaceOfRootIsSafe(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can make files of root")
	}
	const nobody = 65534
	for _, c := range []struct {
		name string
		turn func(folder, file string) error
		safe bool
	}{
		{"root's, in root's folder", func(string, string) error { return nil }, true},
		{"another's file", func(_, file string) error { return os.Chown(file, nobody, nobody) }, false},
		{"another's folder", func(folder, _ string) error { return os.Chown(folder, nobody, nobody) }, false},
		{"a file that a group may write", func(_, file string) error { return os.Chmod(file, 0o775) }, false},
		{"a file that all may write", func(_, file string) error { return os.Chmod(file, 0o757) }, false},
		{"a folder that all may write", func(folder, _ string) error { return os.Chmod(folder, 0o777) }, false},
		{"a folder where one may only add", func(folder, _ string) error { return os.Chmod(folder, 0o777|os.ModeSticky) }, true},
		{"a link", func(folder, file string) error {
			return errors.Join(os.Rename(file, folder+"/real"), os.Symlink(folder+"/real", file))
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			above := t.TempDir() // /tmp is a folder where one may only add
			folder := filepath.Join(above, "bin")
			file := filepath.Join(folder, "program")
			err := errors.Join(os.Chmod(above, 0o755), os.Chmod(filepath.Dir(above), 0o755), os.Mkdir(folder, 0o755),
				os.WriteFile(file, nil, 0o755), c.turn(folder, file))
			if err != nil {
				t.Fatal(err)
			}
			err = safePlace(file)
			if c.safe && err != nil || !c.safe && !errors.Is(err, platform.ErrUnsafePlace) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestTheSharedFolderIsRootsOrRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can make files of root")
	}
	folder := filepath.Join(t.TempDir(), "shared")
	if err := sharedFolder(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(folder, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	if err := sharedFolder(folder); !errors.Is(err, platform.ErrUnsafePlace) {
		t.Errorf("another's folder: %v", err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	if err := sharedFolder(link); !errors.Is(err, platform.ErrUnsafePlace) {
		t.Errorf("a link: %v", err)
	}
}
