package session_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/loopback"
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
	if said := english(t).Say(got.Verdict.Next); !strings.Contains(said, "vite listens on port 5173") {
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

func TestWhatTheComputerIsSetToDecidesWhichProxyIsAsked(t *testing.T) {
	variable := platform.Proxy{Source: platform.ProxyLogin, Where: "http_proxy, /etc/environment", Server: "http://ana:secret@192.0.2.1:3128"}
	spares := func(p platform.Proxy, names ...string) platform.Proxy {
		p.Bypass = names
		return p
	}
	gnome := platform.Proxy{Source: platform.ProxyGNOME, Where: "org.gnome.system.proxy", Server: "192.0.2.2:8080"}
	script := platform.Proxy{Source: platform.ProxyWindows, Where: "AutoConfigURL", Script: "http://wpad.example/wpad.dat"}
	registry := platform.Proxy{Source: platform.ProxyWindows, Where: "Internet Settings", Server: "192.0.2.3:8080", PlainDirect: true}
	for name, test := range map[string]struct {
		proxies      []platform.Proxy
		host         string
		code, target string
	}{
		"none":                        {nil, "localhost", "", ""},
		"for everybody who signs in":  {[]platform.Proxy{variable}, "localhost", "X01", "192.0.2.1:3128"},
		"with an exception":           {[]platform.Proxy{spares(variable, "localhost")}, "localhost", "", ""},
		"with another exception":      {[]platform.Proxy{spares(variable, "localhost")}, "127.0.0.1", "X01", "192.0.2.1:3128"},
		"the second makes none":       {[]platform.Proxy{spares(variable, "localhost"), gnome}, "localhost", "X04", "192.0.2.2:8080"},
		"a network is an exception":   {[]platform.Proxy{spares(gnome, "127.0.0.0/8")}, "127.0.0.1", "", ""},
		"Windows spares plain names":  {[]platform.Proxy{registry}, "localhost", "", ""},
		"Windows asks for the others": {[]platform.Proxy{registry}, "app.localhost", "X02", "192.0.2.3:8080"},
		"of services":                 {[]platform.Proxy{{Source: platform.ProxyWinHTTP, Server: "192.0.2.9:1"}}, "localhost", "", ""},
		"a script":                    {[]platform.Proxy{script}, "localhost", "", "http://wpad.example/wpad.dat"},
		"of this program":             {[]platform.Proxy{{Source: platform.ProxyEnvironment, Server: "192.0.2.9:1"}}, "localhost", "X01", "192.0.2.9:1"},
	} {
		t.Run(name, func(t *testing.T) {
			c := fake.New()
			c.Answer("app.localhost", netip.MustParseAddr("127.0.0.1"))
			c.Proxies = test.proxies
			got, err := open(t, c).Test(t.Context(), "http://"+test.host+":1", time.Second)
			if err != nil {
				t.Fatal(err)
			}
			code, target := "", ""
			for _, n := range got.Notes {
				if strings.HasPrefix(n.Code, "X") {
					code = n.Code
				}
			}
			for _, s := range got.Steps {
				if s.Stage == loopback.Proxy {
					target = s.Target
				}
			}
			if code != test.code || target != test.target {
				t.Errorf("code %q, asks %q; want %q, %q", code, target, test.code, test.target)
			}
		})
	}
}
