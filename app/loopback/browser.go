package loopback

import (
	"net/netip"
	"net/url"
	"strings"

	"localhostdoctor/app/words"
)

// collision is the address by which a name says that it exists on the Internet now
// and was used privately before (ICANN's name collision marker).
var collision = netip.AddrFrom4([4]byte{127, 0, 53, 53})

// judgeBrowser tells why a browser will not show a page that answers.
func (t *test) judgeBrowser() (Verdict, bool) {
	if !t.web.asked || t.web.page.status == 0 {
		return Verdict{}, false
	}
	address := t.target.Address()
	switch {
	case t.env.Around != nil && t.env.Around.BlockedByBrowsers(t.target.Port):
		return Verdict{
			Code: "B04", Summary: words.T("loopback.unsafe-port", "Address", address, "Port", int(t.target.Port)),
			Next: words.T("loopback.unsafe-port-next"),
		}, true
	case t.target.wantsTLS() && !t.web.complaint.IsZero():
		return Verdict{
			Code:    "B02",
			Summary: words.T("loopback.certificate-warning", "Address", address),
			Next:    words.Sentences(t.web.complaint, words.T("loopback.certificate-warning-next")),
		}, true
	}
	return Verdict{}, false
}

// notes are what is worth knowing beside the verdict with that code.
func (t *test) notes(code string) []Note {
	var notes []Note
	add := func(c string, text words.Text) {
		if c != code || c == "" {
			notes = append(notes, Note{Code: c, Text: text})
		}
	}
	name := t.target.Host
	if t.elsewhere {
		add("", words.T("loopback.note-elsewhere"))
	}
	if t.target.Everywhere && code != "OK" { // there it is what to do next
		add("B05", words.T("loopback.everywhere-next", "Address", t.target.Address()))
	}
	if v, ok := t.judgeFamilies(); ok && t.anyWanted(OK) && code != "OK" && code != "P09" {
		add(v.Code, words.Sentences(v.Summary, v.Next))
	}
	// Without encryption browsers ignore the header, and for addresses in numbers
	// too: RFC 6797 sections 8.1 and 8.3.
	if t.web.page.https && t.target.wantsTLS() && !t.target.Addr.IsValid() {
		add("B01", words.T("loopback.note-hsts", "Name", name))
	}
	if t.web.otherScheme && !t.web.complaint.IsZero() {
		add("B02", words.T("loopback.note-certificate", "Why", t.web.complaint))
	}
	if t.target.speaksWeb() && (strings.HasSuffix(name, ".dev") || strings.HasSuffix(name, ".app")) {
		add("B08", words.T("loopback.note-preloaded", "Name", name))
	}
	if !t.captured.Text.IsZero() && !t.elsewhere {
		add(t.captured.Code, t.captured.Text)
	}
	return notes
}

// browsable is the address that a browser would open, empty when what is there is no
// web server.
func (t *test) browsable() string {
	if t.target.Port == 0 || !t.web.asked || t.web.notWeb {
		return ""
	}
	return t.target.Browsable()
}

// Browsable is the address as a browser wants it, also for a ws:// one.
func (t Target) Browsable() string {
	scheme := "http"
	if t.wantsTLS() {
		scheme = "https"
	}
	return scheme + "://" + t.Address() + t.Path
}

// Curl is the command line that asks for page as this test does: without a proxy,
// and taking every certificate. It reads the same in the shells of all systems,
// because what they would read themselves is escaped.
func Curl(page string) string {
	u, err := url.Parse(page)
	if err != nil {
		return ""
	}
	escaped := strings.NewReplacer("'", "%27", "\"", "%22", "$", "%24", "`", "%60", "!", "%21", "\\", "%5C").Replace(u.String())
	flags := "-v -g --noproxy \"*\""
	if u.Scheme == "https" {
		flags += " -k"
	}
	return "curl " + flags + " \"" + escaped + "\""
}
