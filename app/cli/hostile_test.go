package cli_test

import (
	"bufio"
	"net"
	"strings"
	"testing"
	"unicode"

	"localhostdoctor/app/cli"
	"localhostdoctor/platform/fake"
)

// answers is a web server that says whatever it is given, once a connection.
func answers(t *testing.T, said string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() }) // the test is over
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // the test is over
			}
			_, _ = bufio.NewReader(c).ReadString('\n')
			_, _ = c.Write([]byte(said)) // who has asked may have gone away
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

// What a web server answers is shown in the terminal, by a test and by a line sent by
// hand: as text, and in measure. An invisible byte takes up to six to be shown.
func TestAHostileAnswerIsShownSafelyInTheTerminal(t *testing.T) {
	const evil = "\x1b]0;owned\x07\x1b[2J$(touch /tmp/owned)\u202egnp\u200b\x00"
	for name, said := range map[string]string{
		"in the status":      "HTTP/1.1 500 " + evil + "\r\n\r\n",
		"in a header":        "HTTP/1.1 200 OK\r\nServer: " + evil + "\r\nContent-Length: 0\r\n\r\n",
		"as an address":      "HTTP/1.1 302 Found\r\nLocation: http://" + evil + "/\r\n\r\n",
		"as the title":       "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>" + evil + "</title>",
		"instead of HTTP":    evil + "\r\n",
		"a megabyte":         "HTTP/1.1 200 " + strings.Repeat("A", 1<<20) + "\r\n\r\n",
		"a megabyte of this": strings.Repeat(evil, 1<<15),
	} {
		t.Run(name, func(t *testing.T) {
			address := answers(t, said)
			for _, command := range [][]string{{"test", address}, {"test", address, "--json"}, {"test", address, "--send", "GET / HTTP/1.0"}} {
				term := on(t, fake.New())
				term.any(command...)
				shown := term.out.String() + term.err.String()
				if len(shown) > 400_000 {
					t.Errorf("%q: %d bytes are shown", command, len(shown))
				}
				for _, r := range shown {
					if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar) {
						t.Errorf("%q shows %U: %.300q", command, r, shown)
						break
					}
				}
			}
		})
	}
}

// any runs a command line whose exit code is not what is looked at.
func (t *terminal) any(args ...string) {
	t.Helper()
	t.out.Reset()
	t.err.Reset()
	if code := cli.Run(t.Context(), args, t.env); code != 0 && code != 1 && code != 3 {
		t.Errorf("%q exits with %d: %s", args, code, &t.err)
	}
}
