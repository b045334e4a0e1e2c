//go:build e2e && linux

package e2e

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform/fake"
)

// The ways in which programs hold a port that a list by sockets gets wrong. Each is
// a role of a child, which says its port when it is ready.
const (
	forking   = "forking"   // has a child that inherited the port
	heir      = "heir"      // that child: it holds what it was started with
	sharing   = "sharing"   // holds the port with SO_REUSEPORT, as others may
	mapped    = "mapped"    // an IPv6 socket on ::ffff:127.0.0.1
	unhurried = "unhurried" // takes its time to end
)

// slowly is how long the unhurried one takes.
const slowly = 3 * time.Second

// playShape is play for the roles above; is tells whether role is one of them.
func playShape(role string) (code int, is bool) {
	if !slices.Contains([]string{forking, heir, sharing, mapped, unhurried}, role) {
		return 0, false
	}
	port, err := strconv.Atoi(os.Getenv(portVariable))
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	var listener net.Listener
	if err == nil {
		switch role {
		case forking:
			listener, err = holdWithHeir(port)
		case heir:
			port = 0 // nobody reads what it says
		case sharing:
			config := net.ListenConfig{Control: sharePort}
			listener, err = config.Listen(context.Background(), "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		case mapped:
			err = holdMapped(port)
		case unhurried:
			listener, err = net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1, true
	}
	fmt.Println(port)
	<-ended
	if role == unhurried {
		pause(slowly)
	}
	runtime.KeepAlive(listener) // else it is closed when memory is cleared up
	return 0, true
}

func sharePort(_, _ string, socket syscall.RawConn) error {
	var failed error
	err := socket.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
	})
	return errors.Join(err, failed)
}

// holdWithHeir listens and starts a child that has the same listener.
func holdWithHeir(port int) (net.Listener, error) {
	listener, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		return nil, err
	}
	child := exec.Command("/proc/self/exe", "--shop-worker")
	child.Env = append(os.Environ(), roleVariable+"="+heir)
	child.ExtraFiles = []*os.File{file}
	output, err := child.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := child.Start(); err != nil {
		return nil, err
	}
	_, err = output.Read(make([]byte, 1)) // it is ready
	return listener, err
}

func holdMapped(port int) error {
	fd, err := unix.Socket(unix.AF_INET6, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	address := &unix.SockaddrInet6{Port: port}
	address.Addr[10], address.Addr[11], address.Addr[12], address.Addr[15] = 0xff, 0xff, 127, 1
	return errors.Join(unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 0), unix.Bind(fd, address), unix.Listen(fd, 1))
}

// holdShape starts a child that holds port in the way of role.
func holdShape(t *testing.T, role string, port uint16, as *syscall.Credential) *child {
	t.Helper()
	cmd := exec.Command("/proc/self/exe", "--shop-server")
	cmd.Dir = "/" // another user may not enter the folder of this test
	cmd.Env = append(os.Environ(), roleVariable+"="+role, fmt.Sprintf("%s=%d", portVariable, port))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	c := &child{port: int(port), ended: make(chan struct{})}
	if said := startAndReadUntil(t, cmd, c.ended); said != strconv.Itoa(c.port) {
		t.Fatalf("it said %q", said)
	}
	c.pid = cmd.Process.Pid
	return c
}

func TestFreeStopsEveryHolderHoweverItCameToThePort(t *testing.T) {
	nobody := &syscall.Credential{Uid: 65534, Gid: 65534}
	for _, c := range []struct {
		name    string
		roles   []string
		as      *syscall.Credential
		holders int
	}{
		{"a child inherited it", []string{forking}, nil, 2},
		{"two share it", []string{sharing, sharing}, nil, 2},
		{"IPv4 within an IPv6 socket", []string{mapped}, nil, 1},
		{"another user's", []string{unhurried}, nobody, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.as != nil && os.Geteuid() != 0 {
				lacking(t, "only root can make a program of another user")
			}
			port, err := fake.FreePort()
			if err != nil {
				t.Fatal(err)
			}
			var started []*child
			for _, role := range c.roles {
				started = append(started, holdShape(t, role, port, c.as))
			}
			here, program := thisComputer(t), build(t, terminal)
			var listed portsAnswer
			here.run(t, program, "ports", strconv.Itoa(int(port)), "--json").wantExit(t, 0).into(t, &listed)
			if len(listed.Listeners) != 1 || listed.Listeners[0].Address.String() != "127.0.0.1" || len(listed.Listeners[0].Holders) != c.holders {
				t.Fatalf("listed %+v", listed.Listeners)
			}
			var got freeAnswer
			here.run(t, program, "free", strconv.Itoa(int(port)), "--yes", "--json").wantExit(t, 0).into(t, &got)
			if got.Result != "freed" || len(got.Stopped) != c.holders || got.Stopped[0].PID != started[0].pid {
				t.Errorf("got %+v, want %d stopped and PID %d first", got, c.holders, started[0].pid)
			}
			for _, each := range started {
				<-each.ended
			}
			wantFree(t, int(port))
		})
	}
}

func TestAProgramThatTakesItsTimeIsNotForced(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	held := holdShape(t, unhurried, port, nil)
	var got freeAnswer
	answer := thisComputer(t).run(t, build(t, terminal), "free", held.portText(), "--yes", "--force", "--json").wantExit(t, 0)
	answer.into(t, &got)
	if got.Result != "freed" || len(got.Stopped) != 1 || got.Stopped[0].How != "asked" || answer.took < slowly {
		t.Errorf("after %s: %+v", answer.took, got)
	}
	if text := strings.TrimSpace(answer.stderr); !strings.Contains(text, "ended after 3") {
		t.Errorf("it does not say how long it took: %s", text)
	}
	wantFree(t, held.port)
}
