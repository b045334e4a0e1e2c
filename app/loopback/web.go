package loopback

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// maxHeader is the most that a server may answer before its page, in bytes. The
// page itself is not read.
const maxHeader = 64 << 10

// tlsProbe is how long it may take to find out that a program which did not
// understand plain http speaks https; on this computer it takes milliseconds.
const tlsProbe = time.Second

// webAnswer is what the web stages found.
type webAnswer struct {
	asked       bool
	status      int  // the HTTP status; 0 when there was none
	otherScheme bool // it answers https where http was asked for, or the other way round
	notWeb      bool // it answers, and not in HTTP
	closed      bool // it closes the connection without an answer
	silent      bool // it takes the connection and the request, and says nothing
}

// askWeb asks the program at addr for a page over conn, which it closes.
func (t *test) askWeb(ctx context.Context, addr netip.Addr, conn net.Conn) {
	if !t.target.speaksWeb() {
		conn.Close()
		t.steps[TLS].Detail = words.T("loopback.not-web")
		t.steps[HTTP].Detail = words.T("loopback.not-web")
		return
	}
	t.web.asked = true
	if t.target.wantsTLS() {
		t.askEncrypted(ctx, addr, conn)
		return
	}
	status, err := t.get(ctx, "http", addr, conn)
	t.web.judge(ctx, t.env.Network, status, err)
	t.noteHTTP(ctx, err)
	t.steps[TLS].Detail = words.T("loopback.tls-not-asked")
	// A server for https answers plain text with 400, an alert, or by hanging up.
	if status != http.StatusBadRequest && (err == nil || t.web.silent) {
		return
	}
	probing, cancel := context.WithTimeout(ctx, tlsProbe)
	defer cancel()
	if t.handshake(probing, addr, nil) == nil {
		t.web.otherScheme = true
		t.steps[HTTP].Status = Failed
		t.steps[HTTP].Detail = words.T("loopback.http-wants-https")
		return
	}
	*t.steps[TLS] = Step{Stage: TLS, Status: Skipped, Detail: words.T("loopback.tls-not-asked")}
}

func (t *test) askEncrypted(ctx context.Context, addr netip.Addr, conn net.Conn) {
	// Half of the time is for finding out whether plain http would have worked.
	half, cancel := withHalf(ctx)
	defer cancel()
	tlsErr := t.handshake(half, addr, conn)
	if tlsErr != nil {
		status, err := t.get(ctx, "http", addr, nil)
		t.web.judge(ctx, t.env.Network, status, tlsErr)
		t.web.otherScheme = err == nil && status != 0
		t.steps[HTTP].Detail = words.T("loopback.https-failed-before")
		if t.web.otherScheme {
			t.steps[HTTP].Detail = words.T("loopback.https-wants-http")
		}
		return
	}
	status, err := t.get(ctx, "https", addr, nil)
	t.web.judge(ctx, t.env.Network, status, err)
	t.noteHTTP(ctx, err)
}

func withHalf(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Until(deadline)/2)
}

// judge reads the outcome of one request.
func (w *webAnswer) judge(ctx context.Context, network platform.Network, status int, err error) {
	w.status = status
	if err == nil {
		return
	}
	err = classed(ctx, network, err)
	switch {
	case errors.Is(err, platform.ErrTimeout), errors.Is(err, os.ErrDeadlineExceeded):
		w.silent = true
	case errors.Is(err, platform.ErrReset), strings.Contains(err.Error(), "server closed"):
		w.closed = true
	default:
		w.notWeb = true
	}
}

func (t *test) noteHTTP(ctx context.Context, err error) {
	step := t.steps[HTTP]
	switch {
	case err == nil:
		step.Status = OK
		step.Detail = words.T("loopback.http-status", "Status", t.web.status, "Meaning", http.StatusText(t.web.status))
	case t.web.silent:
		step.Status, step.Detail = Timeout, words.T("loopback.http-silent")
	case t.web.closed:
		step.Status, step.Detail = Reset, words.T("loopback.http-closed")
	default:
		step.Status, step.Detail = Failed, words.T("loopback.http-not-web", "Error", classed(ctx, t.env.Network, err).Error())
	}
}

// get asks for the page at addr itself: no proxy, no redirect, no second address.
// It uses conn for it if not nil.
func (t *test) get(ctx context.Context, scheme string, addr netip.Addr, conn net.Conn) (status int, err error) {
	step := t.steps[HTTP]
	step.Target = scheme + "://" + t.target.Address() + t.target.Path
	dialer := &pinned{network: t.env.Network, address: t.address(addr), first: conn}
	defer dialer.close()
	transport := &http.Transport{
		DialContext:            dialer.dial,
		TLSClientConfig:        t.tlsConfig(),
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: maxHeader,
	}
	defer transport.CloseIdleConnections()
	start := time.Now()
	defer func() { step.Took = time.Since(start) }()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, step.Target, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("User-Agent", "localhost-doctor")
	response, err := transport.RoundTrip(request)
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

// pinned dials one address, whatever it is asked for.
type pinned struct {
	network platform.Network
	address string

	mu    sync.Mutex
	first net.Conn // an open connection to use before dialling
}

func (p *pinned) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	p.mu.Lock()
	conn := p.first
	p.first = nil
	p.mu.Unlock()
	if conn != nil {
		return conn, nil
	}
	network := "tcp4"
	if p.address[0] == '[' {
		network = "tcp6"
	}
	return p.network.Dial(ctx, network, p.address)
}

func (p *pinned) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.first != nil {
		p.first.Close()
	}
}
