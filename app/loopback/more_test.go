package loopback

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// about is what the tests know of the rest of the computer.
type about struct {
	near    []Listening
	hidden  []string
	blocked uint16
}

func (a about) Listening(context.Context, uint16) ([]Listening, error) { return a.near, nil }
func (a about) Unpublished(context.Context, uint16) []string           { return a.hidden }
func (a about) BlockedByBrowsers(port uint16) bool                     { return port == a.blocked }
func (a about) HostsFileSays(context.Context, string) ([]netip.Addr, error) {
	return []netip.Addr{loopback4}, nil
}

// runEnv is run with an Env that the test has changed.
func runEnv(t *testing.T, c *fake.Computer, input string, timeout time.Duration, change func(*Env)) Result {
	t.Helper()
	target, err := ParseTarget(input)
	if err != nil {
		t.Fatal(err)
	}
	env := NewEnv(c.System(), nil)
	change(&env)
	start := time.Now()
	result, err := Test(t.Context(), env, target, timeout)
	if took := time.Since(start); took > timeout+500*time.Millisecond {
		t.Errorf("testing %s took %v", input, took)
	}
	if err != nil {
		t.Fatalf("testing %s: %v", input, err)
	}
	check(t, result)
	return result
}

func hasNote(r Result, code string) bool {
	for _, n := range r.Notes {
		if n.Code == code {
			return true
		}
	}
	return false
}

func TestWhatListensInsteadIsNamed(t *testing.T) {
	t.Parallel()
	listening := func(address string, name string, web bool) Listening {
		return Listening{Address: netip.MustParseAddrPort(address), PID: 7, Name: name, Web: web}
	}
	port := freePort(t)
	here := fmt.Sprintf("127.0.0.1:%d", port)
	tests := []struct {
		name   string
		about  about
		code   string
		try    string
		needle string
	}{
		{"nobody at all", about{}, "S01", "", ""},
		{"a web server on another port", about{near: []Listening{listening("127.0.0.1:5173", "vite", true)}}, "S01", "localhost:5173", "vite"},
		{"the nearest web server of two", about{near: []Listening{
			listening("127.0.0.1:1", "far", true), listening(fmt.Sprintf("0.0.0.0:%d", port-1), "near", true),
		}}, "S01", fmt.Sprintf("localhost:%d", port-1), "near"},
		{"a database is no page to open", about{near: []Listening{listening("127.0.0.1:5432", "postgres", false)}}, "S01", "", ""},
		{"the same port on the network address", about{near: []Listening{listening(fmt.Sprintf("192.0.2.10:%d", port), "node", true)}}, "S04", fmt.Sprintf("192.0.2.10:%d", port), ""},
		{"a container that keeps it to itself", about{hidden: []string{"shop"}}, "C01", "", "shop"},
		{"listed and refused all the same", about{near: []Listening{listening(here, "node", true)}}, "F01", "", "node"},
		{"the IPv6 wildcard takes IPv4 too", about{near: []Listening{listening(fmt.Sprintf("[::]:%d", port), "node", true)}}, "F01", "", "node"},
		{"an IPv6 wildcard that does not", about{near: []Listening{{Address: netip.MustParseAddrPort(fmt.Sprintf("[::]:%d", port)), V6Only: true}}}, "S01", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := runEnv(t, fake.New(), here, patience, func(e *Env) { e.Around = test.about })
			said := fmt.Sprint(got.Verdict.Summary.Args, got.Verdict.Next.Args)
			if got.Verdict.Code != test.code || got.Verdict.Try != test.try || !strings.Contains(said, test.needle) {
				t.Errorf("verdict %+v", got.Verdict)
			}
		})
	}
}

func TestADroppedPortNamesWhoListensThere(t *testing.T) {
	t.Parallel()
	node := about{near: []Listening{{Address: netip.MustParseAddrPort("127.0.0.1:3000"), Name: "node"}}}
	got := runEnv(t, fake.Named("firewall_drops_loopback"), "127.0.0.1:3000", 300*time.Millisecond, func(e *Env) { e.Around = node })
	if got.Verdict.Code != "F01" || got.Verdict.Summary.Args["Program"] != "node" {
		t.Errorf("verdict %+v", got.Verdict)
	}
}

