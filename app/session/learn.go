package session

import (
	"context"
	"errors"
	"html"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/practice"
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

// Rehearsal is the practice server, that was started, asked once, and stopped again.
type Rehearsal struct {
	Address string // where it listened: 127.0.0.1 and a free port
	Request string // what it was asked: "GET /hello"
	Answer  string // the title of the page that it answered with
	Took    time.Duration
}

// Rehearse plays server and browser on this computer: it starts the practice server
// on a free port of 127.0.0.1, asks it for a page, and stops it.
func (s *Session) Rehearse(ctx context.Context, speaker *words.Speaker) (Rehearsal, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	done, err := s.rehearse(ctx, speaker)
	return done, s.explain(err, words.T("learn.rehearsal.failed"))
}

func (s *Session) rehearse(ctx context.Context, speaker *words.Speaker) (done Rehearsal, err error) {
	asked := make(chan PracticeRequest, 1)
	server, err := practice.Start(ctx, s.system.Network, PracticeOptions{
		Address: netip.AddrFrom4([4]byte{127, 0, 0, 1}), Speaker: speaker,
		OnRequest: func(r PracticeRequest) {
			select {
			case asked <- r:
			default: // only the first question is shown
			}
		},
	})
	if err != nil {
		return Rehearsal{}, err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	done.Address = server.Address().String()
	client := &http.Client{Transport: &http.Transport{ // no proxy: this computer only
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return s.system.Network.Dial(ctx, "tcp4", address)
		},
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL()+"/hello", nil)
	if err != nil {
		return done, err
	}
	start := time.Now()
	response, err := client.Do(request)
	if err != nil {
		return done, err
	}
	defer response.Body.Close()
	const mostPage = 64 << 10
	page, err := io.ReadAll(io.LimitReader(response.Body, mostPage))
	done.Took, done.Answer = time.Since(start), titleOf(string(page))
	if err == nil {
		first := <-asked
		done.Request = first.Method + " " + first.Path
	}
	return done, err
}

// titleOf is the title of a page of the practice server.
func titleOf(page string) string {
	_, after, _ := strings.Cut(page, "<title>")
	title, _, _ := strings.Cut(after, "</title>")
	return html.UnescapeString(title)
}
