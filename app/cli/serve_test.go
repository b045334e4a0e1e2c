package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"localhostdoctor/app/cli"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// serving runs serve with args and gives its output line by line.
func serving(t *testing.T, args ...string) (lines *bufio.Scanner, stderr func() string, stop func() int) {
	t.Helper()
	term := on(t, fake.New())
	reader, writer := io.Pipe()
	term.env.Out = writer
	ctx, interrupt := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		code := cli.Run(ctx, append([]string{"serve", "--port", "0"}, args...), term.env)
		writer.Close()
		ended <- code
	}()
	t.Cleanup(interrupt)
	return bufio.NewScanner(reader), term.err.String, func() int {
		interrupt()
		go func() { _, _ = io.Copy(io.Discard, reader) }() // what the test does not read
		return <-ended
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestServeShowsEachRequestUntilInterrupted(t *testing.T) {
	lines, stderr, stop := serving(t)
	if !lines.Scan() {
		t.Fatal("it said nothing")
	}
	_, url, found := strings.Cut(lines.Text(), "listens on ")
	if !found || !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("it said %q", lines.Text())
	}
	got := make(chan string)
	go func() { got <- fetch(t, url+"/shop%1b") }()
	if !lines.Scan() || !strings.Contains(lines.Text(), "200  GET /shop") || strings.Contains(lines.Text(), "\x1b") {
		t.Errorf("a request is shown as %q", lines.Text())
	}
	if page := <-got; !strings.Contains(page, "Localhost works.") {
		t.Errorf("page %s", page)
	}
	if code := stop(); code != 130 {
		t.Errorf("exit code %d", code)
	}
	if said := stderr(); !strings.Contains(said, "Ctrl-C") || strings.Contains(said, "Warning") {
		t.Errorf("stderr %q", said)
	}
	if conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://")); err == nil {
		conn.Close()
		t.Error("it still listens")
	}
}

func TestServeAsJSONIsOneObjectALine(t *testing.T) {
	lines, _, stop := serving(t, "--json", "--address", "::1")
	next := func() map[string]any {
		t.Helper()
		if !lines.Scan() || !strings.HasPrefix(lines.Text(), `{"schema":1,"event":`) {
			t.Fatalf("line %q", lines.Text())
		}
		var object map[string]any
		if err := json.Unmarshal(lines.Bytes(), &object); err != nil {
			t.Fatal(err)
		}
		return object
	}
	first := next()
	if first["event"] != "listening" || first["address"] != "::1" || first["exposed"] != false {
		t.Errorf("first %v", first)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		fetch(t, fmt.Sprint(first["url"], "/a?b=c"))
	}()
	if request := next(); request["event"] != "request" || request["path"] != "/a?b=c" || request["status"] != 200.0 || request["time"] == nil {
		t.Errorf("request %v", request)
	}
	<-done
	if code := stop(); code != 130 {
		t.Errorf("exit code %d", code)
	}
}

func TestServeWarnsWhenOthersCanReachIt(t *testing.T) {
	lines, stderr, stop := serving(t, "--address", "0.0.0.0")
	if !lines.Scan() || !strings.Contains(lines.Text(), "http://127.0.0.1:") {
		t.Errorf("it said %q", lines.Text())
	}
	stop()
	if !strings.Contains(stderr(), "Warning: everybody on your network can reach this server") {
		t.Errorf("stderr %q", stderr())
	}
}

func TestServeExplainsWhyItCannot(t *testing.T) {
	c := fake.New()
	c.Run(fake.Process{Process: platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 1}, Name: "node", User: "ana"}})
	c.Listening = listens("127.0.0.1:62893", 700)
	term := on(t, c)
	term.run(1, "serve")
	term.oneLineOnStderr("node (PID 700) uses this port. Port 62894 is free.")
	term.run(2, "serve", "--address", "nonsense")
	term.oneLineOnStderr("is not an address to listen on")
	term.run(2, "serve", "extra")
	term.run(0, "serve", "--help")
	for _, command := range []string{"python3 -m http.server 62893 --bind 127.0.0.1", "docker run --rm -p 127.0.0.1:62893:80 nginx"} {
		if !strings.Contains(term.out.String(), command) {
			t.Errorf("the help does not name %q", command)
		}
	}
}

func TestALineIsSentByHand(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			line, err := bufio.NewReader(conn).ReadString('\n')
			if err == nil {
				_, _ = io.WriteString(conn, "+"+line)
			}
			conn.Close()
		}
	}()
	term := on(t, fake.New())
	term.run(0, "test", listener.Addr().String(), "--send", "PING")
	if got := term.out.String(); !strings.Contains(got, "→ PING\n← +PING\n") {
		t.Errorf("output %q", got)
	}
	term.run(0, "test", listener.Addr().String(), "--send", "PING", "--json")
	if got := term.object(); got["received"] != "+PING\r\n" || got["closed"] != true || got["hex"] != "2b50494e470d0a" {
		t.Errorf("object %v", got)
	}
}

func TestAnotherComputerNeedsTheFlag(t *testing.T) {
	term := on(t, fake.New())
	term.run(5, "test", "203.0.113.9:80")
	term.oneLineOnStderr("add --elsewhere")
	term.run(1, "test", "203.0.113.9:80", "--elsewhere", "--timeout", "300ms", "--json")
	if got := term.object(); len(got["notes"].([]any)) == 0 {
		t.Errorf("it is not said that this is another computer: %v", got)
	}
}