// redirects answers each request with the next line of the way, the last one again
// and again.
func redirects(way ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i, from := range way[:len(way)-1] {
			if r.URL.Path == from {
				http.Redirect(w, r, way[i+1], http.StatusFound)
				return
			}
		}
		if last := way[len(way)-1]; strings.HasPrefix(last, "circle") {
			http.Redirect(w, r, "/", http.StatusFound)
		}
	}
}

func TestPagesAreJudged(t *testing.T) {
	t.Parallel()
	header := func(status int, pairs ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(pairs); i += 2 {
				w.Header().Set(pairs[i], pairs[i+1])
			}
			w.WriteHeader(status)
		}
	}
	onlyFor := func(name string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if host, _, _ := strings.Cut(r.Host, ":"); host != name {
				http.Error(w, "Invalid Host header", http.StatusForbidden)
			}
		}
	}
	cookieFirst := func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}
	}
	tests := []struct {
		name, code, host string
		handler          http.HandlerFunc
	}{
		{"redirected twice on this address", "OK", "localhost", redirects("/", "/a", "/b")},
		{"redirected in a circle", "S10", "localhost", redirects("/", "/a", "circle")},
		{"redirected to itself until a cookie is set", "OK", "localhost", cookieFirst},
		{"redirected to another computer", "OK", "localhost", header(302, "Location", "https://shop.example/")},
		{"AirPlay", "P03", "localhost", header(403, "Server", "AirTunes/760.20.1")},
		{"forbidden to everybody", "S10", "localhost", header(403)},
		{"takes localhost only", "S09", "app.localhost", onlyFor("localhost")},
		{"takes 127.0.0.1 only", "S09", "localhost", onlyFor("127.0.0.1")},
		{"too large", "B10", "localhost", header(431)},
		{"a plain answer with HSTS, which browsers ignore", "OK", "localhost", header(200, "Strict-Transport-Security", "max-age=1")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			port := webServer(t, "127.0.0.1:0", test.handler, false)
			c := fake.Named("healthy_ubuntu") // knows localhost as 127.0.0.1 only: no S03 to add
			c.Answer("app.localhost", loopback4)
			got := run(t, c, nil, fmt.Sprintf("http://%s:%d/", test.host, port), patience)
			if got.Verdict.Code != test.code || hasNote(got, "B01") {
				t.Errorf("verdict %s, notes %+v", got.Verdict.Code, got.Notes)
			}
		})
	}
}

func TestBrowsersRefuseSomePorts(t *testing.T) {
	t.Parallel()
	port := webServer(t, "127.0.0.1:0", hello, false)
	got := runEnv(t, fake.New(), fmt.Sprintf("127.0.0.1:%d", port), patience, func(e *Env) { e.Around = about{blocked: port} })
	if got.Verdict.Code != "B04" {
		t.Errorf("verdict %s", got.Verdict.Code)
	}
}

// certified makes a certificate for names that holds from and until.
func certified(t *testing.T, from, until time.Time, names ...string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "shop"}, NotBefore: from, NotAfter: until,
		DNSNames: names, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestWhyBrowsersWarnOfACertificateIsSaid(t *testing.T) {
	t.Parallel()
	now := time.Now()
	day := 24 * time.Hour
	tests := []struct {
		name, complaint string
		certificate     tls.Certificate
	}{
		{"self-made", "loopback.complaint-self-made", certified(t, now.Add(-day), now.Add(day), "localhost")},
		{"ended", "loopback.complaint-expired", certified(t, now.Add(-2*day), now.Add(-day), "localhost")},
		{"not begun", "loopback.complaint-early", certified(t, now.Add(day), now.Add(2*day), "localhost")},
		{"for another name", "loopback.complaint-name", certified(t, now.Add(-day), now.Add(day), "shop.test")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			listener, err := tls.Listen("tcp4", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{test.certificate}})
			if err != nil {
				t.Fatal(err)
			}
			server := &http.Server{ErrorLog: quiet(), Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Strict-Transport-Security", "max-age=31536000")
			})}
			go func() { _ = server.Serve(listener) }() // until it is closed
			defer server.Close()
			port := netip.MustParseAddrPort(listener.Addr().String()).Port()
			got := run(t, fake.Named("healthy_ubuntu"), nil, fmt.Sprintf("https://localhost:%d", port), patience)
			why, _ := got.Verdict.Next.Args["\x01"].([]words.Text)
			if got.Verdict.Code != "B02" || len(why) == 0 || why[0].Key != test.complaint {
				t.Errorf("verdict %+v", got.Verdict)
			}
			if !hasNote(got, "B01") {
				t.Errorf("HSTS was not noticed: %+v", got.Notes)
			}
			plain := run(t, fake.Named("healthy_ubuntu"), nil, fmt.Sprintf("http://localhost:%d", port), patience)
			if plain.Verdict.Code != "S07" || plain.Verdict.Try != fmt.Sprintf("https://localhost:%d", port) || !hasNote(plain, "B02") {
				t.Errorf("asked without encryption: %+v %+v", plain.Verdict, plain.Notes)
			}
		})
	}
}

