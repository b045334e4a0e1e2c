package native

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

const (
	before = "127.0.0.1 localhost\r\n\xff\x00# kept"
	after  = "127.0.0.1 localhost\n::1 localhost\n"
)

// folder is a temporary one that other users may enter.
func folder(t *testing.T) string {
	t.Helper()
	path := t.TempDir()
	for _, p := range []string{path, filepath.Dir(path)} {
		if err := os.Chmod(p, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func replace(t *testing.T, path, content string) error {
	t.Helper()
	found, err := hostsFiles{}.Read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return hostsFiles{}.Replace(t.Context(), path, found.SHA256, []byte(content))
}

// holds checks the content of a file and that nothing else was left beside it.
func holds(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", filepath.Base(path), got, err, want)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".hosts.*"))
	if err != nil || left != nil {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func stat(t *testing.T, path string) unix.Stat_t {
	t.Helper()
	var s unix.Stat_t
	if err := unix.Stat(path, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestReadReturnsTheBytesAndWhereTheyAre(t *testing.T) {
	dir := folder(t)
	path := write(t, filepath.Join(dir, "hosts"), before)
	link := filepath.Join(dir, "link")
	if err := os.Symlink("hosts", link); err != nil {
		t.Fatal(err)
	}
	found, err := hostsFiles{}.Read(t.Context(), link)
	if err != nil {
		t.Fatal(err)
	}
	if string(found.Bytes) != before || found.SHA256 != platform.Sum([]byte(before)) {
		t.Errorf("read %q with sum %s", found.Bytes, found.SHA256)
	}
	if found.Path != link || found.Resolved != path || found.Mode != 0o644 || time.Since(found.Modified) > time.Minute {
		t.Errorf("read %+v", found)
	}
}

func TestReadRefusesWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "fifo")
	if err := unix.Mkfifo(fifo, 0o644); err != nil {
		t.Fatal(err)
	}
	linked := filepath.Join(dir, "linked")
	if err := os.Symlink(fifo, linked); err != nil {
		t.Fatal(err)
	}
	large := filepath.Join(dir, "large")
	if err := errors.Join(os.WriteFile(large, nil, 0o644), os.Truncate(large, platform.MaxHostsSize+1)); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path string
		want       error
	}{
		{"directory", dir, platform.ErrNotRegular},
		{"fifo", fifo, platform.ErrNotRegular},
		{"link to a fifo", linked, platform.ErrNotRegular},
		{"device", "/dev/zero", platform.ErrNotRegular},
		{"nothing", filepath.Join(dir, "none"), platform.ErrNotFound},
		{"too large", large, platform.ErrTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := (hostsFiles{}).Read(t.Context(), test.path); !errors.Is(err, test.want) {
				t.Errorf("read: %v, want %v", err, test.want)
			}
			err := hostsFiles{}.Replace(t.Context(), test.path, platform.Sum([]byte("x")), []byte(after))
			if want := test.want; want == platform.ErrNotFound {
				if !errors.Is(err, platform.ErrChanged) {
					t.Errorf("replace: %v, want %v", err, platform.ErrChanged)
				}
			} else if !errors.Is(err, want) {
				t.Errorf("replace: %v, want %v", err, want)
			}
		})
	}
}

func TestReplaceKeepsEverythingButTheContent(t *testing.T) {
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		if err := os.Chown(path, 12345, 23456); err != nil {
			t.Fatal(err)
		}
	}
	attributes := map[string]string{"user.note": "kept", "user.empty": ""}
	for name, value := range attributes {
		if err := unix.Setxattr(path, name, []byte(value), 0); err != nil {
			t.Skipf("no extended attributes in %s: %v", os.TempDir(), err)
		}
	}
	setAccessList(t, path)
	old, oldList := stat(t, path), listOf(t, path)
	if err := replace(t, path, after); err != nil {
		t.Fatal(err)
	}
	holds(t, path, after)
	now := stat(t, path)
	if now.Mode != old.Mode || now.Uid != old.Uid || now.Gid != old.Gid {
		t.Errorf("mode %o of %d:%d, before %o of %d:%d", now.Mode, now.Uid, now.Gid, old.Mode, old.Uid, old.Gid)
	}
	if now.Ino == old.Ino {
		t.Error("written in place, not atomically")
	}
	if !bytes.Equal(listOf(t, path), oldList) {
		t.Errorf("access list %x, before %x", listOf(t, path), oldList)
	}
	for name, want := range attributes {
		value := make([]byte, 64)
		n, err := unix.Getxattr(path, name, value)
		if err != nil || string(value[:n]) != want {
			t.Errorf("attribute %s is %q, %v", name, value[:max(n, 0)], err)
		}
	}
}

const accessListName = "system.posix_acl_access"

// setAccessList lets user 4321 read the file (acl(5); version 2, entries of tag,
// permissions and number).
func setAccessList(t *testing.T, path string) {
	t.Helper()
	none := []byte{0xff, 0xff, 0xff, 0xff}
	list := []byte{2, 0, 0, 0}
	list = append(append(list, 1, 0, 6, 0), none...)
	list = append(list, 2, 0, 4, 0, 0xe1, 0x10, 0, 0)
	list = append(append(list, 4, 0, 4, 0), none...)
	list = append(append(list, 16, 0, 4, 0), none...)
	list = append(append(list, 32, 0, 0, 0), none...)
	if err := unix.Setxattr(path, accessListName, list, 0); err != nil && !errors.Is(err, unix.ENOTSUP) {
		t.Fatal(err)
	}
}

func listOf(t *testing.T, path string) []byte {
	t.Helper()
	list := make([]byte, 256)
	n, err := unix.Getxattr(path, accessListName, list)
	if err != nil && !errors.Is(err, unix.ENOTSUP) {
		t.Fatal(err)
	}
	return list[:max(n, 0)]
}

func TestReplaceWritesWhereTheLinkLeads(t *testing.T) {
	dir := folder(t)
	if err := os.Mkdir(filepath.Join(dir, "store"), 0o755); err != nil {
		t.Fatal(err)
	}
	target := write(t, filepath.Join(dir, "store", "hosts"), before)
	link := filepath.Join(dir, "hosts")
	if err := os.Symlink("store/hosts", link); err != nil {
		t.Fatal(err)
	}
	if err := replace(t, link, after); err != nil {
		t.Fatal(err)
	}
	holds(t, target, after)
	if to, err := os.Readlink(link); err != nil || to != "store/hosts" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
}

func TestReplaceKeepsHardLinksTogether(t *testing.T) {
	dir := folder(t)
	path, twin := write(t, filepath.Join(dir, "hosts"), before), filepath.Join(dir, "twin")
	if err := os.Link(path, twin); err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{after, "short\n", strings.Repeat(after, 1000), ""} {
		if err := replace(t, path, content); err != nil {
			t.Fatal(err)
		}
		holds(t, path, content)
		holds(t, twin, content)
	}
}

func TestReplaceRefusesAChangedFile(t *testing.T) {
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	err := hostsFiles{}.Replace(t.Context(), path, platform.Sum([]byte("older")), []byte(after))
	if !errors.Is(err, platform.ErrChanged) {
		t.Errorf("got %v", err)
	}
	holds(t, path, before)
}

func TestReplaceCreatesAMissingFile(t *testing.T) {
	path := filepath.Join(folder(t), "hosts")
	if err := (hostsFiles{}).Writable(t.Context(), path); err != nil {
		t.Error(err)
	}
	if err := (hostsFiles{}).Replace(t.Context(), path, platform.Sum(nil), []byte(after)); err != nil {
		t.Fatal(err)
	}
	holds(t, path, after)
	if mode := stat(t, path).Mode & 0o7777; mode != 0o644 {
		t.Errorf("mode %o", mode)
	}
}

func TestReplaceDoesNotFollowALinkToNothing(t *testing.T) {
	dir := folder(t)
	path := filepath.Join(dir, "hosts")
	if err := os.Symlink("nowhere", path); err != nil {
		t.Fatal(err)
	}
	err := hostsFiles{}.Replace(t.Context(), path, platform.Sum(nil), []byte(after))
	if !errors.Is(err, platform.ErrNotRegular) {
		t.Errorf("replace: %v", err)
	}
	if err := (hostsFiles{}).Writable(t.Context(), path); !errors.Is(err, platform.ErrNotRegular) {
		t.Errorf("writable: %v", err)
	}
	if _, err := os.Lstat(filepath.Join(dir, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("made what the link named: %v", err)
	}
}

func TestAnEndedContextChangesNothing(t *testing.T) {
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := hostsFiles{}.Replace(ctx, path, platform.Sum([]byte(before)), []byte(after))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	holds(t, path, before)
}
