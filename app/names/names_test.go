package names

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/miekg/dns"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

var network = fake.New().System().Network

// serve runs a DNS server on UDP and TCP of one loopback port until the test ends.
func serve(t *testing.T, handler dns.HandlerFunc) netip.AddrPort {
	t.Helper()
	packets, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := netip.MustParseAddrPort(packets.LocalAddr().String())
	listener, err := net.Listen("tcp4", at.String())
	if err != nil {
		packets.Close()
		t.Skip("the port of the UDP server is taken on TCP: ", err)
	}
	for _, server := range []*dns.Server{{PacketConn: packets, Handler: handler}, {Listener: listener, Handler: handler}} {
		started := make(chan struct{})
		server.NotifyStartedFunc = func() { close(started) }
		ended := make(chan error, 1)
		go func() { ended <- server.ActivateAndServe() }()
		<-started
		t.Cleanup(func() {
			if err := server.Shutdown(); err != nil {
				t.Error(err)
			}
			<-ended
		})
	}
	return at
}

func reply(w dns.ResponseWriter, q *dns.Msg, rcode int, records ...string) {
	m := new(dns.Msg).SetRcode(q, rcode)
	for _, text := range records {
		record, err := dns.NewRR(text)
		if err != nil {
			panic(err)
		}
		if record.Header().Rrtype == q.Question[0].Qtype {
			m.Answer = append(m.Answer, record)
		}
	}
	_ = w.WriteMsg(m)
}

func TestServersAreJudgedByWhatTheySay(t *testing.T) {
	t.Parallel()
	says := func(rcode int, records ...string) dns.HandlerFunc {
		return func(w dns.ResponseWriter, q *dns.Msg) { reply(w, q, rcode, records...) }
	}
	tests := []struct {
		name    string
		handler dns.HandlerFunc
		state   State
		foreign string
	}{
		{"no such name", says(dns.RcodeNameError), Fine, ""},
		{"loopback", says(dns.RcodeSuccess, "localhost. 60 IN A 127.0.0.1", "localhost. 60 IN AAAA ::1"), Fine, ""},
		{"another loopback address", says(dns.RcodeSuccess, "localhost. 60 IN A 127.0.0.53"), Fine, ""},
		{"a LAN address", says(dns.RcodeSuccess, "localhost. 60 IN A 192.168.1.50"), Lies, "192.168.1.50"},
		{"an IPv6 address", says(dns.RcodeSuccess, "localhost. 60 IN A 127.0.0.1", "localhost. 60 IN AAAA 2001:db8::1"), Lies, "2001:db8::1"},
		{"one right and one wrong", says(dns.RcodeSuccess, "localhost. 60 IN A 127.0.0.1", "localhost. 60 IN A 203.0.113.9"), Lies, "203.0.113.9"},
		{"server failure", says(dns.RcodeServerFailure), Fine, ""},
		{"refused by the server", says(dns.RcodeRefused), Fine, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			j := Judge(AskAll(t.Context(), NewAsker(network), serve(t, test.handler)))
			var foreign string
			if len(j.Foreign) > 0 {
				foreign = j.Foreign[0].String()
			}
			if j.State != test.state || foreign != test.foreign || j.Err != nil {
				t.Errorf("judgement = %+v, want %s %s", j, test.state, test.foreign)
			}
		})
	}
}

func TestNameOfTheLoopbackAddressIsNoted(t *testing.T) {
	t.Parallel()
	at := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		reply(w, q, dns.RcodeSuccess, q.Question[0].Name+" 60 IN PTR Desk.example.")
	})
	if j := Judge(AskAll(t.Context(), NewAsker(network), at)); j.State != Fine || !slices.Equal(j.Names, []string{"desk.example."}) {
		t.Errorf("judgement = %+v", j)
	}
}

func TestDeadServerIsKnownAtOnce(t *testing.T) {
	t.Parallel()
	packets, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := netip.MustParseAddrPort(packets.LocalAddr().String())
	packets.Close()
	start := time.Now()
	j := Judge(AskAll(t.Context(), NewAsker(network), at))
	if j.State != Dead || !errors.Is(j.Err, platform.ErrRefused) || time.Since(start) > patience {
		t.Errorf("after %v: %+v", time.Since(start), j)
	}
}