func TestServersThatBreakOff(t *testing.T) {
	t.Parallel()
	reset := func(conn net.Conn) {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // closing sends RST
		}
		_, _ = bufio.NewReader(conn).ReadByte()
	}
	half := func(conn net.Conn) {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.CloseWrite()
		}
		_, _ = io.Copy(io.Discard, conn)
	}
	slow := func(conn net.Conn) {
		_, _ = bufio.NewReader(conn).ReadString('\n')
		for _, b := range []byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") {
			<-time.After(5 * time.Millisecond) // a slow server, not a wait for something
			if _, err := conn.Write([]byte{b}); err != nil {
				return
			}
		}
	}
	tests := []struct {
		name, code string
		server     func(net.Conn)
	}{
		{"resets", "S10", reset}, {"half open", "S10", half}, {"slow", "OK", slow}, {"silent", "S06", waitForEnd},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			at := listen(t, "127.0.0.1:0", test.server)
			if got := run(t, fake.New(), nil, "http://"+at.String(), time.Second); got.Verdict.Code != test.code {
				t.Errorf("verdict %s", got.Verdict.Code)
			}
		})
	}
}

func TestAContainerThatHangsUpIsNamed(t *testing.T) {
	t.Parallel()
	at := listen(t, "127.0.0.1:0", func(net.Conn) {})
	who := namer{at: {PID: 9, Name: "docker-proxy"}}
	for _, input := range []string{at.String(), "mysql://" + at.String()} {
		if got := run(t, fake.New(), who, input, patience); got.Verdict.Code != "C02" {
			t.Errorf("%s: verdict %s", input, got.Verdict.Code)
		}
	}
}

func TestFirstWordsAreRecognised(t *testing.T) {
	t.Parallel()
	says := func(answer string) func(net.Conn) {
		return func(conn net.Conn) {
			_, _ = io.WriteString(conn, answer)
			waitForEnd(conn)
		}
	}
	answers := func(question, answer string) func(net.Conn) {
		return func(conn net.Conn) {
			got := make([]byte, len(question))
			if _, err := io.ReadFull(conn, got); err == nil && bytes.Equal(got, []byte(question)) {
				_, _ = io.WriteString(conn, answer)
			}
			waitForEnd(conn)
		}
	}
	mysql := "\x4a\x00\x00\x00\x0a8.0.36\x00\x08\x00\x00\x00abcdefgh\x00"
	mongo := "\x25\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\xdd\x07\x00\x00\x00\x00\x00\x00\x00"
	tests := []struct {
		name, scheme, code, protocol string
		server                       func(net.Conn)
	}{
		{"MySQL", "mysql", "OK", "MySQL 8.0.36", says(mysql)},
		{"PostgreSQL", "postgres", "OK", "PostgreSQL", answers("\x00\x00\x00\x08\x04\xd2\x16\x2f", "N")},
		{"Redis", "redis", "OK", "Redis", answers("PING\r\n", "+PONG\r\n")},
		{"Redis that wants a password", "redis", "OK", "Redis", answers("PING\r\n", "-NOAUTH Authentication required.\r\n")},
		{"MongoDB", "mongodb", "OK", "MongoDB", answers(string(mongoHello()), mongo)},
		{"SSH", "ssh", "OK", "SSH", says("SSH-2.0-OpenSSH_9.2\r\n")},
		{"mail", "smtp", "OK", "SMTP", says("220 mail.test ESMTP\r\n")},
		{"memcached", "memcached", "OK", "memcached", answers("version\r\n", "VERSION 1.6.18\r\n")},
		{"a mail server where MySQL should be", "mysql", "S10", "SMTP", says("220 mail.test ESMTP\r\n")},
		{"bytes that nobody knows", "mysql", "S10", "", says("\x00\x01\x02\x03")},
		{"SSH where pages should be", "http", "S10", "SSH", says("SSH-2.0-OpenSSH_9.2\r\n")},
		{"SSH on a port that names nothing", "", "OK", "SSH", says("SSH-2.0-OpenSSH_9.2\r\n")},
		{"silence where the server speaks first", "mysql", "S06", "", waitForEnd},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			input := listen(t, "127.0.0.1:0", test.server).String()
			if test.scheme != "" {
				input = test.scheme + "://" + input
			}
			got := run(t, fake.New(), nil, input, time.Second)
			said := ""
			for _, s := range got.Steps {
				if s.Stage == Greeting && s.Detail.Args["Protocol"] != nil {
					said = fmt.Sprint(s.Detail.Args["Protocol"])
				}
			}
			if got.Verdict.Code != test.code || said != test.protocol {
				t.Errorf("verdict %s, recognised %q; want %s, %q", got.Verdict.Code, said, test.code, test.protocol)
			}
		})
	}
}

