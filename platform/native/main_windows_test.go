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
	if is, err := Serve(os.Args[1:]); is { // as main does
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if consoleChild(os.Getenv(childVariable)) {
		os.Exit(0)
	}
	switch os.Getenv(childVariable) {
	case "window":
		showWindow("STATIC")
		os.Exit(0)
	case "terminal":
		showWindow("ConsoleWindowClass")
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

// windowClass is WNDCLASSEXW of winuser.h.
type windowClass struct {
	size, style                        uint32
	procedure                          uintptr
	extra                              [2]int32
	instance, icon, cursor, background uintptr
	menu, name                         *uint16
	smallIcon                          uintptr
}

// showWindow has one window and ends when it is closed.
func showWindow(of string) {
	runtime.LockOSThread() // a window belongs to its thread
	user32 := windows.NewLazySystemDLL("user32.dll")
	class, title := windows.StringToUTF16Ptr(of), windows.StringToUTF16Ptr("test")
	// One that exists already stays as it is.
	made := windowClass{procedure: user32.NewProc("DefWindowProcW").Addr(), name: class}
	made.size = uint32(unsafe.Sizeof(made))
	_, _, _ = user32.NewProc("RegisterClassExW").Call(uintptr(unsafe.Pointer(&made)))
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
	if said, _ := begin(t, command); said != "" {
		t.Fatalf("the child said %q", said)
	}
	return command
}

// begin returns what the child said of itself when it was ready, and what it says after.
func begin(t *testing.T, command *exec.Cmd) (said string, after *bufio.Reader) {
	t.Helper()
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
	after = bufio.NewReader(output)
	line, err := after.ReadString('\n')
	if strings.HasPrefix(line, "no window") {
		t.Skipf("no desktop to show a window on: %s", line)
	}
	said, ready := strings.CutPrefix(line, "ready")
	if err != nil || !ready {
		t.Fatalf("the child said %q, %v", line, err)
	}
	return strings.TrimSpace(said), after
}
