//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"localhostdoctor/platform/fake"
)

// becoming holds a port and becomes the program of its further arguments.
const becoming = "becoming"

// playBecoming hands the listener on, as what has opened it would.
func playBecoming(arguments []string) error {
	listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", os.Getenv(portVariable)))
	if err != nil {
		return err
	}
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		return err
	}
	keep, err := syscall.Dup(int(file.Fd())) // the copy stays open
	if err != nil {
		return err
	}
	fmt.Println(os.Getenv(portVariable), keep)
	return syscall.Exec(arguments[0], arguments, os.Environ())
}

// holdAs starts a program that holds a port, with the given screen.
func holdAs(t *testing.T, screen string, program ...string) *child {
	t.Helper()
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if program[0], err = find(program[0]); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, program...)
	cmd.Env = append(os.Environ(), roleVariable+"="+becoming, fmt.Sprintf("%s=%d", portVariable, port), "DISPLAY="+screen)
	c := &child{port: int(port), ended: make(chan struct{})}
	startAndReadUntil(t, cmd, c.ended)
	c.pid = cmd.Process.Pid
	return c
}

func TestAProgramWithAnOpenWindowIsAskedAbout(t *testing.T) {
	need(t, "xmessage")
	d := openDisplay(t)
	here, program := thisComputer(t), build(t, terminal)
	holder := func(c *child, screen string) holderAnswer {
		cmd := here.command(t, program, "ports", c.portText(), "--json")
		if screen != "" {
			cmd.Env = append(cmd.Env, "DISPLAY="+screen)
		}
		var got portsAnswer
		finish(t, cmd).wantExit(t, 0).into(t, &got)
		if len(got.Listeners) != 1 || len(got.Listeners[0].Holders) != 1 || got.Listeners[0].Holders[0].PID != c.pid {
			t.Fatalf("got %+v", got)
		}
		return got.Listeners[0].Holders[0]
	}
	with, without := holdAs(t, d.name, "xmessage", "a letter, not saved"), holdAs(t, d.name, "sleep", "600")
	eventually(t, patience, "its window is seen", func() bool { return holder(with, d.name).Verdict == "ask" })
	if reason := holder(with, d.name).Reason; !strings.Contains(reason, "open window") {
		t.Errorf("the reason is %q", reason)
	}
	if got := holder(without, d.name); got.Verdict != "safe" {
		t.Errorf("without a window: %s, %s", got.Verdict, got.Reason)
	}
	if got := holder(with, ""); got.Verdict != "safe" {
		t.Errorf("where the screen may not be asked: %s, %s", got.Verdict, got.Reason)
	}
}

// remoteLogin starts a server for remote sign-in of this test alone, and returns its
// port and what leads into it.
func remoteLogin(t *testing.T) (port uint16, enter []string) {
	t.Helper()
	need(t, "sshd", "ssh", "ssh-keygen")
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	server, err := find("sshd") // it wants to be called by its whole name
	if err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil { // what it runs a part of itself in
			t.Fatal(err)
		}
	}
	folder := t.TempDir()
	key, host := filepath.Join(folder, "key"), filepath.Join(folder, "host")
	for _, file := range []string{key, host} {
		if output, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, output)
		}
	}
	if port, err = fake.FreePort(); err != nil {
		t.Fatal(err)
	}
	startQuietly(t, exec.Command(server, "-D", "-f", "/dev/null", "-h", host, "-o", "PidFile=none", "-o", "UsePAM=no", "-o", "StrictModes=no",
		"-o", "PermitRootLogin=yes", "-o", "AuthorizedKeysFile="+key+".pub", "-o", "ListenAddress=127.0.0.1:"+strconv.Itoa(int(port))))
	eventually(t, patience, "it lets people sign in", func() bool { return answers(port) })
	return port, []string{
		"ssh", "-F", "/dev/null", "-i", key, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
		"-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-p", strconv.Itoa(int(port)), me.Username + "@127.0.0.1",
	}
}

func TestFreeRefusesTheServerThroughWhichThePersonIsSignedIn(t *testing.T) {
	port, enter := remoteLogin(t)
	here := thisComputer(t)
	here.enter = enter
	var failed struct {
		Error struct{ Code, Message, Hint string } `json:"error"`
	}
	answer := here.run(t, build(t, terminal), "free", strconv.Itoa(int(port)), "--yes", "--force", "--json").wantExit(t, 5)
	if err := json.Unmarshal([]byte(answer.stdout), &failed); err != nil || failed.Error.Code != "refused" {
		t.Fatalf("%v: %s%s", err, answer.stdout, answer.stderr)
	}
	said := here.run(t, build(t, terminal), "free", strconv.Itoa(int(port)), "--yes").wantExit(t, 5).wantOneLine(t)
	if !strings.Contains(said.stderr, "sshd") || !strings.Contains(said.stderr, "started by it") {
		t.Errorf("it does not say why: %s", said.stderr)
	}
	// and from elsewhere, for somebody else may be signed in
	here.enter = nil
	said = here.run(t, build(t, terminal), "free", strconv.Itoa(int(port)), "--yes").wantExit(t, 5).wantOneLine(t)
	if !strings.Contains(said.stderr, "sign in from other computers") || !answers(port) {
		t.Errorf("it does not say why: %s", said.stderr)
	}
}