func TestTheProxyThatProgramsWouldUse(t *testing.T) {
	t.Parallel()
	plain := func(server string, bypass ...string) platform.Proxy {
		return platform.Proxy{Server: server, Schemes: []string{"http"}, Bypass: bypass}
	}
	secure := platform.Proxy{Server: "http://s:1", Schemes: []string{"https"}}
	rest := platform.Proxy{Server: "http://r:1"}
	tests := []struct {
		name, input, want string
		proxies           []platform.Proxy
	}{
		{"none", "http://localhost:3000", "", nil},
		{"set without an exception", "http://localhost:3000", "10.0.0.1:3128", []platform.Proxy{plain("http://10.0.0.1:3128")}},
		{"user and password are not shown", "http://localhost:3000", "10.0.0.1:3128", []platform.Proxy{plain("http://ana:secret@10.0.0.1:3128/")}},
		{"without a scheme", "localhost:3000", "proxy:3128", []platform.Proxy{plain("ana:secret@proxy:3128")}},
		{"excepted by name", "http://localhost:3000", "", []platform.Proxy{plain("http://p:1", "LOCALHOST", "127.0.0.1")}},
		{"excepted names have those below them", "http://app.localhost:3000", "", []platform.Proxy{plain("http://p:1", ".localhost")}},
		{"another name is excepted", "http://localhost:3000", "p:1", []platform.Proxy{plain("http://p:1", "127.0.0.1")}},
		{"excepted network", "http://127.0.0.1:3000", "", []platform.Proxy{plain("http://p:1", "127.0.0.0/8")}},
		{"excepted port", "http://localhost:3000", "", []platform.Proxy{plain("http://p:1", "localhost:3000")}},
		{"everything excepted", "http://localhost:3000", "", []platform.Proxy{plain("http://p:1", "*")}},
		{"only for https", "http://localhost:3000", "", []platform.Proxy{secure}},
		{"for https", "https://localhost:3000", "s:1", []platform.Proxy{plain("http://p:1"), secure, rest}},
		{"the same for both", "https://localhost:3000", "s:1", []platform.Proxy{plain("http://s:1"), secure}},
		{"for what no other is for", "https://localhost:3000", "r:1", []platform.Proxy{plain("http://p:1"), rest}},
		{"the first one wins", "http://localhost:3000", "b:1", []platform.Proxy{plain("http://b:1"), plain("http://a:1"), rest}},
		{"no proxy for databases", "mysql://localhost", "", []platform.Proxy{plain("http://p:1"), rest}},
	}
	for _, test := range tests {
		target, err := ParseTarget(test.input)
		if err != nil {
			t.Fatal(err)
		}
		if got := capturing(test.proxies, target); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	port := webServer(t, "127.0.0.1:0", hello, false)
	got := runEnv(t, fake.Named("healthy_ubuntu"), fmt.Sprintf("http://localhost:%d", port), patience, func(e *Env) {
		e.Proxies = []platform.Proxy{plain("http://192.0.2.1:3128")}
		e.Hosts = about{}
	})
	if got.Verdict.Code != "OK" || !hasNote(got, "X01") || status(got, Proxy) != Failed || status(got, HostsFile) != OK {
		t.Errorf("verdict %s, notes %+v", got.Verdict.Code, got.Notes)
	}
}

// settings are what the computer is set to.
type settings struct {
	ProxySetting
	err error
}

func (s settings) ProxyFor(context.Context, string) (ProxySetting, error) {
	return s.ProxySetting, s.err
}

// hangs is a program of the desktop that does not answer.
type hangs struct{}

func (hangs) ProxyFor(ctx context.Context, _ string) (ProxySetting, error) {
	<-ctx.Done()
	return ProxySetting{}, ctx.Err()
}

func TestTheProxyThatTheComputerIsSetTo(t *testing.T) {
	t.Parallel()
	port := webServer(t, "127.0.0.1:0", hello, false)
	gnome := ProxySetting{Code: "X04", Where: "org.gnome.system.proxy", Proxy: "192.0.2.1:3128"}
	spared := gnome
	spared.Spares = true
	for name, test := range map[string]struct {
		settings    ProxySettings
		status      Status
		detail, has string
	}{
		"none":            {settings{}, OK, "loopback.proxy-none", ""},
		"nobody to ask":   {nil, OK, "loopback.proxy-none", ""},
		"not excepted":    {settings{ProxySetting: gnome}, Failed, "loopback.proxy-set", "X04"},
		"excepted":        {settings{ProxySetting: spared}, OK, "loopback.proxy-excepted", ""},
		"a script":        {settings{ProxySetting: ProxySetting{Code: "X03", Where: "WPAD", Script: "http://wpad/wpad.dat"}}, Skipped, "loopback.proxy-script", ""},
		"unread":          {settings{err: errors.New("no such file")}, Skipped, "loopback.proxy-unread", ""},
		"does not answer": {hangs{}, Skipped, "loopback.proxy-unread", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := runEnv(t, fake.Named("healthy_ubuntu"), fmt.Sprintf("http://localhost:%d", port), patience, func(e *Env) { e.Settings = test.settings })
			var step Step
			for _, s := range got.Steps {
				if s.Stage == Proxy {
					step = s
				}
			}
			if got.Verdict.Code != "OK" || step.Status != test.status || step.Detail.Key != test.detail || hasNote(got, "X04") != (test.has != "") {
				t.Errorf("verdict %s, step %+v, notes %+v", got.Verdict.Code, step, got.Notes)
			}
		})
	}
}

