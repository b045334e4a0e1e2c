package explain_test

import (
	"encoding/json"
	"io/fs"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/explain"
)

func TestWhatPeopleTypeIsToldApart(t *testing.T) {
	k := knowledge(t)
	for _, c := range []struct {
		text    string
		kind    explain.Kind
		targets string
		codes   string
	}{
		{"3000", explain.Port, "localhost:3000", ""},
		{":3000", explain.Port, "localhost:3000", ""},
		{" ３０００ ", explain.Port, "localhost:3000", ""},
		{"70000", explain.Port, "", "P17"},
		{"0", explain.Port, "", "P17"},
		{"localhost", explain.Name, "localhost", ""},
		{"LOCALHOST.", explain.Name, "localhost", ""},
		{"localhost:3000", explain.Name, "localhost:3000", ""},
		{"localhost 3000", explain.Name, "localhost:3000", ""},
		{"“localhost:3000”", explain.Name, "localhost:3000", ""},
		{"127.0.0.1", explain.Address, "127.0.0.1", ""},
		{"127.0.0.1:62893", explain.Address, "127.0.0.1:62893", ""},
		{"127.50.50.50", explain.Address, "127.50.50.50", ""},
		{"::1", explain.Address, "::1", ""},
		{"[::1]:8080", explain.Address, "[::1]:8080", ""},
		{"::1:8080", explain.Address, "[::1]:8080", "B06"},
		{":::3000", explain.Address, "localhost:3000", "B05"},
		{"0.0.0.0:8000", explain.Address, "localhost:8000", "B05"},
		{"0.0.0.0", explain.Address, "", "B05"},
		{"127.255.255.255", explain.Address, "127.255.255.255", "L06"},
		{"127.0.0.0/8", explain.Address, "", ""},
		{"http://localhost:3000/path?q=1#x", explain.URL, "localhost:3000", ""},
		{"https://localhost", explain.URL, "localhost:443", ""},
		{"http://[::1]:8080/", explain.URL, "[::1]:8080", ""},
		{"http://::1:8080/", explain.URL, "[::1]:8080", "B06"},
		{"http://::1/", explain.URL, "[::1]:80", "B06"},
		{"mysql://root:secret@127.0.0.1:3306/shop", explain.URL, "127.0.0.1:3306", ""},
		{"postgres://localhost/shop", explain.URL, "localhost:5432", ""},
		{"app.localhost:5173", explain.Name, "app.localhost:5173", "N07"},
		{"myapp.test", explain.Name, "myapp.test", "H19"},
		{"shop.dev", explain.Name, "shop.dev", "B08"},
		{"printer.local", explain.Name, "printer.local", "N08"},
		{"10061", explain.Error, "", "S01 S02 S03 C01"},
		{":10061", explain.Port, "localhost:10061", ""},
		{"ECONNREFUSED", explain.Error, "", "S01 S02 S03 C01"},
		{"DNS_PROBE_FINISHED_NXDOMAIN", explain.Error, "", "H19 N15"},
		{"http://localhost:3000 does not open", explain.Name, "localhost:3000", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			got, err := k.Explain(c.text)
			if err != nil {
				t.Fatal(err)
			}
			var targets []string
			for _, target := range got.Targets {
				targets = append(targets, target.String())
			}
			if got.Kind != c.kind || strings.Join(targets, " ") != c.targets || strings.Join(got.Codes, " ") != c.codes {
				t.Errorf("got %s, %q, %q, want %s, %q, %q", got.Kind, targets, got.Codes, c.kind, c.targets, c.codes)
			}
		})
	}
}

func TestNothingToExplainIsWrongInput(t *testing.T) {
	k := knowledge(t)
	for _, text := range []string{"", "   ", "\n\t", "\x1b[31m\x1b[0m", "\u200b"} {
		if got, err := k.Explain(text); err == nil {
			t.Errorf("%q is explained: %+v", text, got)
		}
	}
}

