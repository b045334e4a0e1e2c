package session

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"time"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/words"
)

// Trip is one message of this computer to itself.
type Trip struct {
	Protocol string // tcp4, tcp6, udp4, udp6
	Address  string
	Took     time.Duration
	Err      error // a *words.Failure when it did not come back
}

// RoundTrips lets this computer talk to itself over TCP and UDP, on 127.0.0.1 and
// on ::1. The only error is that of ctx.
func (s *Session) RoundTrips(ctx context.Context) ([]Trip, error) {
	trips := []Trip{
		{Protocol: "tcp4", Address: "127.0.0.1"},
		{Protocol: "udp4", Address: "127.0.0.1"},
		{Protocol: "tcp6", Address: "::1"},
		{Protocol: "udp6", Address: "::1"},
	}
	for i := range trips {
		one, cancel := context.WithTimeout(ctx, time.Second)
		took, err := loopback.RoundTrip(one, s.system.Network, trips[i].Protocol, trips[i].Address)
		cancel()
		trips[i].Took, trips[i].Err = took, s.explain(err, words.T("learn.trip.failed", "Address", trips[i].Address))
	}
	return trips, s.explain(ctx.Err(), words.T("learn.try.failed"))
}

// OwnAddress is an address of this computer and what kind it is.
type OwnAddress struct {
	Address  netip.Addr
	On       string // the network interface
	Loopback bool
	Meaning  words.Text
}

// Addresses lists the addresses of this computer.
func (s *Session) Addresses(ctx context.Context) ([]OwnAddress, error) {
	failed := words.T("learn.try.failed")
	interfaces, err := s.system.Interfaces.All(ctx)
	if err != nil {
		return nil, s.explain(err, failed)
	}
	known, err := s.meanings()
	if err != nil {
		return nil, s.explain(err, failed)
	}
	var all []OwnAddress
	for _, i := range interfaces {
		for _, p := range i.Addresses {
			if !i.Up {
				continue
			}
			kind, _ := known.KindOf(p.Addr())
			all = append(all, OwnAddress{
				Address: p.Addr(), On: i.Name, Loopback: i.Loopback,
				Meaning: words.Named("explain.address.", kind, "Address", p.Addr().String()),
			})
		}
	}
	return all, nil
}

// Rehearsal is a web server that was started, asked once, and stopped again.
type Rehearsal struct {
	Address string // where it listened: 127.0.0.1 and a free port
	Request string // what it was asked: "GET /hello HTTP/1.1"
	Answer  string // what it answered
	Took    time.Duration
}

// Rehearse plays server and browser on this computer: it starts a web server on a
// free port of 127.0.0.1, asks it for a page, and stops it.
func (s *Session) Rehearse(ctx context.Context) (Rehearsal, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	done, err := s.rehearse(ctx)
	return done, s.explain(err, words.T("learn.rehearsal.failed"))
}

func (s *Session) rehearse(ctx context.Context) (Rehearsal, error) {
	listener, err := s.system.Network.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return Rehearsal{}, fmt.Errorf("listening on 127.0.0.1: %w", err)
	}
	done := Rehearsal{Address: listener.Addr().String()}
	const hello = "Hello from this computer."
	asked := make(chan string, 1)
	server := &http.Server{
		ReadHeaderTimeout: time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case asked <- r.Method + " " + r.URL.Path + " " + r.Proto:
			default: // only the first question is shown
			}
			_, _ = io.WriteString(w, hello) // who asked may have gone
		}),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	defer func() {
		server.Close() //nolint:errcheck // it only closes the listener, which is waited for
		<-served
	}()
	client := &http.Client{Transport: &http.Transport{ // no proxy: this computer only
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return s.system.Network.Dial(ctx, "tcp4", address)
		},
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+done.Address+"/hello", nil)
	if err != nil {
		return done, err
	}
	start := time.Now()
	response, err := client.Do(request)
	if err != nil {
		return done, err
	}
	defer response.Body.Close()
	page, err := io.ReadAll(io.LimitReader(response.Body, 1024))
	done.Took, done.Answer = time.Since(start), string(page)
	if err == nil {
		done.Request = <-asked
	}
	return done, err
}
