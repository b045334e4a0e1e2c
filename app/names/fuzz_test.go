package names

import (
	"net/netip"
	"testing"

	"github.com/miekg/dns"
)

// FuzzAnswersOfStrangers: whatever a DNS server sends is read without falling, and
// what is read of it are addresses.
func FuzzAnswersOfStrangers(f *testing.F) {
	for _, record := range []string{"localhost. 60 IN A 192.0.2.1", "localhost. 60 IN AAAA ::1", "1.0.0.127.in-addr.arpa. 60 IN PTR evil."} {
		rr, err := dns.NewRR(record)
		if err != nil {
			f.Fatal(err)
		}
		m := new(dns.Msg)
		m.SetQuestion(rr.Header().Name, rr.Header().Rrtype)
		m.Answer = []dns.RR{rr}
		packed, err := m.Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(packed)
	}
	f.Fuzz(func(t *testing.T, packet []byte) {
		m := new(dns.Msg)
		if m.Unpack(packet) != nil {
			return
		}
		answer := read(m)
		for _, q := range Questions() {
			Judge([]Reply{{Question: q, Answer: answer}})
		}
		for _, a := range answer.Addresses {
			if a == (netip.Addr{}) {
				t.Fatalf("an address that is none, of %v", m)
			}
		}
	})
}