func TestAnotherComputerIsTestedOnlyWithConsent(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Answer("shop.test", netip.MustParseAddr("203.0.113.9"), netip.MustParseAddr("203.0.113.10"))
	target, err := ParseTarget("shop.test:80")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Test(t.Context(), NewEnv(c.System(), nil), target, patience)
	if !errors.Is(err, ErrElsewhere) || c.Called("Network.dial") != 0 {
		t.Fatalf("without consent: %v, %d connections", err, c.Called("Network.dial"))
	}
	got := runEnv(t, c, "shop.test:80", 300*time.Millisecond, func(e *Env) { e.Elsewhere = true })
	if n := c.Called("Network.dial"); n != 1 {
		t.Errorf("%d connections were tried: one address is no scan", n)
	}
	if got.Verdict.Code == "OK" || len(got.Notes) == 0 {
		t.Errorf("verdict %+v, notes %+v", got.Verdict, got.Notes)
	}
	if _, err := Talk(t.Context(), NewEnv(c.System(), nil), target, "x", patience); !errors.Is(err, ErrElsewhere) {
		t.Errorf("talking without consent: %v", err)
	}
}

func TestACollisionAddressIsExplained(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Answer("shop.corp", collision)
	if got := run(t, c, nil, "shop.corp:8080", patience); got.Verdict.Code != "N13" {
		t.Errorf("verdict %s", got.Verdict.Code)
	}
}

func TestBothReadingsOfAnAmbiguousAddressAreGiven(t *testing.T) {
	t.Parallel()
	_, err := ParseTarget("http://::1:8080/x")
	var both *Ambiguous
	if !errors.As(err, &both) || both.WithPort != "http://[::1]:8080/x" || both.WithoutPort != "http://[::1:8080]/x" {
		t.Fatalf("%v: %+v", err, both)
	}
}
