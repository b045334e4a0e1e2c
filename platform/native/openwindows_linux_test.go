package native

import (
	"bufio"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform"
)

// screen starts an X server without a window manager that lets in who knows the cookie,
// and makes this test one who does.
func screen(t *testing.T) {
	t.Helper()
	for _, program := range []string{"Xvfb", "xmessage"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("needs %s, to open a window", program)
		}
	}
	const cookie = "0123456789abcdef"
	hostname, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	friends := filepath.Join(t.TempDir(), "friends")
	if err := os.WriteFile(friends, xauthority(256, hostname, "", cookie), 0o600); err != nil {
		t.Fatal(err)
	}
	ready, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ready.Close() }()
	server := exec.Command("Xvfb", "-displayfd", "3", "-auth", friends, "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{write}
	background(t, server)
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(ready).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
	t.Setenv("XAUTHORITY", friends)
}

// background starts a program that ends with the test.
func background(t *testing.T, command *exec.Cmd) int {
	t.Helper()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill() // only what this test started
		_ = command.Wait()
	})
	return command.Process.Pid
}

// xauthority makes one entry of a file of cookies.
func xauthority(family uint16, address, display, cookie string) []byte {
	entry := binary.BigEndian.AppendUint16(nil, family)
	for _, part := range []string{address, display, x11Cookie, cookie} {
		entry = append(binary.BigEndian.AppendUint16(entry, uint16(len(part))), part...)
	}
	return entry
}

func TestTheProgramBehindAWindowIsFound(t *testing.T) {
	screen(t)
	owners := func() []int {
		found, err := openWindows{}.Owners(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if found := owners(); len(found) != 0 {
		t.Fatalf("an empty screen has windows of %v", found)
	}
	pid := background(t, exec.Command("xmessage", "hello"))
	background(t, exec.Command("xmessage", "hello"))
	for deadline := time.Now().Add(10 * time.Second); ; {
		if found := owners(); len(found) == 2 && slices.Contains(found, pid) {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("windows of %v, want one of %d", found, pid)
		}
	}
}

func TestAScreenThatLetsNobodyInIsNoAnswer(t *testing.T) {
	screen(t)
	t.Setenv("XAUTHORITY", "/dev/null")
	if found, err := (openWindows{}).Owners(t.Context()); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("%v, %v", found, err)
	}
}

func TestTheScreenOfAnotherComputerIsNotAsked(t *testing.T) {
	for _, display := range []string{"", "localhost:10.0", "192.0.2.7:0", ":", "wayland-0", ":../../evil"} {
		t.Setenv("DISPLAY", display)
		if found, err := (openWindows{}).Owners(t.Context()); !errors.Is(err, platform.ErrUnsupported) {
			t.Errorf("%q: %v, %v", display, found, err)
		}
	}
}
