//go:build e2e && linux

package e2e

import (
	"fmt"
	"io"
	"net"
	"os"
)

// Sick servers that a child plays. Both listen on a free port of 127.0.0.1 and say
// which.
const (
	mute      = "mute"      // takes connections and never says a word
	forwarder = "forwarder" // passes them on to a port of another address, as docker-proxy does
)

func playMute() int {
	var kept []net.Conn // or they would be closed when they are forgotten
	return serveEach(func(conn net.Conn) { kept = append(kept, conn) })
}

func playForwarder() int {
	target := net.JoinHostPort(os.Getenv(addressVariable), os.Getenv(portVariable))
	return serveEach(func(conn net.Conn) {
		behind, err := net.Dial("tcp4", target)
		if err != nil {
			_ = conn.Close() // there is nobody to pass it on to
			return
		}
		go func() { _, _ = io.Copy(behind, conn) }()
		go func() {
			_, _ = io.Copy(conn, behind)
			_ = conn.Close()
		}()
	})
}

func serveEach(serve func(net.Conn)) int {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(port)
	for {
		conn, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		serve(conn)
	}
}
