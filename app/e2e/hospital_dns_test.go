//go:build e2e && linux

package e2e

import (
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/miekg/dns"
)

// dnsServer is a child that plays a DNS server on addressVariable, with the records
// of recordsVariable.
const (
	dnsServer       = "dns-server"
	recordsVariable = "LOCALHOST_DOCTOR_TEST_RECORDS"
	silence         = "silence" // in place of records: it never answers
	cutOff          = "cut off" // before them: no answer fits into UDP
)

// playDNS answers from lines such as "localhost. A 10.0.0.5". A name that begins
// with *. stands for every name under it, "*." for every name; a name without a
// record does not exist.
func playDNS() int {
	records := strings.Split(os.Getenv(recordsVariable), "\n")
	ended := make(chan error)
	for _, address := range strings.Fields(os.Getenv(addressVariable)) {
		socket, err := net.ListenPacket("udp", net.JoinHostPort(address, "53"))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		server := &dns.Server{PacketConn: socket, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, question *dns.Msg) {
			if records[0] == silence {
				return
			}
			answer := answerFrom(records, question)
			if records[0] == cutOff {
				answer.Answer, answer.Truncated = nil, true
			}
			_ = w.WriteMsg(answer) // who has asked may have gone away
		})}
		go func() { ended <- server.ActivateAndServe() }()
		listener, err := net.Listen("tcp", net.JoinHostPort(address, "53"))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		byTCP := &dns.Server{Listener: listener, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, question *dns.Msg) {
			if records[0] != silence {
				_ = w.WriteMsg(answerFrom(records, question)) // who has asked may have gone away
			}
		})}
		go func() { ended <- byTCP.ActivateAndServe() }()
	}
	fmt.Println("ready")
	fmt.Fprintln(os.Stderr, <-ended)
	return 1
}

func answerFrom(records []string, question *dns.Msg) *dns.Msg {
	answer := new(dns.Msg)
	answer.SetReply(question)
	asked := question.Question[0]
	known := false
	for _, record := range records {
		name, rest, _ := strings.Cut(strings.TrimSpace(record), " ")
		under := strings.TrimPrefix(name, "*.")
		isUnder := under != name && (under == "" || dns.IsSubDomain(under, asked.Name)) && !strings.HasSuffix(asked.Name, ".arpa.")
		if name == "" || !strings.EqualFold(name, asked.Name) && !isUnder {
			continue
		}
		known = true
		if rr, err := dns.NewRR(asked.Name + " " + rest); err == nil && rr != nil && rr.Header().Rrtype == asked.Qtype {
			answer.Answer = append(answer.Answer, rr)
		}
	}
	if !known {
		answer.Rcode = dns.RcodeNameError
	}
	return answer
}

// ownDNS is a DNS server on the computer of an illness.
func ownDNS(address string, records ...string) func(testing.TB, *computer) {
	return func(t testing.TB, sick *computer) {
		t.Helper()
		sick.play(t, dnsServer, addressVariable+"="+address, recordsVariable+"="+strings.Join(records, "\n"))
	}
}
