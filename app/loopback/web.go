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
	page        page
	complaint   words.Text // why browsers warn of its certificate; zero when they do not
	otherScheme bool       // it answers https where http was asked for, or the other way round
	notWeb      bool       // it answers, and not in HTTP
	closed      bool       // it closes the connection without an answer
	silent      bool       // it takes the connection and the request, and says nothing
	hostRefused string     // the name that it takes instead of the one in the address
}

// askWeb asks the program at addr for a page over conn, which it closes.
func (t *test) askWeb(ctx context.Context, addr netip.Addr, conn net.Conn) {
	t.web.asked = true
	if t.target.wantsTLS() {
		t.askEncrypted(ctx, addr, conn)
		return
	}
	// Some of the time is for finding out whether https would have worked.
	most, cancel := withMost(ctx)
	answer, err := t.get(most, "http", addr, conn)
	t.web.judge(most, t.env.Network, answer, err)
	cancel()
	t.noteHTTP(ctx, err)
	t.steps[TLS].Detail = words.T("loopback.tls-not-asked")
	if t.web.notWeb {
		t.listenTo(ctx, addr)
	}
	// A server for https answers plain text with 400, an alert, or by hanging up;
	// some wait for the rest of what they take for a record.
	if answer.status != http.StatusBadRequest && err == nil {
		t.askWithOtherName(ctx, "http", addr)
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
	t.askWithOtherName(ctx, "http", addr)
}

// listenTo hears what a program that is no web server says first.
func (t *test) listenTo(ctx context.Context, addr netip.Addr) {
	dialer := &pinned{network: t.env.Network, address: t.address(addr)}
	conn, err := dialer.dial(ctx, "", "")
	if err != nil {
		t.steps[Greeting].Status, t.steps[Greeting].Detail = t.classify(ctx, err)
		return
	}
	t.greet(ctx, conn)
}

func (t *test) askEncrypted(ctx context.Context, addr netip.Addr, conn net.Conn) {
	// Half of the time is for finding out whether plain http would have worked.
	half, cancel := withHalf(ctx)
	defer cancel()
	tlsErr := t.handshake(half, addr, conn)
	if tlsErr != nil {
		answer, err := t.get(ctx, "http", addr, nil)
		t.web.judge(half, t.env.Network, answer, tlsErr)
		t.web.otherScheme = err == nil && answer.status != 0
		t.steps[HTTP].Detail = words.T("loopback.https-failed-before")
		if t.web.otherScheme {
			t.steps[HTTP].Detail = words.T("loopback.https-wants-http")
		}
		return
	}
	answer, err := t.get(ctx, "https", addr, nil)
	t.web.judge(ctx, t.env.Network, answer, err)
	t.noteHTTP(ctx, err)
	if err == nil {
		t.askWithOtherName(ctx, "https", addr)
	}
}

func withHalf(ctx context.Context) (context.Context, context.CancelFunc) { return withPart(ctx, 2) }

// withMost leaves a quarter of the time.
func withMost(ctx context.Context) (context.Context, context.CancelFunc) { return withPart(ctx, 4) }

// withPart ends when all but a part, one half or one quarter, of ctx's time is over.
func withPart(ctx context.Context, part time.Duration) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	left := time.Until(deadline)
	return context.WithTimeout(ctx, left-left/part)
}

// judge reads the outcome of one request.
func (w *webAnswer) judge(ctx context.Context, network platform.Network, answer page, err error) {
	w.page = answer
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
		step.Status, step.Detail = OK, t.web.page.said()
		if t.web.page.circle || t.web.page.status >= http.StatusBadRequest {
			step.Status = Failed
		}
	case t.web.silent:
		step.Status, step.Detail = Timeout, words.T("loopback.http-silent")
	case t.web.closed:
		step.Status, step.Detail = Reset, words.T("loopback.http-closed")
	default:
		step.Status, step.Detail = Failed, words.T("loopback.http-not-web", "Error", classed(ctx, t.env.Network, err).Error())
	}
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

// transport speaks HTTP/1.1 to whatever dialer dials, without a proxy.
func (t *test) transport(dialer *pinned) *http.Transport {
	return &http.Transport{
		DialContext:            dialer.dial,
		TLSClientConfig:        t.tlsConfig(),
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: maxHeader,
	}
}
