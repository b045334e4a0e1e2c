package loopback

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"localhostdoctor/platform/fake"
)

func webServer(t *testing.T, address string, handler http.HandlerFunc, secure bool) (port uint16) {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: handler}}
	server.Config.ErrorLog = quiet()
	if secure {
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	return netip.MustParseAddrPort(listener.Addr().String()).Port()
}

func hello(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "hello ", r.Host) }

func TestServerOnOneFamily(t *testing.T) {
	t.Parallel()
	needIPv6Loopback(t)
	four := webServer(t, "127.0.0.1:0", hello, false)
	six := webServer(t, "[::1]:0", hello, false)
	tests := []struct {
		name, scenario, input, code string
	}{
		{"only 127.0.0.1, and localhost has ::1 too", "healthy_debian", fmt.Sprintf("localhost:%d", four), "S03"},
		{"only 127.0.0.1, and localhost has only that", "healthy_ubuntu", fmt.Sprintf("localhost:%d", four), "OK"},
		{"only 127.0.0.1, asked for by number", "healthy_debian", fmt.Sprintf("127.0.0.1:%d", four), "OK"},
		{"only 127.0.0.1, asked for ::1", "healthy_debian", fmt.Sprintf("[::1]:%d", four), "S03"},
		{"only ::1", "healthy_debian", fmt.Sprintf("localhost:%d", six), "S02"},
		{"only ::1, and localhost has only 127.0.0.1", "healthy_ubuntu", fmt.Sprintf("localhost:%d", six), "S02"},
		{"only ::1, asked for by number", "healthy_debian", fmt.Sprintf("[::1]:%d", six), "OK"},
		{"only ::1, asked for 127.0.0.1", "healthy_debian", fmt.Sprintf("127.0.0.1:%d", six), "S02"},
		{"0.0.0.0 is tested as localhost", "healthy_ubuntu", fmt.Sprintf("0.0.0.0:%d", four), "OK"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := run(t, fake.Named(test.scenario), nil, test.input, patience); got.Verdict.Code != test.code {
				t.Errorf("verdict = %s, want %s", got.Verdict.Code, test.code)
			}
		})
	}
}

func TestWhatTheServerSaysIsTold(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, scheme, code string
		http               Status
		answer             func(net.Conn)
	}{
		{"not found", "", "S10", Failed, raw("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")},
		{"a redirect is not followed", "http", "OK", OK, raw("HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\n\r\n")},
		{"an endless page", "http", "OK", OK, raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc")},
		{"a header without end", "http", "S10", Failed, raw("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 128<<10))},
		{"not a web server", "http", "S10", Failed, raw("220 mail.example ESMTP\r\n")},
		{"not a web server, and none was asked for", "", "OK", Failed, raw("220 mail.example ESMTP\r\n")},
		{"hangs up", "", "S10", Reset, func(net.Conn) {}},
		{"never answers", "", "S06", Timeout, waitForEnd},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			input := listen(t, "127.0.0.1:0", test.answer).String()
			if test.scheme != "" {
				input = test.scheme + "://" + input
			}
			result := run(t, fake.New(), nil, input, patience)
			if result.Verdict.Code != test.code || status(result, HTTP) != test.http {
				t.Errorf("verdict = %s, http %s; want %s, %s", result.Verdict.Code, status(result, HTTP), test.code, test.http)
			}
		})
	}
}

func TestSecureAndPlainAreToldApart(t *testing.T) {
	t.Parallel()
	secure := webServer(t, "127.0.0.1:0", hello, true)
	plain := webServer(t, "127.0.0.1:0", hello, false)
	tests := []struct {
		name, input, code string
		tls               Status
	}{
		{"https as asked, self-made", fmt.Sprintf("https://127.0.0.1:%d", secure), "B02", OK},
		{"https, asked for http", fmt.Sprintf("http://127.0.0.1:%d", secure), "S07", OK},
		{"https, asked for nothing", fmt.Sprintf("127.0.0.1:%d", secure), "S07", OK},
		{"http, asked for https", fmt.Sprintf("https://127.0.0.1:%d", plain), "S07", Failed},
		{"http as asked", fmt.Sprintf("http://127.0.0.1:%d", plain), "OK", Skipped},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			result := run(t, fake.New(), nil, test.input, patience)
			if result.Verdict.Code != test.code || status(result, TLS) != test.tls {
				t.Errorf("verdict = %s, tls %s; want %s, %s", result.Verdict.Code, status(result, TLS), test.code, test.tls)
			}
		})
	}
}

func TestDatabasesAreNotAskedForPages(t *testing.T) {
	t.Parallel()
	got := make(chan string, 1)
	at := listen(t, "127.0.0.1:0", func(conn net.Conn) {
		all, err := io.ReadAll(conn)
		got <- fmt.Sprint(string(all), err)
	})
	result := run(t, fake.New(), nil, "mysql://"+at.String(), patience)
	if result.Verdict.Code != "S06" || status(result, HTTP) != Skipped {
		t.Errorf("verdict = %s, http %s", result.Verdict.Code, status(result, HTTP))
	}
	if sent := <-got; sent != "<nil>" {
		t.Errorf("the database was sent %q", sent)
	}
}

func TestTwoProgramsBehindOneNameAreNamed(t *testing.T) {
	t.Parallel()
	needIPv6Loopback(t)
	port := webServer(t, "127.0.0.1:0", hello, false)
	listener, err := net.Listen("tcp6", fmt.Sprintf("[::1]:%d", port))
	if err != nil {
		t.Skip("the port is taken on ::1: ", err)
	}
	server := &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.HandlerFunc(hello)}}
	server.Start()
	defer server.Close()
	who := namer{
		netip.AddrPortFrom(loopback4, port):            {PID: 1, Name: "node"},
		netip.AddrPortFrom(netip.IPv6Loopback(), port): {PID: 2, Name: "vite"},
	}
	result := run(t, fake.New(), who, fmt.Sprintf("localhost:%d", port), patience)
	if result.Verdict.Code != "P09" || len(result.AnsweredBy) != 2 {
		t.Errorf("verdict = %s, answered by %+v", result.Verdict.Code, result.AnsweredBy)
	}
}