func TestSilentServerIsGivenUp(t *testing.T) {
	t.Parallel()
	start := time.Now()
	j := Judge(AskAll(t.Context(), NewAsker(network), serve(t, func(dns.ResponseWriter, *dns.Msg) {})))
	if j.State != Silent || !errors.Is(j.Err, platform.ErrTimeout) {
		t.Errorf("judgement = %+v", j)
	}
	if took := time.Since(start); took < patience/2 || took > patience+time.Second {
		t.Errorf("took %v", took)
	}
}

func TestLostPacketIsSentAgain(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 8)
	at := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		asked <- struct{}{}
		if len(asked) > 1 {
			reply(w, q, dns.RcodeNameError)
		}
	})
	answer, err := NewAsker(network).Ask(t.Context(), at, Questions()[0])
	if err != nil || answer.Rcode != "NXDOMAIN" || len(asked) != 2 {
		t.Errorf("%d packets, %+v, %v", len(asked), answer, err)
	}
}

func TestCutOffAnswerIsFetchedOverTCP(t *testing.T) {
	t.Parallel()
	at := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		if _, overUDP := w.RemoteAddr().(*net.UDPAddr); overUDP {
			m := new(dns.Msg).SetReply(q)
			m.Truncated = true
			_ = w.WriteMsg(m)
			return
		}
		reply(w, q, dns.RcodeSuccess, "localhost. 60 IN A 192.168.1.50")
	})
	answer, err := NewAsker(network).Ask(t.Context(), at, Question{"localhost.", A})
	if err != nil || !answer.Truncated || len(answer.Addresses) != 1 {
		t.Errorf("answer = %+v, %v", answer, err)
	}
}

// All that one question costs is waited for once, whatever its way.
func TestOneQuestionHasOneDeadline(t *testing.T) {
	t.Parallel()
	slow := func(after time.Duration) dns.HandlerFunc {
		return func(w dns.ResponseWriter, q *dns.Msg) {
			if _, overUDP := w.RemoteAddr().(*net.UDPAddr); !overUDP {
				return // over TCP it never answers
			}
			time.AfterFunc(after, func() {
				m := new(dns.Msg).SetReply(q)
				m.Truncated = true
				_ = w.WriteMsg(m) // the server may have been shut down
			})
		}
	}
	for _, after := range []time.Duration{0, patience / 3, patience * 3 / 4} {
		start := time.Now()
		_, err := NewAsker(network).Ask(t.Context(), serve(t, slow(after)), Questions()[0])
		if took := time.Since(start); !errors.Is(err, platform.ErrTimeout) || took < patience-after/2 || took > patience+patience/3 {
			t.Errorf("cut off after %v and then silent: %v after %v", after, err, took)
		}
	}
}

func TestGarbageIsNoAnswer(t *testing.T) {
	t.Parallel()
	at := serve(t, func(w dns.ResponseWriter, _ *dns.Msg) { _, _ = w.Write([]byte("garbage!")) })
	replies := AskAll(t.Context(), NewAsker(network), at)
	if j := Judge(replies); j.State != Silent || j.Err == nil {
		t.Errorf("judgement = %+v", j)
	}
}

func TestAnswerToAnotherQuestionIsPassedOver(t *testing.T) {
	t.Parallel()
	at := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		strange := q.Copy()
		strange.Id++
		reply(w, strange, dns.RcodeSuccess, "localhost. 60 IN A 203.0.113.9")
		reply(w, q, dns.RcodeNameError)
	})
	answer, err := NewAsker(network).Ask(t.Context(), at, Question{"localhost.", A})
	if err != nil || answer.Rcode != "NXDOMAIN" || len(answer.Addresses) > 0 {
		t.Errorf("answer = %+v, %v", answer, err)
	}
}

func TestOtherNamesAreNeverAsked(t *testing.T) {
	t.Parallel()
	c := fake.New()
	asker := NewAsker(c.System().Network)
	for _, q := range []Question{{"example.com.", A}, {"localhost.", PTR}, {"localhost", A}, {"1.0.0.127.in-addr.arpa.", A}} {
		if _, err := asker.Ask(t.Context(), netip.MustParseAddrPort("127.0.0.1:53"), q); !errors.Is(err, ErrNotAllowed) {
			t.Errorf("%v: %v", q, err)
		}
	}
	if calls := c.Calls(); len(calls) > 0 {
		t.Errorf("something was sent: %v", calls)
	}
}

func TestStoppedQuestionEndsAtOnce(t *testing.T) {
	t.Parallel()
	at := serve(t, func(dns.ResponseWriter, *dns.Msg) {})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := NewAsker(network).Ask(ctx, at, Questions()[0]); err == nil || time.Since(start) > patience/2 {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
}