// One example of each row of IANA's registries that people meet.
func TestAddressesAreWhatTheRegistriesSay(t *testing.T) {
	k := knowledge(t)
	for address, want := range map[string]string{
		"127.0.0.1": "loopback", "127.0.0.0": "loopback", "127.255.255.254": "loopback", "127.255.255.255": "loopback-broadcast",
		"127.0.53.53": "name-collision", "128.0.0.1": "public", "126.255.255.255": "public",
		"0.0.0.0": "unspecified", "0.1.2.3": "this-network", "10.0.0.1": "private", "172.16.0.1": "private", "172.31.255.255": "private",
		"172.32.0.0": "public", "192.168.1.1": "private", "192.169.0.1": "public", "169.254.10.1": "link-local",
		"100.64.0.1": "carrier-nat", "100.127.255.255": "carrier-nat", "100.128.0.0": "public",
		"192.0.2.1": "documentation", "198.51.100.1": "documentation", "203.0.113.9": "documentation", "192.0.0.170": "nat64-discovery",
		"192.0.0.1": "protocol", "192.0.0.9": "service", "198.18.0.1": "benchmark", "198.19.255.255": "benchmark", "192.88.99.1": "6to4-relay",
		"224.0.0.251": "multicast", "239.255.255.255": "multicast", "240.0.0.1": "reserved", "255.255.255.255": "broadcast", "8.8.8.8": "public",
		"::1": "loopback", "::": "unspecified", "::ffff:127.0.0.1": "mapped", "64:ff9b::7f00:1": "nat64", "64:ff9b:1::1": "nat64",
		"2002:7f00:1::": "6to4", "2001:0:1::1": "teredo", "2001:db8::1": "documentation", "3fff::1": "documentation", "fc00::1": "ula",
		"fd12:3456::1": "ula", "fe80::1": "link-local", "fe80::1%eth0": "link-local", "fec0::1": "site-local", "ff02::fb": "multicast",
		"100::1": "discard", "2001:20::1": "identifier", "5f00::1": "segment-routing", "2606:4700::1111": "public",
	} {
		a := netip.MustParseAddr(address)
		if got, _ := k.KindOf(a); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
}

// Every row of the registries is asked about: its first and its last address, and
// those beside it, by a search that is not the one of the program.
func TestEveryRowOfTheRegistriesCounts(t *testing.T) {
	b, err := fs.ReadFile(assets, "knowledge/addresses.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Blocks []struct {
			Prefix    netip.Prefix
			Kind, RFC string
		}
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	expected := func(a netip.Addr) string {
		best, kind := -1, "public"
		for _, row := range file.Blocks {
			if row.Prefix.Contains(a) && row.Prefix.Bits() > best {
				best, kind = row.Prefix.Bits(), row.Kind
			}
		}
		return kind
	}
	k, s := knowledge(t), speaker(t)
	for _, row := range file.Blocks {
		first, last := row.Prefix.Masked().Addr(), lastOf(row.Prefix)
		if row.RFC == "" || row.Prefix.Addr() != first {
			t.Errorf("%s has the source %q and begins at %s", row.Prefix, row.RFC, first)
		}
		own := false
		for _, a := range []netip.Addr{first, first.Next(), last.Prev(), last} {
			own = own || expected(a) == row.Kind
		}
		if !own {
			t.Errorf("no address is %s, as %s is", row.Kind, row.Prefix)
		}
		for _, a := range []netip.Addr{first.Prev(), first, first.Next(), last.Prev(), last, last.Next()} {
			if !a.IsValid() {
				continue // there is none before the first and after the last of all
			}
			if got, _ := k.KindOf(a); got != expected(a) {
				t.Errorf("%s of %s is %s, want %s", a, row.Prefix, got, expected(a))
			}
			got, err := k.Explain(a.String())
			if err != nil || got.Kind != explain.Address || strings.Contains(s.Say(got.Summary), "explain.") {
				t.Errorf("%s: %q, %v", a, s.Say(got.Summary), err)
			}
		}
	}
}

func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < 8*len(bytes); bit++ {
		bytes[bit/8] |= 1 << (7 - bit%8)
	}
	last, _ := netip.AddrFromSlice(bytes) // as many bytes as an address has
	return last
}

