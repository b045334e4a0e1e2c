package native

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

func TestReplaceWritesInPlaceWhatCannotBeSwapped(t *testing.T) {
	needRoot(t)
	dir := folder(t) // root's: nobody may not make a file there
	path := write(t, filepath.Join(dir, "hosts"), before)
	if err := os.Chown(path, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	inode := stat(t, path).Ino
	if said := asNobody(t, "writable", path); said != "" {
		t.Errorf("writable: %s", said)
	}
	if said := asNobody(t, "replace", path, after); said != "" {
		t.Errorf("replace: %s", said)
	}
	holds(t, path, after)
	if stat(t, path).Ino != inode {
		t.Error("not the same file")
	}
}

func TestReplaceOfAnothersFileNeedsAdmin(t *testing.T) {
	needRoot(t)
	tests := map[string]fs.FileMode{"root's folder": 0o755, "everybody's folder": 0o777}
	for name, mode := range tests {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			path := write(t, filepath.Join(dir, "hosts"), before)
			if err := os.Chmod(dir, mode); err != nil {
				t.Fatal(err)
			}
			for _, said := range []string{asNobody(t, "writable", path), asNobody(t, "replace", path, after)} {
				if !strings.Contains(said, platform.ErrNeedsAdmin.Error()) {
					t.Errorf("said %q", said)
				}
			}
			holds(t, path, before)
			if owner := stat(t, path).Uid; owner != 0 {
				t.Errorf("belongs to %d now", owner)
			}
		})
	}
}

func TestReadOfAHiddenFileNeedsAdmin(t *testing.T) {
	needRoot(t)
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := asNobody(t, "replace", path, after); !strings.Contains(said, platform.ErrNeedsAdmin.Error()) {
		t.Errorf("said %q", said)
	}
}

func TestAnImmutableFileCannotBeWritten(t *testing.T) {
	needRoot(t)
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	setFlags(t, path, immutableFlag)
	defer setFlags(t, path, 0)
	if err := (hostsFiles{}).Writable(t.Context(), path); !errors.Is(err, platform.ErrReadOnly) {
		t.Errorf("writable: %v", err)
	}
	if err := replace(t, path, after); !errors.Is(err, platform.ErrReadOnly) {
		t.Errorf("replace: %v", err)
	}
	holds(t, path, before)
}

func setFlags(t *testing.T, path string, flags int) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if err := unix.IoctlSetPointerInt(int(file.Fd()), unix.FS_IOC_SETFLAGS, flags); err != nil {
		t.Skipf("no file flags in %s: %v", os.TempDir(), err)
	}
}

func TestAMountedHostsFileIsWrittenInPlace(t *testing.T) {
	tests := []struct {
		name   string
		flags  uintptr
		want   error
		wanted string
	}{
		{"bind mount", 0, nil, after},
		{"read-only bind mount", unix.MS_RDONLY, platform.ErrReadOnly, before},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := folder(t)
			source := write(t, filepath.Join(dir, "source"), before)
			path := write(t, filepath.Join(dir, "hosts"), "below")
			mount(t, source, path, test.flags)
			if err := (hostsFiles{}).Writable(t.Context(), path); !errors.Is(err, test.want) {
				t.Errorf("writable: %v", err)
			}
			if err := replace(t, path, after); !errors.Is(err, test.want) {
				t.Errorf("replace: %v", err)
			}
			holds(t, path, test.wanted)
			holds(t, source, test.wanted)
		})
	}
}

// privateMounts gives the goroutine of this test a mount namespace of its own. Its
// thread is not unlocked, so it ends with the test.
func privateMounts(t *testing.T) {
	t.Helper()
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		t.Skipf("may not make a mount namespace here: %v", err)
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		t.Fatal(err)
	}
}

// mount bind-mounts source over path until the end of the test.
func mount(t *testing.T, source, path string, flags uintptr) {
	t.Helper()
	privateMounts(t)
	if err := unix.Mount(source, path, "", unix.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(path, 0); err != nil {
			t.Error(err)
		}
	})
	if flags != 0 {
		if err := unix.Mount("", path, "", unix.MS_BIND|unix.MS_REMOUNT|flags, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFullDiskLeavesTheFileAsItWas(t *testing.T) {
	dir := folder(t)
	privateMounts(t)
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	}()
	path := write(t, filepath.Join(dir, "hosts"), before)
	for _, linked := range []bool{false, true} {
		if linked { // a hard link asks for writing in place
			if err := os.Link(path, filepath.Join(dir, "twin")); err != nil {
				t.Fatal(err)
			}
		}
		if err := replace(t, path, strings.Repeat(after, 10_000)); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("linked %t: %v", linked, err)
		}
		holds(t, path, before)
	}
}

func TestAFileThatChangesDuringTheWriteIsKept(t *testing.T) {
	path := write(t, filepath.Join(folder(t), "hosts"), before)
	found, err := hostsFiles{}.Read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, "somebody else's")
	if err := (hostsFiles{}).swap(t.Context(), found, []byte(after)); !errors.Is(err, platform.ErrChanged) {
		t.Errorf("got %v", err)
	}
	holds(t, path, "somebody else's")
}
