package loopback

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"localhostdoctor/app/words"
)

func TestWhatPeopleTypeIsUnderstood(t *testing.T) {
	t.Parallel()
	tests := []struct {
		input, scheme, host string
		port                uint16
		path                string
	}{
		{"3000", "", "localhost", 3000, ""},
		{":3000", "", "localhost", 3000, ""},
		{"localhost:3000", "", "localhost", 3000, ""},
		{"localhost", "", "localhost", 0, ""},
		{"LocalHost:80", "", "localhost", 80, ""},
		{"localhost.", "", "localhost", 0, ""},
		{"localhost.:3000", "", "localhost", 3000, ""},
		{"localhost 3000", "", "localhost", 3000, ""},
		{"::1 3000", "", "::1", 3000, ""},
		{"localhost:", "", "localhost", 0, ""},
		{"127.0.0.1:62893", "", "127.0.0.1", 62893, ""},
		{"127.50.50.50", "", "127.50.50.50", 0, ""},
		{"::1", "", "::1", 0, ""},
		{"[::1]", "", "::1", 0, ""},
		{"[::1]:8080", "", "::1", 8080, ""},
		{"::1:62893", "", "::1", 62893, ""},
		{"::ffff:127.0.0.1", "", "127.0.0.1", 0, ""},
		{"[::ffff:127.0.0.1]:80", "", "127.0.0.1", 80, ""},
		{"fe80::1", "", "fe80::1", 0, ""},
		{"http://localhost:3000/path", "http", "localhost", 3000, "/path"},
		{"HTTP://localhost:3000", "http", "localhost", 3000, ""},
		{"https://localhost", "https", "localhost", 443, ""},
		{"http://localhost?x=1#top", "http", "localhost", 80, "/?x=1"},
		{"localhost:3000/a/b?c=d", "", "localhost", 3000, "/a/b?c=d"},
		{"http://[::1]:8080/", "http", "::1", 8080, "/"},
		{"app.localhost:5173", "", "app.localhost", 5173, ""},
		{"myapp.test", "", "myapp.test", 0, ""},
		{"my_app.test", "", "my_app.test", 0, ""},
		{"mysql://127.0.0.1:3306", "mysql", "127.0.0.1", 3306, ""},
		{"mysql://root:secret@localhost/shop", "mysql", "localhost", 3306, "/shop"},
		{"postgres://localhost", "postgres", "localhost", 5432, ""},
		{"redis://localhost", "redis", "localhost", 6379, ""},
		{"udp://localhost:53", "udp", "localhost", 53, ""},
		{"  http://localhost:3000  ", "http", "localhost", 3000, ""},
		{"\"localhost:3000\"", "", "localhost", 3000, ""},
		{"http://localhost:3000/?name='shop'", "http", "localhost", 3000, "/?name='shop'"},
		{"localhost:3000'", "", "localhost", 3000, ""},
		{"“localhost:3000”", "", "localhost", 3000, ""},
		{"`http://localhost:3000/`", "http", "localhost", 3000, "/"},
		{"<http://localhost:3000/>", "http", "localhost", 3000, "/"},
		{"localhost：3000", "", "localhost", 3000, ""},
		{"３０００", "", "localhost", 3000, ""},
		{"１２７．０．０．１：８０８０", "", "127.0.0.1", 8080, ""},
		{"http：／／localhost：3000", "http", "localhost", 3000, ""},
	}
	for _, test := range tests {
		got, err := ParseTarget(test.input)
		if err != nil {
			t.Errorf("ParseTarget(%q): %v", test.input, err)
			continue
		}
		if got.Scheme != test.scheme || got.Host != test.host || got.Port != test.port || got.Path != test.path || got.Input != test.input {
			t.Errorf("ParseTarget(%q) = %+v", test.input, got)
		}
		if want, err := netip.ParseAddr(test.host); err == nil && got.Addr != want {
			t.Errorf("ParseTarget(%q).Addr = %v", test.input, got.Addr)
		}
	}
}

func TestEveryAddressOfTheComputerIsTestedAsLocalhost(t *testing.T) {
	t.Parallel()
	for _, input := range []string{"0.0.0.0:8000", "[::]:8000", "*:8000", "http://0.0.0.0:8000/"} {
		got, err := ParseTarget(input)
		if err != nil || got.Host != "localhost" || got.Port != 8000 || !got.Everywhere || got.Addr.IsValid() {
			t.Errorf("ParseTarget(%q) = %+v, %v", input, got, err)
		}
	}
}

