package loopback

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform/fake"
)

func talk(t *testing.T, input, line string, timeout time.Duration) Exchange {
	t.Helper()
	target, err := ParseTarget(input)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	e, err := Talk(t.Context(), NewEnv(fake.New().System(), nil), target, line, timeout)
	if took := time.Since(start); took > timeout+500*time.Millisecond {
		t.Errorf("took %v", took)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestALineIsSentAndTheAnswerShown(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		answer func(line string) string
		closes bool
		lines  []string
		end    string
	}{
		{"text", func(l string) string { return "you said " + l }, false, []string{"you said hello"}, "loopback.talk-answered"},
		{"several lines, then the end", func(string) string { return "a\r\nb\r\n" }, true, []string{"a", "b"}, "loopback.talk-answered-closed"},
		{"bytes", func(string) string { return "\x00\xff" }, true, []string{"00000000  00 ff                                             |..|"}, "loopback.talk-answered-closed"},
		{"nothing, then the end", func(string) string { return "" }, true, nil, "loopback.talk-closed"},
		{"nothing at all", func(string) string { return "" }, false, nil, "loopback.talk-silent"},
		{"too much", func(string) string { return strings.Repeat("x", maxAnswer+10) }, false, []string{strings.Repeat("x", maxAnswer)}, "loopback.talk-cut"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			at := listen(t, "127.0.0.1:0", func(conn net.Conn) {
				line, err := bufio.NewReader(conn).ReadString('\n')
				if err != nil {
					return
				}
				_, _ = io.WriteString(conn, test.answer(line))
				if !test.closes {
					waitForEnd(conn)
				}
			})
			e := talk(t, at.String(), "hello", time.Second)
			if string(e.Sent) != "hello\r\n" || e.Address != at {
				t.Errorf("sent %q to %s", e.Sent, e.Address)
			}
			if got := strings.Join(e.Lines(), "\n"); !strings.HasPrefix(got, strings.Join(test.lines, "\n")) || e.End().Key != test.end {
				t.Errorf("got %.100q and %s", got, e.End().Key)
			}
		})
	}
}

func TestSeveralLinesAreSentAsOne(t *testing.T) {
	t.Parallel()
	port := webServer(t, "127.0.0.1:0", hello, false)
	e := talk(t, fmt.Sprintf("127.0.0.1:%d", port), `GET /a\\b HTTP/1.0\n`, time.Second)
	if string(e.Sent) != "GET /a\\b HTTP/1.0\r\n\r\n" || len(e.Lines()) == 0 || e.Lines()[0] != "HTTP/1.0 200 OK" || !e.Closed {
		t.Errorf("sent %q, got %q", e.Sent, e.Lines())
	}
}

func TestTalkingNeedsSomebodyToTalkTo(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]words.Code{"localhost": words.Usage, "127.0.0.1:1": words.Failed} {
		target, err := ParseTarget(input)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Talk(t.Context(), NewEnv(fake.New().System(), nil), target, "x", patience)
		var failure *words.Failure
		if !errors.As(err, &failure) || failure.Code != want {
			t.Errorf("%s: %v", input, err)
		}
	}
}

func TestAProbeOnlyConnects(t *testing.T) {
	t.Parallel()
	got := make(chan string, 1)
	at := listen(t, "127.0.0.1:0", func(conn net.Conn) {
		all, err := io.ReadAll(conn)
		if err != nil {
			got <- err.Error()
			return
		}
		got <- string(all)
	})
	target, err := ParseTarget(at.String())
	if err != nil {
		t.Fatal(err)
	}
	beat, err := Probe(t.Context(), NewEnv(fake.New().System(), nil), target, patience)
	if err != nil || beat.Status != OK || beat.Took <= 0 || beat.At.IsZero() {
		t.Errorf("beat %+v, %v", beat, err)
	}
	if sent := <-got; sent != "" {
		t.Errorf("it sent %q", sent)
	}
	target.Port = freePort(t)
	if beat, err := Probe(t.Context(), NewEnv(fake.New().System(), nil), target, patience); err != nil || beat.Status != Refused {
		t.Errorf("nobody listens: %+v, %v", beat, err)
	}
}

func TestCurlCommandsKeepShellsOut(t *testing.T) {
	t.Parallel()
	tests := []struct{ page, want string }{
		{"http://localhost:3000/a?b=c", `curl -v -g --noproxy "*" "http://localhost:3000/a?b=c"`},
		{"https://[::1]:8080", `curl -v -g --noproxy "*" -k "https://[::1]:8080"`},
		{"http://localhost/$(rm)`x`'\"", `curl -v -g --noproxy "*" "http://localhost/%24%28rm%29%60x%60%27%22"`},
	}
	for _, test := range tests {
		if got := Curl(test.page); got != test.want {
			t.Errorf("Curl(%q) = %s", test.page, got)
		}
	}
}
