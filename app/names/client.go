package names

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"github.com/miekg/dns"

	"localhostdoctor/platform"
)

const (
	// patience is how long one question may take, over UDP and then over TCP when the
	// answer did not fit. A check-up with silent servers has to be over in 1.5 s, with
	// everything that comes before and after; servers that answer need milliseconds,
	// those of a slow line some hundred.
	patience = 1100 * time.Millisecond
	// sends is how often the question is sent in that time: a packet can get lost.
	sends = 2
	// udpSize is what fits through every network without being cut up:
	// www.dnsflagday.net/2020.
	udpSize = 1232
)

type client struct{ network platform.Network }

// NewAsker returns an Asker that asks over network: UDP, and TCP when an answer
// was cut off.
func NewAsker(network platform.Network) Asker { return client{network} }

// Ask puts one question to server.
func (c client) Ask(ctx context.Context, server netip.AddrPort, question Question) (Answer, error) {
	if !isAllowed(question) {
		return Answer{}, fmt.Errorf("asking for %s %s: %w", question.Name, question.Type, ErrNotAllowed)
	}
	server = netip.AddrPortFrom(server.Addr().Unmap(), server.Port())
	message := new(dns.Msg).SetQuestion(question.Name, dns.StringToType[string(question.Type)])
	message.SetEdns0(udpSize, false)
	start := time.Now()
	ctx, cancel := context.WithDeadline(ctx, start.Add(patience))
	defer cancel()
	reply, err := c.overUDP(ctx, server, message)
	truncated := err == nil && reply.Truncated
	if truncated {
		reply, err = c.overTCP(ctx, server, message)
	}
	if err != nil {
		return Answer{}, fmt.Errorf("asking %s for %s %s: %w", server, question.Name, question.Type, c.classed(ctx, err))
	}
	answer := read(reply)
	answer.Truncated = truncated
	answer.Took = time.Since(start)
	return answer, nil
}

func (c client) overUDP(ctx context.Context, server netip.AddrPort, message *dns.Msg) (*dns.Msg, error) {
	conn, err := c.network.Dial(ctx, protocol("udp", server), server.String())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	talk := &dns.Conn{Conn: conn, UDPSize: udpSize}
	for range sends {
		if err := talk.WriteMsg(message); err != nil {
			return nil, err
		}
		if err := conn.SetReadDeadline(time.Now().Add(patience / sends)); err != nil {
			return nil, err
		}
		reply, err := receive(talk, message)
		if reply != nil || !isTimeout(err) || ctx.Err() != nil {
			return reply, err
		}
	}
	return nil, platform.ErrTimeout
}

// receive takes the first message that answers the question; a late answer to
// another question may come before it.
func receive(talk *dns.Conn, message *dns.Msg) (*dns.Msg, error) {
	for {
		reply, err := talk.ReadMsg()
		if err != nil {
			return nil, readable(err)
		}
		if reply.Id == message.Id && reply.Response {
			return reply, nil
		}
	}
}

// readable tells a message that makes no sense from one that did not come.
func readable(err error) error {
	var network net.Error
	if errors.As(err, &network) || errors.Is(err, net.ErrClosed) {
		return err
	}
	var wrong *dns.Error
	if errors.As(err, &wrong) {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return err
}

func (c client) overTCP(ctx context.Context, server netip.AddrPort, message *dns.Msg) (*dns.Msg, error) {
	conn, err := c.network.Dial(ctx, protocol("tcp", server), server.String())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	talk := &dns.Conn{Conn: conn}
	if err := talk.WriteMsg(message); err != nil {
		return nil, err
	}
	return receive(talk, message)
}

// classed adds the class of a socket error to it.
func (c client) classed(ctx context.Context, err error) error {
	class := c.network.Class(err)
	if class == nil && (isTimeout(err) || ctx.Err() != nil || errors.Is(err, net.ErrClosed)) {
		class = platform.ErrTimeout
	}
	if class == nil || errors.Is(err, class) {
		return err
	}
	return fmt.Errorf("%w: %w", class, err)
}

func isTimeout(err error) bool {
	var network net.Error
	return errors.As(err, &network) && network.Timeout()
}

func protocol(transport string, server netip.AddrPort) string {
	if server.Addr().Is4() {
		return transport + "4"
	}
	return transport + "6"
}

func read(reply *dns.Msg) Answer {
	answer := Answer{Rcode: dns.RcodeToString[reply.Rcode]}
	for _, record := range reply.Answer {
		switch r := record.(type) {
		case *dns.A:
			if addr, ok := netip.AddrFromSlice(r.A.To4()); ok {
				answer.Addresses = append(answer.Addresses, addr)
			}
		case *dns.AAAA:
			if addr, ok := netip.AddrFromSlice(r.AAAA); ok {
				answer.Addresses = append(answer.Addresses, addr)
			}
		case *dns.PTR:
			answer.Names = append(answer.Names, dns.CanonicalName(r.Ptr))
		}
	}
	return answer
}
