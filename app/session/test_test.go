package session_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// with is a computer on which these programs listen.
func with(listening map[string]fake.Process) *fake.Computer {
	c := fake.New()
	for at, p := range listening {
		c.Run(p)
		c.Listening = append(c.Listening, platform.Listener{Protocol: platform.TCP, Address: netip.MustParseAddrPort(at), PIDs: []int{p.PID}})
	}
	return c
}

func TestWhoWasMeantIsFoundAmongTheListeners(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	here := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port).String()
	tests := []struct {
		name      string
		listening map[string]fake.Process
		exposed   []string
		code, try string
	}{
		{"a development server", map[string]fake.Process{"127.0.0.1:5173": server(700, "vite", fake.Obeys)}, nil, "S01", "localhost:5173"},
		{"node on a port that is for that", map[string]fake.Process{"127.0.0.1:3000": server(700, "node", fake.Obeys)}, nil, "S01", "localhost:3000"},
		{"node on a port of no use", map[string]fake.Process{"127.0.0.1:41234": server(700, "node", fake.Obeys)}, nil, "S01", ""},
		{"a database", map[string]fake.Process{"127.0.0.1:5432": server(700, "postgres", fake.Obeys)}, nil, "S01", ""},
		{"a container", nil, []string{"shop"}, "C01", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := with(test.listening)
			c.Exposed = map[uint16][]string{port: test.exposed}
			got, err := open(t, c).Test(t.Context(), here, 2*time.Second)
			if err != nil || got.Verdict.Code != test.code || got.Verdict.Try != test.try {
				t.Errorf("verdict %+v, %v", got.Verdict, err)
			}
		})
	}
}

func TestAToolIsNamedBeforeWhatRunsIt(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	vite := server(700, "node", fake.Obeys)
	vite.CommandLine = []string{"node", "/home/ana/shop/node_modules/.bin/vite"}
	c := with(map[string]fake.Process{"127.0.0.1:5173": vite})
	got, err := open(t, c).Test(t.Context(), netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port).String(), 2*time.Second)
	if err != nil || got.Verdict.Try != "localhost:5173" {
		t.Fatalf("verdict %+v, %v", got.Verdict, err)
	}
	if said := english(t).Say(got.Verdict.Next); !strings.Contains(said, "vite (node) listens on port 5173") {
		t.Errorf("it says %q", said)
	}
}

func TestTheHostsFileSaysWhereANameLeads(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath].Bytes = []byte("127.0.0.1 localhost\n#127.0.0.1 off.test\n127.0.0.9 Shop.test www.shop.test\n::1 shop.test\n")
	s := open(t, c)
	for name, want := range map[string]int{"shop.test": 2, "www.shop.test": 1, "off.test": 0, "none.test": 0} {
		found, err := s.HostsFileSays(t.Context(), name)
		if err != nil || len(found) != want {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

func TestConsentIsForAnotherComputerOnly(t *testing.T) {
	s := open(t, fake.New())
	_, err := s.Test(t.Context(), "203.0.113.9:80", time.Second)
	wantCode(t, err, words.Refused)
	if !errors.Is(err, session.ErrElsewhere) {
		t.Errorf("error %v", err)
	}
	_, err = s.Talk(t.Context(), "203.0.113.9:80", "x", session.TestOptions{Timeout: time.Second})
	wantCode(t, err, words.Refused)
	_, err = s.Probe(t.Context(), "203.0.113.9:80", session.TestOptions{Timeout: time.Second})
	wantCode(t, err, words.Refused)
	_, err = s.Probe(t.Context(), "nonsense:nonsense", session.TestOptions{Timeout: time.Second})
	wantCode(t, err, words.Usage)
}
