package names

import (
	"errors"
	"net/netip"
	"testing"

	"github.com/miekg/dns"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestServerThatAnswersForNamesThatDoNotExistIsFound(t *testing.T) {
	t.Parallel()
	count := func(addresses ...string) dns.HandlerFunc {
		return func(w dns.ResponseWriter, q *dns.Msg) {
			name := q.Question[0].Name
			var records []string
			for _, a := range addresses {
				records = append(records, name+" 60 IN A "+a)
			}
			rcode := dns.RcodeSuccess
			if len(records) == 0 {
				rcode = dns.RcodeNameError
			}
			reply(w, q, rcode, records...)
		}
	}
	onlyInvalid := func(w dns.ResponseWriter, q *dns.Msg) {
		if name := q.Question[0].Name; dns.IsSubDomain("invalid.", name) {
			reply(w, q, dns.RcodeSuccess, name+" 60 IN A 203.0.113.9")
			return
		}
		reply(w, q, dns.RcodeNameError)
	}
	tests := []struct {
		name    string
		handler dns.HandlerFunc
		want    string
	}{
		{"no such name", count(), ""},
		{"one page for everything", count("203.0.113.9"), "203.0.113.9"},
		{"only one of them", onlyInvalid, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := JudgeRandom(AskRandom(t.Context(), NewAsker(network), serve(t, test.handler)))
			got := ""
			if len(found.Address) > 0 {
				got = found.Address[0].String()
			}
			if got != test.want || !found.Answered || (found.Name != "") != (test.want != "") {
				t.Errorf("got %+v, want %q", found, test.want)
			}
		})
	}
}

func TestServerThatIsSilentHijacksNothing(t *testing.T) {
	t.Parallel()
	found := JudgeRandom([]Reply{{Err: platform.ErrTimeout}, {Err: platform.ErrTimeout}, {Answer: Answer{Rcode: "NXDOMAIN"}}})
	if found.Answered || len(found.Address) > 0 {
		t.Errorf("got %+v", found)
	}
}

func TestMadeUpNamesAreNeverTheSame(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		for _, q := range RandomQuestions() {
			if seen[q.Name] || !isAllowed(q) {
				t.Fatalf("%+v: repeated or not allowed", q)
			}
			seen[q.Name] = true
		}
	}
}

func TestNamesThatOnlyLookMadeUpAreNotAsked(t *testing.T) {
	t.Parallel()
	c := fake.New()
	asker := NewAsker(c.System().Network)
	for _, name := range []string{"example.com.", "abcdefghijkl.org.", "abcdefghijkl.com", "www.abcdefghijkl.com.", "abcdefghijk1.com."} {
		if _, err := asker.Ask(t.Context(), netip.MustParseAddrPort("127.0.0.1:53"), Question{name, A}); !errors.Is(err, ErrNotAllowed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if calls := c.Calls(); len(calls) > 0 {
		t.Errorf("something was sent: %v", calls)
	}
}
