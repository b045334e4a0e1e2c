//go:build e2e && linux

package e2e

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"localhostdoctor/platform/fake"
)

// The test program starts itself again as a child that holds a port.
const (
	roleVariable    = "LOCALHOST_DOCTOR_TEST_ROLE"
	addressVariable = "LOCALHOST_DOCTOR_TEST_ADDRESS"
	portVariable    = "LOCALHOST_DOCTOR_TEST_PORT" // none: any that is free

	obedient = "obedient" // ends when asked
	stubborn = "stubborn" // does not
	resolver = "resolver" // holds no port but answers DNS questions about localhost
)

// play is what a child does instead of testing; it returns the exit code.
func play(role string) int {
	if role == stubborn {
		signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	}
	switch role {
	case resolver:
		return playResolver()
	case dnsServer:
		return playDNS()
	case mute:
		return playMute()
	case forwarder:
		return playForwarder()
	case secure:
		return playSecure()
	case dismissing:
		return playDismissing()
	case becoming:
		fmt.Fprintln(os.Stderr, playBecoming(os.Args[1:])) // it returns only when it failed
		return 1
	}
	if code, is := playShape(role); is {
		return code
	}
	port := os.Getenv(portVariable)
	if port == "" {
		found, err := fake.FreePort()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		port = strconv.Itoa(int(found))
	}
	for _, address := range strings.Fields(os.Getenv(addressVariable)) {
		network := "tcp4"
		if strings.Contains(address, ":") {
			network = "tcp6" // without it, Go takes both families for a wildcard address
		}
		listener, err := net.Listen(network, net.JoinHostPort(address, port))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		go func() { _ = http.Serve(listener, http.HandlerFunc(welcome)) }() // until the child ends
	}
	fmt.Println(port)
	ended := make(chan os.Signal, 1)
	if role != stubborn {
		signal.Notify(ended, syscall.SIGTERM)
	}
	<-ended
	return 0
}

// welcome is the page that a child shows.
func welcome(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, "Welcome to the shop.\n") // who has asked may have gone away
}

// child is a running process that holds a port.
type child struct {
	pid   int
	port  int
	ended chan struct{} // closed when it has ended
}

// holdPort starts a child that plays role and listens on addresses, the same
// port on each.
func holdPort(t testing.TB, role string, addresses ...string) *child {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "--shop-server")
	cmd.Env = append(os.Environ(), roleVariable+"="+role, addressVariable+"="+strings.Join(addresses, " "))
	c := &child{ended: make(chan struct{})}
	said := startAndReadUntil(t, cmd, c.ended)
	c.pid = cmd.Process.Pid
	if c.port, err = strconv.Atoi(said); err != nil {
		t.Fatal(err)
	}
	return c
}

// hasEnded tells whether the child is gone.
func (c *child) hasEnded() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

func (c *child) portText() string { return strconv.Itoa(c.port) }

// startAndWaitFor starts cmd, waits for it to say line, and ends it with the test.
func startAndWaitFor(t testing.TB, cmd *exec.Cmd, line string) int {
	t.Helper()
	if said := startAndRead(t, cmd); said != line {
		t.Fatalf("%s said %q, want %q", cmd.Args[0], said, line)
	}
	return cmd.Process.Pid
}

// startAndRead starts cmd, returns its first line, and ends it with the test.
func startAndRead(t testing.TB, cmd *exec.Cmd) string {
	t.Helper()
	return startAndReadUntil(t, cmd, make(chan struct{}))
}

// startAndReadUntil is startAndRead that closes ended when cmd has ended.
func startAndReadUntil(t testing.TB, cmd *exec.Cmd, ended chan struct{}) string {
	t.Helper()
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, readErr := bufio.NewReader(stdout).ReadString('\n')
	waited := make(chan error, 1)
	go func() {
		waited <- cmd.Wait()
		close(ended)
	}()
	t.Cleanup(func() {
		// It may have ended long ago; what counts is that it has by now.
		if err := cmd.Process.Kill(); err == nil {
			<-ended
		}
	})
	if readErr != nil {
		t.Fatalf("%s: %v (%v)", strings.Join(cmd.Args, " "), readErr, <-waited)
	}
	return strings.TrimSpace(line)
}
