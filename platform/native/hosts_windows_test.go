package native

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

func TestReplaceOnWindows(t *testing.T) {
	h, ctx := hostsFiles{}, t.Context()
	path := filepath.Join(folder(t), "hosts")
	if err := h.Replace(ctx, path, platform.Sum(nil), []byte("one\r\n")); err != nil {
		t.Fatal(err)
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	const attributes = windows.FILE_ATTRIBUTE_READONLY | windows.FILE_ATTRIBUTE_HIDDEN
	if err := windows.SetFileAttributes(name, attributes); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = windows.SetFileAttributes(name, windows.FILE_ATTRIBUTE_NORMAL) }()
	if err := h.Writable(ctx, path); !errors.Is(err, platform.ErrReadOnly) {
		t.Errorf("writable: %v", err)
	}
	if err := h.Replace(ctx, path, platform.Sum([]byte("one\r\n")), []byte("two\r\n")); !errors.Is(err, platform.ErrReadOnly) {
		t.Errorf("replace without asking: %v", err)
	}
	found, err := obstacles{}.Of(ctx, path)
	if err != nil || len(found) != 2 || found[0].Kind != platform.ObstacleReadOnly || found[1].Kind != platform.ObstacleHidden {
		t.Fatalf("obstacles: %+v, %v", found, err)
	}
	if err := (obstacles{}).Lift(ctx, path, found[0].Flags); err != nil {
		t.Fatal(err)
	}
	if err := h.Replace(ctx, path, platform.Sum([]byte("one\r\n")), []byte("two\r\n")); err != nil {
		t.Fatal(err)
	}
	if err := (obstacles{}).Restore(ctx, path, found[0].Flags); err != nil {
		t.Fatal(err)
	}
	if got, err := windows.GetFileAttributes(name); err != nil || got&attributes != attributes {
		t.Errorf("attributes %x, %v", got, err)
	}
	if err := (obstacles{}).Lift(ctx, path, found[0].Flags); err != nil {
		t.Fatal(err)
	}
	if err := h.Replace(ctx, path, platform.Sum([]byte("one\r\n")), []byte("three")); !errors.Is(err, platform.ErrChanged) {
		t.Errorf("a changed file: %v", err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if found, err := h.Read(ctx, path); err != nil || string(found.Bytes) != "two\r\n" {
		t.Errorf("%q, %v", found.Bytes, err)
	}
	if _, err := h.Read(ctx, filepath.Dir(path)); !errors.Is(err, platform.ErrNotRegular) {
		t.Errorf("a directory: %v", err)
	}
}

func TestAHostsFileInUseIsLeftAsItIs(t *testing.T) {
	h, ctx := hostsFiles{}, t.Context()
	path := filepath.Join(folder(t), "hosts")
	if err := os.WriteFile(path, []byte("one"), 0o644); err != nil {
		t.Fatal(err)
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := windows.CreateFile(name, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = windows.CloseHandle(lock) }()
	if err := h.Replace(ctx, path, platform.Sum([]byte("one")), []byte("two")); !errors.Is(err, platform.ErrReadOnly) {
		t.Errorf("replace: %v", err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if found, err := h.Read(ctx, path); err != nil || string(found.Bytes) != "one" {
		t.Errorf("%q, %v", found.Bytes, err)
	}
}

func TestALockKeepsOthersOutOnWindows(t *testing.T) {
	path := filepath.Join(folder(t), "hosts")
	unlock, err := folders{}.Lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
	defer cancel()
	if _, err := (folders{}).Lock(soon, path); !errors.Is(err, platform.ErrBusy) {
		t.Errorf("a second time: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	again, err := folders{}.Lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := again(); err != nil {
		t.Error(err)
	}
}