func TestWhatIsNoAddressIsRefusedInOneSentence(t *testing.T) {
	t.Parallel()
	tests := []struct{ input, key string }{
		{"", "loopback.input-empty"},
		{"  \" \" ", "loopback.input-empty"},
		{"0", "loopback.input-port-range"},
		{"70000", "loopback.input-port-range"},
		{"localhost:0", "loopback.input-port-range"},
		{"localhost:70000", "loopback.input-port-range"},
		{"localhost:99999999999999999999", "loopback.input-port-range"},
		{"localhost:abc", "loopback.input-port-not-a-number"},
		{":abc", "loopback.input-port-not-a-number"},
		{"localhost:-1", "loopback.input-port-not-a-number"},
		{"[::1]:abc", "loopback.input-port-not-a-number"},
		{"127.0.0.256", "loopback.input-not-four-numbers"},
		{"127.1", "loopback.input-not-four-numbers"},
		{"127.000.000.001", "loopback.input-not-four-numbers"},
		{"::1:8080", "loopback.input-ambiguous"},
		{"http://::1:8080", "loopback.input-ambiguous"},
		{"[::1", "loopback.input-brackets"},
		{"[::1]8080", "loopback.input-brackets"},
		{"[localhost]:80", "loopback.input-not-an-address"},
		{"http://", "loopback.input-not-an-address"},
		{"://localhost", "loopback.input-not-an-address"},
		{"a:b:c", "loopback.input-not-an-address"},
		{"...", "loopback.input-not-an-address"},
		{"hello world how", "loopback.input-not-a-name"},
		{"-x.test", "loopback.input-not-a-name"},
		{"münchen.test", "loopback.input-not-a-name"},
		{"localhost:3000/%zz", "loopback.input-path"},
		{"local\x00host", "loopback.input-strange"},
		{strings.Repeat("a", 3000), "loopback.input-too-long"},
	}
	for _, test := range tests {
		_, err := ParseTarget(test.input)
		var failure *words.Failure
		if !errors.As(err, &failure) || failure.Code != words.Usage || failure.What.Key != test.key {
			t.Errorf("ParseTarget(%.40q) = %v, want %s", test.input, err, test.key)
		}
	}
}

func TestAmbiguousAddressNamesBothSpellings(t *testing.T) {
	t.Parallel()
	_, err := ParseTarget("::1:8080")
	var failure *words.Failure
	if !errors.As(err, &failure) {
		t.Fatalf("error = %v", err)
	}
	if failure.Do.Args["WithPort"] != "[::1]:8080" || failure.Do.Args["WithoutPort"] != "[::1:8080]" {
		t.Errorf("spellings = %v", failure.Do.Args)
	}
	for _, spelling := range []string{"[::1]:8080", "[::1:8080]"} {
		if _, err := ParseTarget(spelling); err != nil {
			t.Errorf("the proposed spelling %s is refused: %v", spelling, err)
		}
	}
}

func FuzzParseTarget(f *testing.F) {
	for _, seed := range []string{
		"3000", "localhost:3000", "::1:8080", "[::1]:80", "http://u:p@localhost/x?y#z", "０", "[", "]", "a://b@", "*", "%", "fe80::1%lo:1", "[::1:8]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		target, err := ParseTarget(input)
		if err != nil {
			var failure *words.Failure
			if !errors.As(err, &failure) || failure.Code != words.Usage || failure.What.IsZero() {
				t.Fatalf("ParseTarget(%q): not a usage failure: %v", input, err)
			}
			return
		}
		if target.Host == "" || target.Path != "" && target.Path[0] != '/' {
			t.Fatalf("ParseTarget(%q) = %+v", input, target)
		}
		if target.Port == 0 {
			return
		}
		again, err := ParseTarget(target.Address())
		if err != nil || again.Host != target.Host || again.Port != target.Port {
			t.Fatalf("ParseTarget(%q) = %+v, which is written %q and read as %+v, %v", input, target, target.Address(), again, err)
		}
	})
}
