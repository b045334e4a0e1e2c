package loopback

import (
	"net/http"
	"strings"

	"localhostdoctor/app/words"
)

// judgeWeb tells what is wrong with the answer to a web request.
func (t *test) judgeWeb() (Verdict, bool) {
	address := t.target.Address()
	switch {
	case !t.web.asked:
		return Verdict{}, false
	case t.web.otherScheme:
		return t.wrongScheme(), true
	case t.web.silent:
		return t.neverAnswers(), true
	case t.web.closed:
		return t.hangsUp(), true
	case t.web.notWeb && t.target.Scheme != "":
		return Verdict{
			Code: "S10", Summary: words.T("loopback.no-web-server", "Address", address),
			Next: words.T("loopback.no-web-server-next"),
		}, true
	}
	return t.judgePage()
}

// wrongScheme says that the other one of http and https works.
func (t *test) wrongScheme() Verdict {
	address := t.target.Address()
	if t.target.wantsTLS() {
		url := "http://" + address + t.target.Path
		return Verdict{
			Code: "S07", Summary: words.T("loopback.speaks-http", "Address", address),
			Next: words.T("loopback.open", "URL", url), Try: url,
		}
	}
	url := "https://" + address + t.target.Path
	return Verdict{
		Code: "S07", Summary: words.T("loopback.speaks-https", "Address", address),
		Next: words.T("loopback.open", "URL", url), Try: url,
	}
}

// judgePage tells what is wrong with the page itself.
func (t *test) judgePage() (Verdict, bool) {
	address, found := t.target.Address(), t.web.page
	switch {
	case found.circle:
		return Verdict{
			Code: "S10", Summary: words.T("loopback.circle", "Address", address, "Count", found.turns),
			Next: words.T("loopback.circle-next"),
		}, true
	case found.status == http.StatusForbidden && strings.HasPrefix(found.server, "AirTunes"):
		return Verdict{
			Code: "P03", Summary: words.T("loopback.airplay", "Address", address),
			Next: words.T("loopback.airplay-next"),
		}, true
	case t.web.hostRefused != "":
		other := t.target
		other.Host = t.web.hostRefused
		return Verdict{
			Code: "S09", Summary: words.T("loopback.host-refused", "Name", t.target.Host, "Status", found.status),
			Next: words.T("loopback.host-refused-next", "Name", t.target.Host, "Other", other.Address()),
			Try:  other.Address(),
		}, true
	case found.status == http.StatusRequestHeaderFieldsTooLarge:
		return Verdict{
			Code: "B10", Summary: words.T("loopback.too-large", "Address", address),
			Next: words.T("loopback.too-large-next"),
		}, true
	case found.status >= http.StatusBadRequest:
		return Verdict{
			Code: "S10", Summary: words.T("loopback.http-error", "Address", address, "Status", found.status),
			Next: words.T("loopback.http-error-next"),
		}, true
	}
	return Verdict{}, false
}

func (t *test) neverAnswers() Verdict {
	return Verdict{
		Code: "S06", Summary: words.T("loopback.never-answers", "Address", t.target.Address()),
		Next: words.T("loopback.never-answers-next"),
	}
}

// hangsUp says that a connection is taken and closed without an answer. What only
// passes it on to a container finds nobody in there.
func (t *test) hangsUp() Verdict {
	if t.forwarded() {
		return Verdict{
			Code: "C02", Summary: words.T("loopback.container-hangs-up", "Address", t.target.Address()),
			Next: words.T("loopback.container-hangs-up-next"),
		}
	}
	return Verdict{
		Code: "S10", Summary: words.T("loopback.hangs-up", "Address", t.target.Address()),
		Next: words.T("loopback.hangs-up-next"),
	}
}

// forwarded reports whether what answers only passes connections on to a
// container.
func (t *test) forwarded() bool {
	for _, a := range t.answerers {
		name := strings.ToLower(a.Name)
		for _, mark := range []string{"docker-proxy", "com.docker", "vpnkit", "rootlessport", "gvproxy", "wslrelay", "limactl", "pasta", "slirp4netns"} {
			if strings.HasPrefix(name, mark) {
				return true
			}
		}
	}
	return false
}

// judgeGreeting tells what is wrong with how a database or the like began to talk,
// when the address said what it should be.
func (t *test) judgeGreeting() (Verdict, bool) {
	g, address := t.greeted, t.target.Address()
	if !g.asked || t.web.asked {
		return Verdict{}, false
	}
	switch {
	case g.closed:
		return t.hangsUp(), true
	case g.silent:
		return t.neverAnswers(), true
	case t.otherProtocol():
		return Verdict{
			Code: "S10", Summary: words.T("loopback.other-protocol", "Address", address, "Expected", g.expected),
			Next: words.T("loopback.no-web-server-next"),
		}, true
	}
	return Verdict{}, false
}
