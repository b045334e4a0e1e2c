package loopback

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"localhostdoctor/platform"
)

// ErrSomeoneElse means that what came back from a loopback address is not what
// was sent there: another program stands in between.
var ErrSomeoneElse = errors.New("somebody else answered")

// nonceLength makes a wrong echo by chance impossible.
const nonceLength = 32

// RoundTrip lets this computer talk to itself: it listens on a free port of host,
// an address literal, sends random bytes there over network (tcp4, tcp6, udp4,
// udp6) and expects them back. It returns how long connecting and the echo took.
// Errors wrap the class that network gives them, or ErrSomeoneElse.
func RoundTrip(ctx context.Context, network platform.Network, protocol, host string) (time.Duration, error) {
	nonce := make([]byte, nonceLength)
	if _, err := rand.Read(nonce); err != nil {
		return 0, fmt.Errorf("making a nonce: %w", err)
	}
	var took time.Duration
	var err error
	if strings.HasPrefix(protocol, "udp") {
		took, err = packetTrip(ctx, network, protocol, host, nonce)
	} else {
		took, err = streamTrip(ctx, network, protocol, host, nonce)
	}
	if err != nil {
		return 0, fmt.Errorf("%s round trip on %s: %w", protocol, host, classed(ctx, network, err))
	}
	return took, nil
}

// classed adds the class of a socket error to it.
func classed(ctx context.Context, network platform.Network, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	class := network.Class(err)
	if class == nil && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) {
		class = platform.ErrReset
	}
	if class == nil && ctx.Err() != nil {
		class = platform.ErrTimeout
	}
	if class == nil || errors.Is(err, class) {
		return err
	}
	return fmt.Errorf("%w: %w", class, err)
}

func streamTrip(ctx context.Context, network platform.Network, protocol, host string, nonce []byte) (time.Duration, error) {
	listener, err := network.Listen(ctx, protocol, net.JoinHostPort(host, "0"))
	if err != nil {
		return 0, err
	}
	echoing, stopEcho := context.WithCancel(ctx)
	echoed := make(chan struct{})
	go func() {
		defer close(echoed)
		echoStreams(echoing, listener)
	}()
	defer func() {
		stopEcho()
		listener.Close()
		<-echoed
	}()
	start := time.Now()
	conn, err := network.Dial(ctx, protocol, listener.Addr().String())
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	stop := closeWhenDone(ctx, conn)
	defer stop()
	if _, err := conn.Write(nonce); err != nil {
		return 0, err
	}
	answer := make([]byte, len(nonce))
	if _, err := io.ReadFull(conn, answer); err != nil {
		return 0, err
	}
	took := time.Since(start)
	return took, same(nonce, answer)
}

// echoStreams answers every connection, because another program of this computer
// may come first. Errors show as a failed reading on the other end.
func echoStreams(ctx context.Context, listener net.Listener) {
	var answering sync.WaitGroup
	defer answering.Wait()
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		answering.Go(func() {
			defer conn.Close()
			stop := closeWhenDone(ctx, conn)
			defer stop()
			_, _ = io.CopyN(conn, conn, nonceLength)
		})
	}
}

func packetTrip(ctx context.Context, network platform.Network, protocol, host string, nonce []byte) (time.Duration, error) {
	server, err := network.ListenPacket(ctx, protocol, net.JoinHostPort(host, "0"))
	if err != nil {
		return 0, err
	}
	echoed := make(chan struct{})
	go func() {
		defer close(echoed)
		echoPackets(server, nonce)
	}()
	defer func() {
		server.Close()
		<-echoed
	}()
	start := time.Now()
	conn, err := network.Dial(ctx, protocol, server.LocalAddr().String())
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	stop := closeWhenDone(ctx, conn)
	defer stop()
	if _, err := conn.Write(nonce); err != nil {
		return 0, err
	}
	answer := make([]byte, 2*len(nonce))
	n, err := conn.Read(answer)
	if err != nil {
		return 0, err
	}
	took := time.Since(start)
	return took, same(nonce, answer[:n])
}

// echoPackets sends the nonce back until the socket is closed; anybody on this
// computer may send to the port, so packets that are not the nonce are let be.
func echoPackets(server net.PacketConn, nonce []byte) {
	packet := make([]byte, 2*len(nonce))
	for {
		n, from, err := server.ReadFrom(packet)
		if err != nil {
			return
		}
		if bytes.Equal(packet[:n], nonce) {
			_, _ = server.WriteTo(packet[:n], from)
		}
	}
}

// closeWhenDone ends everything that conn is waiting for when ctx ends.
func closeWhenDone(ctx context.Context, conn net.Conn) (stop func() bool) {
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(deadline)
	}
	return context.AfterFunc(ctx, func() { conn.Close() })
}

func same(sent, received []byte) error {
	if !bytes.Equal(sent, received) {
		return ErrSomeoneElse
	}
	return nil
}
