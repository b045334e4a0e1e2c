//go:build linux || darwin

package native

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"

	"golang.org/x/net/icmp"
	"golang.org/x/net/ipv4"
	"golang.org/x/net/ipv6"

	"localhostdoctor/platform"
)

// The protocol numbers of ICMP (IANA "Assigned Internet Protocol Numbers").
const (
	protocolICMP   = 1
	protocolICMPv6 = 58
)

// Ping implements platform.Pinger.
func (p pinger) Ping(ctx context.Context, address netip.Addr) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, pingLimit)
	defer cancel()
	took, err := echo(ctx, address.Unmap())
	if errors.Is(err, platform.ErrNeedsAdmin) {
		took, err = p.instead(ctx, address.Unmap(), err)
	}
	if err != nil {
		return 0, fmt.Errorf("pinging %s: %w", address, err)
	}
	return took, nil
}

// echo uses a datagram socket for ICMP, which needs no privilege (icmp(7) on
// Linux, where net.ipv4.ping_group_range says who may; icmp(4) on macOS).
func echo(ctx context.Context, address netip.Addr) (time.Duration, error) {
	network, local := "udp4", "0.0.0.0"
	if address.Is6() {
		network, local = "udp6", "::"
	}
	socket, err := icmp.ListenPacket(network, local)
	switch {
	case errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return 0, fmt.Errorf("%w: %w", platform.ErrNeedsAdmin, err)
	case err != nil:
		return 0, err
	}
	stop := context.AfterFunc(ctx, func() {
		_ = socket.SetDeadline(time.Now()) // fails only on a closed socket, which nobody reads
	})
	took, err := exchange(socket, address)
	stop()
	err = errors.Join(err, socket.Close())
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded) && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return 0, fmt.Errorf("%w: %w", platform.ErrTimeout, ctx.Err())
	case errors.Is(err, os.ErrDeadlineExceeded) && ctx.Err() != nil:
		return 0, ctx.Err()
	}
	return took, err
}

// exchange sends one request and waits for its answer. The identifier cannot tell
// answers apart, as Linux replaces it: the sequence number and 16 random bytes do.
func exchange(socket *icmp.PacketConn, address netip.Addr) (time.Duration, error) {
	nonce := make([]byte, 16)
	if _, err := rand.Read(nonce); err != nil {
		return 0, err
	}
	request := icmp.Message{Type: ipv4.ICMPTypeEcho, Body: &icmp.Echo{ID: os.Getpid() & 0xffff, Seq: 1, Data: nonce}}
	protocol := protocolICMP
	if address.Is6() {
		request.Type, protocol = ipv6.ICMPTypeEchoRequest, protocolICMPv6
	}
	packet, err := request.Marshal(nil)
	if err != nil {
		return 0, err
	}
	started := time.Now()
	target := &net.UDPAddr{IP: address.AsSlice(), Zone: address.Zone()}
	if _, err := socket.WriteTo(packet, target); err != nil {
		return 0, err
	}
	buffer := make([]byte, 1500)
	for {
		n, _, err := socket.ReadFrom(buffer)
		if err != nil {
			return 0, err
		}
		if isAnswer(protocol, buffer[:n], nonce) {
			return time.Since(started), nil
		}
	}
}

// isAnswer tells whether packet answers the request with that nonce. On macOS the
// socket also sees the request itself and other programs' answers.
func isAnswer(protocol int, packet, nonce []byte) bool {
	message, err := icmp.ParseMessage(protocol, packet)
	if err != nil {
		return false
	}
	answer, ok := message.Body.(*icmp.Echo)
	isReply := message.Type == ipv4.ICMPTypeEchoReply || message.Type == ipv6.ICMPTypeEchoReply
	return ok && isReply && answer.Seq == 1 && bytes.Equal(answer.Data, nonce)
}