// Package netip knows some of the classes too.
func TestTheRegistriesAgreeWithTheStandardLibrary(t *testing.T) {
	k := knowledge(t)
	for _, text := range []string{
		"127.0.0.1", "127.1.2.3", "10.1.1.1", "172.20.0.1", "192.168.0.9", "169.254.1.1", "224.0.0.1", "0.0.0.0", "8.8.8.8",
		"::1", "::", "fd00::1", "fe80::1", "ff02::1", "2606:4700::1111",
	} {
		a := netip.MustParseAddr(text)
		kind, _ := k.KindOf(a)
		for _, c := range []struct {
			is    bool
			kinds []string
		}{
			{a.IsLoopback(), []string{"loopback"}},
			{a.IsPrivate(), []string{"private", "ula"}},
			{a.IsLinkLocalUnicast(), []string{"link-local"}},
			{a.IsMulticast(), []string{"multicast"}},
			{a.IsUnspecified(), []string{"unspecified"}},
		} {
			if c.is != slices.Contains(c.kinds, kind) {
				t.Errorf("%s is %s; netip says %v for %v", text, kind, c.is, c.kinds)
			}
		}
	}
}

func TestAnAddressIsExplainedForEverySystem(t *testing.T) {
	k, s := knowledge(t), speaker(t)
	for _, c := range []struct{ text, says string }{
		{"127.0.0.1", "Windows, macOS and Linux"},
		{"127.0.0.2", "On a Mac only 127.0.0.1 does"},
		{"127.255.255.255", "Linux counts this one as a broadcast address"},
		{"::1", "http://[::1]:8080/"},
		{"[::1]:3000", "http://[::1]:3000/"},
		{"0.0.0.0:8000", "http://localhost:8000/"},
		{"127.0.0.0/8", "16,777,216 addresses, from 127.0.0.0 to 127.255.255.255"},
		{"10.0.0.0/8", "16,777,216 addresses"},
		{"fe80::/10", "2^118 addresses"},
		{"::ffff:127.0.0.1", "127.0.0.1 is a loopback address"},
		{"64:ff9b::7f00:1", "127.0.0.1 is a loopback address"},
		{"2002:0a00:0001::", "10.0.0.1 is a private address"},
		{"192.168.1.20", "not a loopback address on any system"},
		{"127.0.0.1:62893", "dynamic ports"},
		{"80", "system ports"},
		{"3000", "registered ports"},
		{"192.0.2.1", "RFC 5737"},
	} {
		got, err := k.Explain(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if said := s.Say(got.Summary) + " " + s.All(got.Facts...); !strings.Contains(said, c.says) {
			t.Errorf("%s: does not say %q: %s", c.text, c.says, said)
		}
	}
}

func FuzzExplain(f *testing.F) {
	for _, m := range messages(f) {
		f.Add(m.text)
	}
	for _, text := range []string{"3000", "::1:8080", "http://[::1]:8080", "127.0.0.0/8", "[", "http://", "\xff\xfe", "a:b:c:1", "0x7f000001"} {
		f.Add(text)
	}
	k, s := knowledge(f), speaker(f)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := k.Explain(text)
		if err != nil {
			return // nothing to explain
		}
		said := s.Say(got.Summary)
		if got.Kind == "" || said == "" || strings.Contains(said, "<no value>") {
			t.Errorf("%q is %q: %q", text, got.Kind, said)
		}
		for _, r := range said + s.All(got.Facts...) + s.Say(got.Next) {
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
				t.Errorf("%q: a control character would reach the screen: %q", text, said)
			}
		}
		if len(got.Targets) > 4 {
			t.Errorf("%q has %d targets", text, len(got.Targets))
		}
		for _, target := range got.Targets {
			again, err := k.Explain(target.String())
			if err != nil || again.Kind == explain.Error && target.Port != 0 {
				t.Errorf("the target %q of %q is not understood: %+v, %v", target, text, again, err)
			}
		}
	})
}

// A long log must not hold a window up: what it costs is looked at with -bench.
func BenchmarkExplainALongLog(b *testing.B) {
	k := knowledge(b)
	log := strings.Repeat("2026-11-20 10:11:12 GET http://localhost:3000/api/items 200 12 ms\n", 2000) +
		"Error: listen EADDRINUSE: address already in use :::3000\n"
	for b.Loop() {
		if got, err := k.Explain(log); err != nil || got.Class != "port-taken" {
			b.Fatalf("got %s, %v", got.Class, err)
		}
	}
}

func BenchmarkReadKnowledge(b *testing.B) {
	for b.Loop() {
		if _, err := explain.Read(assets); err != nil {
			b.Fatal(err)
		}
	}
}
