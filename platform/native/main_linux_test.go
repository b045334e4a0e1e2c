package native

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// childVariable makes the test binary play a part instead of running the tests.
const childVariable = "NATIVE_TEST_CHILD"

func TestMain(m *testing.M) {
	if is, err := Serve(os.Args[1:]); is { // as main does
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if part := os.Getenv(childVariable); part != "" {
		if err := play(part, os.Args[1:]); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// play is what a child does: get ready, say so, and live until its standard
// input ends.
func play(part string, args []string) error {
	switch part {
	case "sit": // holds what it inherited
	case "ended":
		return nil
	case "remember":
		return playRemember()
	case "reuse":
		return playReuse()
	case "ignore":
		signal.Ignore(syscall.SIGTERM)
	case "listen": // one of a group on args[0]
		config := net.ListenConfig{Control: sharePort}
		listener, err := config.Listen(context.Background(), "tcp4", args[0])
		if err != nil {
			return err
		}
		defer func() { _ = listener.Close() }()
	case "receive", "load":
		return playSockets(part, args)
	case "lock":
		unlock, err := folders{}.Lock(context.Background(), args[0])
		if err != nil {
			return err
		}
		defer func() { _ = unlock() }()
	case "replace", "writable", "obstacles", "beside": // the hosts file args[0], to become args[1]
		return playHosts(part, args)
	case "ping":
		return playPing()
	case "resolve":
		return playResolver()
	case "listeners":
		found, err := newSockets().Listeners(context.Background(), platform.Query{UDP: true})
		for _, l := range found.All {
			fmt.Println(l.Protocol, l.Address, l.PIDs)
		}
		fmt.Println("hidden", found.HiddenOwners)
		return err
	case "open", "describe": // the process args[0], started at args[1]
		return playProcesses(part, args)
	}
	fmt.Println("ready")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// playSockets receives a socket once it is ready, or opens args[0] of every kind.
func playSockets(part string, args []string) error {
	if part == "load" {
		opened, err := openLoad(args[0])
		defer func() { closeAll(opened) }()
		if err != nil {
			return err
		}
	}
	fmt.Println("ready")
	if part == "receive" {
		if err := receive(); err != nil {
			return err
		}
	}
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

func playHosts(part string, args []string) error {
	h, ctx := hostsFiles{}, context.Background()
	if part == "writable" {
		return h.Writable(ctx, args[0])
	}
	if part == "obstacles" {
		found, err := obstacles{}.Of(ctx, args[0])
		for _, o := range found {
			fmt.Println(o.Kind, o.Blocks, o.Detail)
		}
		return err
	}
	if part == "beside" {
		found, err := hostsPlace{}.Beside(ctx, args[0])
		for _, f := range found {
			fmt.Println(filepath.Base(f.Path))
		}
		return err
	}
	content, err := h.Read(ctx, args[0])
	if err != nil {
		return err
	}
	return h.Replace(ctx, args[0], content.SHA256, []byte(args[1]))
}

func playPing() error {
	for _, address := range []string{"127.0.0.1", "::1"} {
		if _, err := echo(context.Background(), netip.MustParseAddr(address)); err != nil {
			return err
		}
	}
	if _, err := echo(context.Background(), netip.MustParseAddr("192.0.2.1")); err == nil {
		return errors.New("an address without a route answered")
	}
	return nil
}

func playResolver() error {
	for _, family := range []platform.Family{platform.IPv4, platform.IPv6} {
		found, err := newResolver().OS(context.Background(), family, "localhost")
		if err != nil {
			return err
		}
		fmt.Println(found)
	}
	return nil
}

func playProcesses(part string, args []string) error {
	p, ctx := newProcesses(), context.Background()
	pid, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	if part == "describe" {
		found, err := p.Describe(ctx, pid)
		fmt.Printf("name %q executable %q directory %q arguments %d user %q",
			found.Name, found.Executable, found.Directory, len(found.CommandLine), found.User)
		return err
	}
	started, err := strconv.ParseUint(args[1], 10, 64)
	if err != nil {
		return err
	}
	handle, err := p.Open(ctx, platform.ProcessID{PID: pid, Start: started})
	if err != nil {
		return err
	}
	return handle.Close()
}

func sharePort(_, _ string, socket syscall.RawConn) error {
	var failed error
	err := socket.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
	})
	if err != nil {
		return err
	}
	return failed
}

// child describes this test binary, started to play a part.
func child(part string, args ...string) *exec.Cmd {
	command := exec.Command(os.Args[0], args...)
	command.Env = append(os.Environ(), childVariable+"="+part)
	return command
}

// start starts a child and waits until it is ready. It ends with the test.
func start(t *testing.T, command *exec.Cmd) *exec.Cmd {
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
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil || strings.TrimSpace(line) != "ready" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	return command
}

// identify returns the identity of a running process.
func identify(t *testing.T, pid int) platform.ProcessID {
	t.Helper()
	found, err := newProcesses().Describe(t.Context(), pid)
	if err != nil {
		t.Fatal(err)
	}
	return found.ProcessID
}

// asNobody plays a part as a user without any rights and returns what it said.
func asNobody(t *testing.T, part string, args ...string) string {
	t.Helper()
	command := child(part, args...)
	command.Path = "/proc/self/exe" // nobody may not enter the folder of the test binary
	command.Dir = "/"
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	output, err := command.CombinedOutput()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatal(err)
	}
	return string(output)
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("needs root, to become another user")
	}
}
