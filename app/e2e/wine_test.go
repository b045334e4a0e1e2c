//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// randomNumbers is the one function of Windows' bcryptprimitives.dll that Go
// programs need and wine 8 does not have.
const randomNumbers = `#include <windows.h>
BOOLEAN WINAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
	while (length > 0) {
		ULONG part = length > 0x10000000 ? 0x10000000 : (ULONG)length;
		if (!SystemFunction036(buffer, part)) return FALSE;
		buffer += part;
		length -= part;
	}
	return TRUE;
}
`

// wine is a place where Windows programs run.
type wine struct {
	prefix string
	*computer
}

// openWine makes the prefix, which is kept between runs outside the repository.
func openWine(t testing.TB) *wine {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		t.Skip("wine runs programs for amd64 on amd64 only")
	}
	need(t, "wine", "wineboot", "wineserver", "x86_64-w64-mingw32-gcc")
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	w := &wine{filepath.Join(cache, "localhost-doctor-tests", "wine"), thisComputer(t)}
	if err := os.MkdirAll(w.prefix, 0o700); err != nil {
		t.Fatal(err)
	}
	lock(t, w.prefix+".lock")
	library := filepath.Join(w.prefix, "drive_c", "windows", "system32", "bcryptprimitives.dll")
	if _, err := os.Stat(library); err != nil {
		w.prepare(t, library)
	}
	t.Cleanup(func() {
		_ = w.tool("wineserver", "-k").Run() // it may have ended by itself
	})
	return w
}

func (w *wine) prepare(t testing.TB, library string) {
	t.Helper()
	if out, err := w.tool("wineboot", "-i").CombinedOutput(); err != nil {
		t.Fatalf("wineboot: %v\n%s", err, out)
	}
	source := filepath.Join(t.TempDir(), "random.c")
	if err := os.WriteFile(source, []byte(randomNumbers), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("x86_64-w64-mingw32-gcc", "-shared", "-O2", "-o", library+".new", source, "-ladvapi32").CombinedOutput()
	if err == nil {
		err = os.Rename(library+".new", library)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// tool makes a command of wine's own.
func (w *wine) tool(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), w.environment()...)
	return cmd
}

// environment of a Windows program; without -all wine writes its own remarks to
// the program's stderr.
func (w *wine) environment() []string {
	return append(w.computer.environment(), "WINEPREFIX="+w.prefix, "WINEARCH=win64", "WINEDEBUG=-all",
		"WINEDLLOVERRIDES=mscoree,mshtml,winemenubuilder.exe=")
}

// run runs the Windows program as a terminal command.
func (w *wine) run(t testing.TB, args ...string) answer {
	t.Helper()
	cmd := w.command(t, "wine", append([]string{build(t, windows)}, args...)...)
	cmd.Env = w.environment()
	return finish(t, cmd)
}

// lock keeps two test runs out of the same prefix.
func lock(t testing.TB, path string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(fmt.Errorf("waiting for another test run: %w", err))
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
}
