package practice

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

var loopback4 = netip.MustParseAddr("127.0.0.1")

func start(t *testing.T, options Options) *Server {
	t.Helper()
	speaker, err := words.NewSpeaker(assets.Languages, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	options.Speaker = speaker
	if !options.Address.IsValid() {
		options.Address = loopback4
	}
	s, err := Start(t.Context(), fake.New().System().Network, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func get(t *testing.T, url, host string, header ...string) (status int, page string, answer http.Header) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = host
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode, string(body), response.Header
}

func TestTheRequestIsShownAndTold(t *testing.T) {
	told := make(chan Request, 1)
	s := start(t, Options{OnRequest: func(r Request) { told <- r }})
	status, page, answer := get(t, s.URL()+"/a%20b?c=<script>alert(1)</script>", "", "X-Mine", `<b>"bold"</b>`, "User-Agent", "test/1")
	if status != http.StatusOK || !strings.Contains(page, `<html lang="en">`) || !strings.Contains(page, "Localhost works.") || !strings.Contains(page, "&lt;b&gt;&#34;bold&#34;&lt;/b&gt;") {
		t.Errorf("status %d, page %s", status, page)
	}
	if strings.Contains(page, "<script>") || strings.Contains(page, "<b>") || strings.Contains(page, "practice.") {
		t.Errorf("the page holds what was sent unescaped, or a key: %s", page)
	}
	if !strings.Contains(answer.Get("Content-Security-Policy"), "default-src 'none'") || answer.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("header %v", answer)
	}
	got := <-told
	if got.Method != "GET" || !strings.HasPrefix(got.Path, "/a%20b?c=") || got.Status != 200 || got.Agent != "test/1" ||
		got.Host != s.Address().String() || !strings.HasPrefix(got.From, "127.0.0.1:") || got.Time.IsZero() {
		t.Errorf("told %+v", got)
	}
	if s.Requests() != 1 || s.Exposed() {
		t.Errorf("%d requests, exposed %v", s.Requests(), s.Exposed())
	}
}

func TestForeignNamesAreNotAnswered(t *testing.T) {
	s := start(t, Options{})
	port := strconv.Itoa(int(s.Address().Port()))
	tests := []struct {
		host   string
		status int
	}{
		{"localhost:" + port, 200},
		{"LocalHost.:" + port, 200},
		{"app.localhost:" + port, 200},
		{"127.0.0.1:" + port, 200},
		{"[::1]:" + port, 200},
		{"localhost", 200},
		{"192.0.2.7:" + port, 200}, // an address is no name that could be led here
		{"evil.test:" + port, 403},
		{"localhost.evil.test:" + port, 403},
		{"127.0.0.1.evil.test:" + port, 403},
		{"localhost:1", 403},
		{"notlocalhost:" + port, 403},
	}
	for _, test := range tests {
		status, page, _ := get(t, s.URL(), test.host, "X-Secret", "cookie-of-mine")
		if status != test.status {
			t.Errorf("%s: status %d, want %d", test.host, status, test.status)
		}
		if status == 403 && strings.Contains(page, "cookie-of-mine") {
			t.Errorf("%s: the refusal shows the request", test.host)
		}
	}
}

func TestNothingListensAfterItWasClosed(t *testing.T) {
	s := start(t, Options{})
	keep, err := net.Dial("tcp4", s.Address().String()) // a connection that is left open
	if err != nil {
		t.Fatal(err)
	}
	defer keep.Close()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if conn, err := net.Dial("tcp4", s.Address().String()); err == nil {
		conn.Close()
		t.Error("somebody still listens")
	}
	if _, err := keep.Read(make([]byte, 1)); err == nil {
		t.Error("an open connection was kept")
	}
}

func TestAPortInUseIsTold(t *testing.T) {
	s := start(t, Options{})
	_, err := Start(t.Context(), fake.New().System().Network, Options{Address: loopback4, Port: s.Address().Port()})
	network := fake.New().System().Network
	if err == nil || !errors.Is(network.Class(err), platform.ErrAddressInUse) {
		t.Errorf("error %v", err)
	}
}

func TestOnlyThisComputerUnlessToldOtherwise(t *testing.T) {
	s := start(t, Options{Address: netip.IPv6Loopback()})
	if s.Exposed() || !strings.HasPrefix(s.URL(), "http://[::1]:") {
		t.Errorf("%s, exposed %v", s.URL(), s.Exposed())
	}
	for _, address := range []string{"0.0.0.0", "::"} {
		at := netip.AddrPortFrom(netip.MustParseAddr(address), 62893)
		s := &Server{address: at}
		if !s.Exposed() || strings.Contains(s.URL(), address+":") || strings.Contains(s.URL(), "[::]") {
			t.Errorf("%s: %s, exposed %v", address, s.URL(), s.Exposed())
		}
	}
}

func TestASlowClientIsCutOff(t *testing.T) {
	s := start(t, Options{})
	if s.http.ReadHeaderTimeout != headerTime || s.http.ReadTimeout <= 0 || s.http.WriteTimeout <= 0 || s.http.MaxHeaderBytes != maxHeader {
		t.Errorf("limits %+v", s.http)
	}
	conn, err := net.Dial("tcp4", s.Address().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nX: "+strings.Repeat("x", 2*maxHeader)); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.Contains(line, "431") {
		t.Errorf("%q, %v", line, err)
	}
}

// TestEquivalentsWork starts the commands that this computer has, and sees that
// they answer on 127.0.0.1 and on no other address.
func TestEquivalentsWork(t *testing.T) {
	for _, e := range Equivalents("linux", freePort(t)) {
		t.Run(e.Program, func(t *testing.T) {
			if e.Program == "Docker" {
				t.Skip("a container engine and an image from the network would be needed")
			}
			program, _, _ := strings.Cut(e.Command, " ")
			if _, err := exec.LookPath(program); err != nil {
				t.Skipf("%s is not installed here", program)
			}
			port := freePort(t)
			command := strings.ReplaceAll(e.Command, strconv.Itoa(int(portOf(t, e.Command))), strconv.Itoa(int(port)))
			cmd := exec.Command("sh", "-c", "exec "+command)
			cmd.Dir = t.TempDir()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer func() {
				_ = cmd.Process.Kill() // it runs until it is ended
				_ = cmd.Wait()         // its state is that of something that was ended
			}()
			url := "http://127.0.0.1:" + strconv.Itoa(int(port))
			deadline := time.After(20 * time.Second)
			for {
				response, err := http.Get(url)
				if err == nil {
					response.Body.Close()
					break
				}
				select {
				case <-deadline:
					t.Fatalf("%s: %v", command, err)
				case <-time.After(50 * time.Millisecond):
				}
			}
			if conn, err := net.Dial("tcp4", net.JoinHostPort("127.0.0.2", strconv.Itoa(int(port)))); err == nil {
				conn.Close()
				t.Errorf("%s also answers on 127.0.0.2", command)
			}
		})
	}
}

func TestEquivalentsNameLoopbackOnly(t *testing.T) {
	for _, os := range []string{"linux", "darwin", "windows"} {
		for _, e := range Equivalents(os, 8080) {
			if !strings.Contains(e.Command, "127.0.0.1") || !strings.Contains(e.Command, "8080") || strings.ContainsAny(e.Command, "“”‘’") {
				t.Errorf("%s on %s: %s", e.Program, os, e.Command)
			}
		}
	}
}

func freePort(t *testing.T) uint16 {
	t.Helper()
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func portOf(t *testing.T, command string) uint16 {
	t.Helper()
	for _, field := range strings.FieldsFunc(command, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.ParseUint(field, 10, 16); err == nil && n > 1023 {
			return uint16(n)
		}
	}
	t.Fatalf("no port in %s", command)
	return 0
}
