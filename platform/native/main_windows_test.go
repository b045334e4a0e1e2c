package native

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// childVariable makes the test binary sit until its standard input ends.
const childVariable = "NATIVE_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "window" {
		showWindow()
		os.Exit(0)
	}
	if os.Getenv(childVariable) == "second" {
		os.Exit(secondRun())
	}
	if os.Getenv(childVariable) != "" {
		fmt.Println("ready")
		_, _ = io.Copy(io.Discard, os.Stdin) // ends when the test does
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// showWindow has one window and ends when it is closed.
func showWindow() {
	runtime.LockOSThread() // a window belongs to its thread
	user32 := windows.NewLazySystemDLL("user32.dll")
	class, title := windows.StringToUTF16Ptr("STATIC"), windows.StringToUTF16Ptr("test")
	const overlappedVisible = 0x10cf0000 // WS_OVERLAPPEDWINDOW|WS_VISIBLE
	window, _, err := user32.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)),
		uintptr(unsafe.Pointer(title)), overlappedVisible, 0, 0, 200, 100, 0, 0, 0, 0)
	if window == 0 {
		fmt.Println("no window:", err)
		return
	}
	fmt.Println("ready")
	var message [12]uintptr // larger than MSG
	for windows.IsWindow(windows.HWND(window)) {
		_, _, _ = user32.NewProc("GetMessageW").Call(uintptr(unsafe.Pointer(&message)), 0, 0, 0)
		_, _, _ = user32.NewProc("DispatchMessageW").Call(uintptr(unsafe.Pointer(&message)))
	}
}

// onWine tells whether this is Wine, which lacks some of Windows.
func onWine() bool {
	return windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() == nil
}

// folder is a temporary one that is removed file by file: Wine lacks the call by
// which a test's own folder is removed.
func folder(t *testing.T) string {
	t.Helper()
	path, err := os.MkdirTemp("", "native")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(os.Remove(filepath.Join(path, "hosts")), os.Remove(path)); err != nil {
			t.Error(err)
		}
	})
	return path
}

func start(t *testing.T, part string, args ...string) *exec.Cmd {
	t.Helper()
	command := exec.Command(os.Args[0], args...)
	command.Env = append(os.Environ(), childVariable+"="+part)
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		_ = command.Process.Kill() // only what this test started
		_ = command.Wait()
	})
	line, err := bufio.NewReader(output).ReadString('\n')
	if strings.HasPrefix(line, "no window") {
		t.Skipf("no desktop to show a window on: %s", line)
	}
	if err != nil || strings.TrimSpace(line) != "ready" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	return command
}
