// Package practice is a small web server by which a learner sees localhost work:
// it shows every request that it gets, and answers with a page that shows it too.
package practice

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// UsualPort is where the server listens when no port is named.
const UsualPort = 62893

// Options say how the server is run.
type Options struct {
	Address netip.Addr // the only address that it listens on
	Port    uint16     // 0: any that is free
	Speaker *words.Speaker
	// OnRequest, if not nil, is called with each request, one at a time.
	OnRequest func(Request)
}

// Request is one request that the server got.
type Request struct {
	Time   time.Time
	Method string
	Path   string // with the query
	Host   string // the name that was asked for
	From   string // the other end of the connection
	Agent  string // what the client calls itself; empty when it does not say
	Status int    // what it was answered
}

// Server is a running practice server.
type Server struct {
	address netip.AddrPort
	http    *http.Server
	ended   chan error
	options Options

	mu    sync.Mutex
	count int
}

// The times that a client may take. What a learner sends is small.
const (
	headerTime = 5 * time.Second
	answerTime = 10 * time.Second
	idleTime   = 30 * time.Second
	maxHeader  = 64 << 10
)

// Start listens and answers until Close is called. Its errors wrap the class that
// network gives them: platform.ErrAddressInUse, ErrDenied, ErrAddressNotHere.
func Start(ctx context.Context, network platform.Network, options Options) (*Server, error) {
	protocol := "tcp6"
	if options.Address.Is4() {
		protocol = "tcp4"
	}
	listener, err := network.Listen(ctx, protocol, netip.AddrPortFrom(options.Address, options.Port).String())
	if err != nil {
		if class := network.Class(err); class != nil && !errors.Is(err, class) {
			err = fmt.Errorf("%w: %w", class, err)
		}
		return nil, fmt.Errorf("starting the practice server: %w", err)
	}
	at, err := netip.ParseAddrPort(listener.Addr().String())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("starting the practice server: %w", err), listener.Close())
	}
	s := &Server{address: at, ended: make(chan error, 1), options: options}
	s.http = &http.Server{
		Handler:           http.HandlerFunc(s.answer),
		ReadHeaderTimeout: headerTime, ReadTimeout: answerTime, WriteTimeout: answerTime, IdleTimeout: idleTime,
		MaxHeaderBytes: maxHeader,
	}
	go func() { s.ended <- s.http.Serve(listener) }()
	return s, nil
}

// Address is where the server listens.
func (s *Server) Address() netip.AddrPort { return s.address }

// URL is what to open in a browser on this computer.
func (s *Server) URL() string {
	at := s.address
	switch {
	case at.Addr().IsUnspecified() && at.Addr().Is4():
		at = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), at.Port())
	case at.Addr().IsUnspecified():
		at = netip.AddrPortFrom(netip.IPv6Loopback(), at.Port())
	}
	return "http://" + at.String()
}

// Exposed reports whether other computers can reach the server.
func (s *Server) Exposed() bool { return !s.address.Addr().IsLoopback() }

// Requests is how many there were so far.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

// Close stops the server at once and returns when nothing listens any more.
func (s *Server) Close() error {
	err := s.http.Close()
	if ended := <-s.ended; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	s.ended <- http.ErrServerClosed // for a second Close
	if err != nil {
		return fmt.Errorf("stopping the practice server: %w", err)
	}
	return nil
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	if !s.allowed(r.Host) {
		status = http.StatusForbidden
	}
	s.tell(Request{
		Time: time.Now(), Method: r.Method, Path: r.URL.RequestURI(), Host: r.Host,
		From: r.RemoteAddr, Agent: r.UserAgent(), Status: status,
	})
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// Who has asked may have gone away: there is nobody to tell that.
	_ = s.write(w, r, status)
}

func (s *Server) tell(r Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	if s.options.OnRequest != nil {
		s.options.OnRequest(r)
	}
}

// allowed reports whether the name that was asked for is one of this computer. A
// web site can let its own name lead to 127.0.0.1 (DNS rebinding) and would then
// read what is answered here; it cannot do that with localhost or an address.
func (s *Server) allowed(host string) bool {
	name := host
	if h, port, err := net.SplitHostPort(host); err == nil {
		if port != strconv.Itoa(int(s.address.Port())) {
			return false
		}
		name = h
	}
	return isOwnName(name)
}
