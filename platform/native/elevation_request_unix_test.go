//go:build unix

package native

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

func TestARequestIsTakenFromItsOwnerOnly(t *testing.T) {
	job := []byte(`{"version":1,"kind":"flush-names"}`)
	own := os.Getuid()
	for _, c := range []struct {
		name  string
		owner int
		turn  func(path string) error
		want  error
	}{
		{"as it was left", own, func(string) error { return nil }, nil},
		{"of another user", own + 1, func(string) error { return nil }, platform.ErrNotRegular},
		{"that others may read", own, func(path string) error { return os.Chmod(path, 0o644) }, platform.ErrNotRegular},
		{"that others may write", own, func(path string) error { return os.Chmod(path, 0o602) }, platform.ErrNotRegular},
		{"another job in its place", own, func(path string) error { return os.WriteFile(path, []byte(`{"version":1}`), 0o600) }, platform.ErrChanged},
		{"a byte more", own, func(path string) error { return os.WriteFile(path, append(job, ' '), 0o600) }, platform.ErrChanged},
		{"taken away", own, os.Remove, os.ErrNotExist},
		{"a link to it", own, func(path string) error {
			return errors.Join(os.Rename(path, path+".real"), os.Symlink(path+".real", path))
		}, platform.ErrNotRegular},
		{"a folder", own, func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o600)) }, platform.ErrNotRegular},
		{"a pipe that nobody writes to", own, func(path string) error { return errors.Join(os.Remove(path), unix.Mkfifo(path, 0o600)) }, platform.ErrNotRegular},
		{"too large", own, func(path string) error { return os.Truncate(path, platform.MaxJobSize+1) }, platform.ErrTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			path, sum, err := leaveRequest(folder, job)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.turn(path); err != nil {
				t.Fatal(err)
			}
			got, err := takeRequest(folder, c.owner, sum.String())
			if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) || err == nil && string(got) != string(job) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestARequestIsLeftInANewFile(t *testing.T) {
	folder := t.TempDir()
	path, sum, err := leaveRequest(folder, []byte("a job"))
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(path)
	if err != nil || info.Mode() != 0o600 || filepath.Dir(path) != folder || !strings.Contains(path, sum.String()) {
		t.Errorf("%s: %v, %v", path, info, err)
	}
	if _, _, err := leaveRequest(folder, []byte("a job")); !errors.Is(err, os.ErrExist) {
		t.Errorf("over one that is there: %v", err)
	}
	victim := filepath.Join(t.TempDir(), "victim")
	if err := os.WriteFile(victim, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(path), os.Symlink(victim, path)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := leaveRequest(folder, []byte("a job")); err == nil {
		t.Error("a link was followed")
	}
	if content, err := os.ReadFile(victim); string(content) != "mine" || err != nil {
		t.Errorf("the victim holds %q, %v", content, err)
	}
}
