package loopback

import (
	"context"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"time"

	"localhostdoctor/app/words"
)

// maxRedirects is how often the way to a page may turn; browsers give up after 20,
// and nothing that works turns half as often.
const maxRedirects = 10

// page is what a server answered to a request; of the page itself nothing is read.
type page struct {
	status   int
	server   string // what it calls itself; empty when it does not say
	location string // where it sends the browser instead; empty for nowhere
	turns    int    // redirects on this address that led here
	circle   bool   // they never end
	https    bool   // it asks browsers to use https from now on (RFC 6797)
}

// said describes the answer.
func (p page) said() words.Text {
	all := []words.Text{words.T("loopback.http-status", "Status", p.status, "Meaning", http.StatusText(p.status))}
	if p.server != "" {
		all = append(all, words.T("loopback.http-server", "Server", p.server))
	}
	switch {
	case p.circle:
		all = append(all, words.T("loopback.http-circle", "Count", p.turns))
	case p.location != "":
		all = append(all, words.T("loopback.http-redirect", "URL", p.location))
	case p.turns > 0:
		all = append(all, words.T("loopback.http-turns", "Count", p.turns))
	}
	return words.Sentences(all...)
}

// get asks for the page at addr itself, with no proxy. It follows redirects as long
// as they lead to the very same address and port, and uses conn for the first
// request if not nil.
func (t *test) get(ctx context.Context, scheme string, addr netip.Addr, conn net.Conn) (page, error) {
	step := t.steps[HTTP]
	step.Target = scheme + "://" + t.target.Address() + t.target.Path
	dialer := &pinned{network: t.env.Network, address: t.address(addr), first: conn}
	defer dialer.close()
	transport := t.transport(dialer)
	defer transport.CloseIdleConnections()
	start := time.Now()
	defer func() { step.Took = time.Since(start) }()
	at, err := url.Parse(step.Target)
	if err != nil {
		return page{}, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return page{}, err
	}
	return follow(ctx, transport, at, jar)
}

func follow(ctx context.Context, transport *http.Transport, at *url.URL, jar http.CookieJar) (page, error) {
	for turns := 0; ; turns++ {
		response, err := fetch(ctx, transport, at, "", jar)
		if err != nil {
			return page{}, err
		}
		found := page{
			status: response.StatusCode, server: response.Header.Get("Server"), turns: turns,
			https: response.Header.Get("Strict-Transport-Security") != "",
		}
		next, err := response.Location()
		if err != nil || found.status < 300 || found.status >= 400 {
			return found, nil // it is the page
		}
		if next.Scheme != at.Scheme || next.Host != at.Host {
			found.location = next.Redacted()
			return found, nil
		}
		if turns == maxRedirects {
			found.circle = true
			return found, nil
		}
		at = next
	}
}

// fetch sends one request; host, if any, is the name that it asks for instead.
func fetch(ctx context.Context, transport *http.Transport, at *url.URL, host string, jar http.CookieJar) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Host = host
	request.Header.Set("User-Agent", "localhost-doctor")
	for _, c := range jar.Cookies(at) {
		request.AddCookie(c)
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	jar.SetCookies(at, response.Cookies())
	return response, response.Body.Close()
}

// askWithOtherName asks again under another name of this computer when the answer
// may be a refusal of the name: servers guard themselves against DNS rebinding so.
func (t *test) askWithOtherName(ctx context.Context, scheme string, addr netip.Addr) {
	switch t.web.page.status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusMisdirectedRequest:
	default:
		return
	}
	other := localhost
	switch {
	case t.target.Addr.IsValid():
		return // servers refuse names, not numbers
	case t.target.Host == localhost:
		other = loopback4.String()
	}
	at, err := url.Parse(scheme + "://" + t.target.Address() + t.target.Path)
	if err != nil {
		return // it has been asked for already, so it is a URL
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return // a jar of cookies without a list of suffixes is always made
	}
	transport := t.transport(&pinned{network: t.env.Network, address: t.address(addr)})
	defer transport.CloseIdleConnections()
	response, err := fetch(ctx, transport, at, net.JoinHostPort(other, portText(t.target.Port)), jar)
	if err == nil && response.StatusCode < http.StatusBadRequest {
		t.web.hostRefused = other
	}
}
