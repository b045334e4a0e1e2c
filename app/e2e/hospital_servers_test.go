//go:build e2e && linux

package e2e

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// Servers that a child plays. Each listens on a free port of 127.0.0.1 and says
// which.
const (
	secure    = "secure"    // speaks TLS, with a certificate that nobody knows
	mute      = "mute"      // takes connections and never says a word
	forwarder = "forwarder" // passes them on to a port of another address, as docker-proxy does
)

func playMute() int {
	var kept []net.Conn // or they would be closed when they are forgotten
	return serveEach(func(conn net.Conn) { kept = append(kept, conn) })
}

func playForwarder() int {
	target := net.JoinHostPort(os.Getenv(addressVariable), os.Getenv(portVariable))
	return serveEach(func(conn net.Conn) {
		behind, err := net.Dial("tcp4", target)
		if err != nil {
			_ = conn.Close() // there is nobody to pass it on to
			return
		}
		go func() { _, _ = io.Copy(behind, conn) }()
		go func() {
			_, _ = io.Copy(conn, behind)
			_ = conn.Close()
		}()
	})
}

func playSecure() int {
	server := httptest.NewTLSServer(http.HandlerFunc(welcome))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(port)
	select {} // until the child is ended
}

func serveEach(serve func(net.Conn)) int {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(port)
	for {
		conn, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		serve(conn)
	}
}

// Who may not use a port below 1024 is told so, by their own program's message.
func TestAPortBelow1024IsExplainedByTheMessageOfTheProgram(t *testing.T) {
	sick, program := admit(t, illness{}).asNobody(t), build(t, terminal)
	cmd := sick.command(t, copyOfSelf(t, sick.state, "shop"))
	cmd.Env = append(cmd.Env, roleVariable+"="+obedient, portVariable+"=80", addressVariable+"=127.0.0.1")
	said := finish(t, cmd)
	if said.exit == 0 || !strings.Contains(said.stderr, "permission denied") {
		t.Fatalf("exit %d: %s%s", said.exit, said.stdout, said.stderr)
	}
	var got struct {
		Codes []string `json:"codes"`
		Cause *string  `json:"cause"`
	}
	sick.run(t, program, "explain", said.stderr, "--json").wantExit(t, 1).into(t, &got)
	if len(got.Codes) == 0 || got.Codes[0] != "P05" || got.Cause == nil {
		t.Errorf("got %+v", got)
	}
}
