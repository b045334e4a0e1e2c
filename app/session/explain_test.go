package session_test

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func explained(t *testing.T, s *session.Session, text string) session.Explained {
	t.Helper()
	got, err := s.Explain(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// said is everything that an explanation says, in English.
func said(t *testing.T, e session.Explained) string {
	t.Helper()
	speaker := english(t)
	all := append([]words.Text{e.Summary, e.Cause, e.Next}, e.Facts...)
	return speaker.All(append(all, e.Seen...)...)
}

func offers(e session.Explained) []session.OfferKind {
	var kinds []session.OfferKind
	for _, o := range e.Offers {
		kinds = append(kinds, o.Kind)
	}
	return kinds
}

func TestTheHolderOfATakenPortIsTheCause(t *testing.T) {
	c := fake.New()
	c.Run(server(700, "node", fake.Obeys), "127.0.0.1:3000", "[::1]:3000")
	got := explained(t, open(t, c), "Error: listen EADDRINUSE: address already in use :::3000")
	if !got.Confirmed() || got.Codes[0] != "P01" || !strings.Contains(said(t, got), "Port 3000 is in use now by node (PID 700): only this computer can reach it") {
		t.Errorf("%v %q", got.Codes, said(t, got))
	}
	if want := []session.OfferKind{session.OfferStop, session.OfferSuggest, session.OfferTest}; !slices.Equal(offers(got), want) {
		t.Errorf("offers %v, want %v", offers(got), want)
	}
	if len(got.Advice) != len(got.Codes) || got.Advice[0].Code != "P01" || len(got.Advice[0].Steps) < 2 {
		t.Errorf("advice %+v for %v", got.Advice, got.Codes)
	}
}

func TestAPortThatIsTakenNoMoreIsNoCause(t *testing.T) {
	got := explained(t, open(t, fake.New()), "Error: listen EADDRINUSE: address already in use :::3000")
	if got.Confirmed() || got.Over.Key == "" || !strings.Contains(said(t, got), "Nothing listens on port 3000 any more") || slices.Contains(offers(got), session.OfferStop) {
		t.Errorf("%q, %v", said(t, got), offers(got))
	}
}

func TestThatNobodyListensIsNoNewsWhereNobodyDid(t *testing.T) {
	got := explained(t, open(t, fake.Named("healthy_windows")), "listen tcp :3000: bind: An attempt was made to access a socket in a way forbidden by its access permissions.")
	if got.Over.Key != "" || !strings.Contains(said(t, got), "Nothing listens on port 3000 now") {
		t.Errorf("%q", said(t, got))
	}
}

func TestWhatThisSystemCannotHaveComesLast(t *testing.T) {
	const text = "Port 5000 is in use by another program. Either identify and stop that program, or start the server with a different port."
	for system, want := range map[string]string{"healthy_debian": "P01 P03", "healthy_macos": "P03 P01"} {
		got := explained(t, open(t, fake.Named(system)), text)
		if codes := strings.Join(got.Codes[:2], " "); codes != want {
			t.Errorf("%s: %s, want %s", system, codes, want)
		}
	}
}

func TestWhatKeepsAFreePortIsTheCause(t *testing.T) {
	windows := fake.Named("healthy_windows")
	windows.Excluded = []platform.PortRange{{First: 3000, Last: 3099}}
	got := explained(t, open(t, windows), "listen tcp :3000: bind: An attempt was made to access a socket in a way forbidden by its access permissions.")
	if !got.Confirmed() || got.Codes[0] != "P04" || !strings.Contains(said(t, got), "3000 to 3099") {
		t.Errorf("kept by Windows: %v %q", got.Codes, said(t, got))
	}
	got = explained(t, open(t, fake.New()), "listen tcp :80: bind: permission denied")
	if !got.Confirmed() || got.Codes[0] != "P05" {
		t.Errorf("below 1024: %v %q", got.Codes, said(t, got))
	}
}

// The connection is tried for real: on a free port of this computer, then with a
// listener there.
func TestARefusedConnectionIsTriedAgain(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, fake.New())
	text := fmt.Sprintf("Error: connect ECONNREFUSED 127.0.0.1:%d", port)
	got := explained(t, s, text)
	if !got.Confirmed() || got.Codes[0] != "S01" {
		t.Errorf("with nobody there: %v %q", got.Codes, said(t, got))
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go greet(listener)
	if got = explained(t, s, text); got.Confirmed() || !strings.Contains(said(t, got), "It works now") {
		t.Errorf("with a program there: %v %q", got.Codes, said(t, got))
	}
	got = explained(t, s, fmt.Sprintf("Error: connect ECONNREFUSED ::1:%d", port))
	if !got.Confirmed() || got.Codes[0] != "N12" {
		t.Errorf("with a program on IPv4 only: %v %q", got.Codes, said(t, got))
	}
}

// greet answers every visitor as a web server until the listener is closed.
func greet(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		_, _ = conn.Read(make([]byte, 512))                                       // the question, which does not matter
		_, _ = conn.Write([]byte("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")) // who hung up needs no answer
		conn.Close()
	}
}

func TestAMissingLocalhostIsConfirmedByTheCheckUp(t *testing.T) {
	got := explained(t, open(t, fake.Named("localhost_points_to_lan")), "getaddrinfo ENOTFOUND localhost")
	if !slices.Contains(offers(got), session.OfferHosts) {
		t.Errorf("the hosts file is not offered: %v", got.Offers)
	}
	healthy := explained(t, open(t, fake.New()), "getaddrinfo ENOTFOUND localhost")
	if healthy.Confirmed() || !strings.Contains(said(t, healthy), "finds nothing of that kind") {
		t.Errorf("on a healthy computer: %q", said(t, healthy))
	}
}

func TestNamesAreLookedForInTheHostsFileOnly(t *testing.T) {
	c := fake.New()
	c.Files["/etc/hosts"].Bytes = []byte("127.0.0.1 localhost\n::1 localhost\n127.0.0.1 shop.test\n")
	s := open(t, c)
	asked := questions(c)
	got := explained(t, s, "curl: (6) Could not resolve host: blog.test")
	if !got.Confirmed() || got.Codes[0] != "H19" || !strings.Contains(said(t, got), "no line for blog.test") {
		t.Errorf("%v %q", got.Codes, said(t, got))
	}
	if got = explained(t, s, "shop.test"); !strings.Contains(said(t, got), "sends shop.test to 127.0.0.1") {
		t.Errorf("%q", said(t, got))
	}
	if now := questions(c); now != asked {
		t.Errorf("%d names were looked up", now-asked)
	}
}

func TestOtherComputersAreLeftAlone(t *testing.T) {
	c := fake.New()
	s := open(t, c)
	for _, text := range []string{
		"Error: connect ECONNREFUSED 203.0.113.9:443", "http://203.0.113.9/", "8.8.8.8", "https://example.com/",
		`psql: error: connection to server at "db.example.com" (203.0.113.9), port 5432 failed: Connection refused`,
		"HTTPConnectionPool(host='db.example.com', port=8000): Failed to establish a new connection",
		"curl: (7) Failed to connect to example.com port 443 after 5 ms: Couldn't connect to server",
	} {
		before := questions(c)
		explained(t, s, text)
		if after := questions(c); after != before {
			t.Errorf("%q: %d questions left this computer", text, after-before)
		}
	}
	if explained(t, s, "http://localhost:3000"); questions(c) == 0 {
		t.Error("questions are not counted")
	}
}

// questions counts the connections and the lookups.
func questions(c *fake.Computer) int {
	return c.Called("Network.dial") + c.Called("Resolver.os") + c.Called("Resolver.go")
}

func TestAPortIsExplainedByThisComputersOwnRange(t *testing.T) {
	s := open(t, fake.New())
	for text, want := range map[string]string{
		"62893": "62893 is not one of them", "40000": "40000 is one of them", "5432": "usually for: database",
	} {
		if got := said(t, explained(t, s, text)); !strings.Contains(got, want) {
			t.Errorf("%s: %q does not say %q", text, got, want)
		}
	}
}

// Classes of ports are told in two places, because package explain knows no other:
// they must agree.
func TestPortClassesAreTheSameEverywhere(t *testing.T) {
	s := open(t, fake.New())
	for port, want := range map[int]string{1: "system", 1023: "system", 1024: "registered", 49151: "registered", 49152: "dynamic", 65535: "dynamic"} {
		m, err := s.Meaning(fmt.Sprint(port))
		if err != nil || m.Facts[0].Key != "explain.port."+want {
			t.Errorf("%d: %v, %v", port, m.Facts, err)
		}
	}
}

func TestExplainingStopsWhenItIsTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := open(t, fake.New()).Explain(ctx, "3000")
	wantCode(t, err, words.Interrupted)
	_, err = open(t, fake.New()).Explain(t.Context(), "  ")
	wantCode(t, err, words.Usage)
}
