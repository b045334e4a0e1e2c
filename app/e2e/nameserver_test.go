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

// Where the DNS servers of the tests listen: on this computer, where nobody else
// does.
const (
	silentAddress  = "127.255.255.254"
	knowingAddress = "127.255.255.253"
)

// listenDNS takes the DNS port of an address.
func listenDNS(t testing.TB, address string) net.PacketConn {
	t.Helper()
	if os.Geteuid() != 0 {
		lacking(t, "only root may listen on port 53")
	}
	socket, err := net.ListenPacket("udp4", net.JoinHostPort(address, "53"))
	if err != nil {
		t.Fatal(err)
	}
	return socket
}

// silentNameServer is a DNS server that never answers. The channel is closed
// when it has been asked.
func silentNameServer(t testing.TB) <-chan struct{} {
	t.Helper()
	socket := listenDNS(t, silentAddress)
	asked := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		question := make([]byte, 512)
		for first := true; ; first = false {
			if _, _, err := socket.ReadFrom(question); err != nil {
				return // the test is over
			}
			if first {
				close(asked)
			}
		}
	}()
	t.Cleanup(func() {
		if err := socket.Close(); err != nil {
			t.Error(err)
		}
		<-ended
	})
	return asked
}

// knowingNameServer answers for localhost as RFC 6761 section 6.3 wants, and
// knows no other name.
func knowingNameServer(t testing.TB) {
	t.Helper()
	serveDNS(t, knowingAddress, answerLocalhost)
}

// serveDNS runs a DNS server until the test ends.
func serveDNS(t testing.TB, address string, handler dns.HandlerFunc) {
	t.Helper()
	started := make(chan struct{})
	server := &dns.Server{
		PacketConn: listenDNS(t, address), Handler: handler,
		NotifyStartedFunc: func() { close(started) },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.ActivateAndServe() }()
	<-started
	t.Cleanup(func() {
		if err := server.Shutdown(); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// playResolver is knowingNameServer as a child, for a network of its own. It says
// when it is there.
func playResolver() int {
	server := &dns.Server{
		Addr: net.JoinHostPort(knowingAddress, "53"), Net: "udp4", Handler: dns.HandlerFunc(answerLocalhost),
		NotifyStartedFunc: func() { fmt.Println("ready") },
	}
	if err := server.ListenAndServe(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return 1
}

func answerLocalhost(w dns.ResponseWriter, question *dns.Msg) {
	answer := new(dns.Msg)
	answer.SetReply(question)
	name := question.Question[0].Name
	record := ""
	switch of := question.Question[0].Qtype; {
	case of == dns.TypePTR && strings.HasPrefix(name, "1."):
		record = " PTR localhost."
	case !strings.EqualFold(name, "localhost."):
		answer.Rcode = dns.RcodeNameError
	case of == dns.TypeA:
		record = " A 127.0.0.1"
	case of == dns.TypeAAAA:
		record = " AAAA ::1"
	}
	if record != "" {
		known, err := dns.NewRR(name + record)
		if err != nil {
			answer.Rcode = dns.RcodeServerFailure
		} else {
			answer.Answer = append(answer.Answer, known)
		}
	}
	_ = w.WriteMsg(answer) // who has asked may have gone away
}
