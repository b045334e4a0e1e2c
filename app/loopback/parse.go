package loopback

import (
	"errors"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"localhostdoctor/app/words"
)

// maxInput is the longest address that is read, in bytes; browsers cut at about
// the same length.
const maxInput = 2048

const localhost = "localhost"

// ParseTarget understands what people type into an address field: a port, a name,
// an address or a URL. The error is a *words.Failure of code Usage.
func ParseTarget(input string) (Target, error) {
	target := Target{Input: input}
	if len(input) > maxInput {
		return target, misread(words.T("loopback.input-too-long", "Bytes", words.Quantity(maxInput)))
	}
	// Full-width digits and colons, as East Asian keyboards write them, are the
	// plain ones in NFKC.
	text := unquote(norm.NFKC.String(input))
	if text == "" {
		return target, misread(words.T("loopback.input-empty"))
	}
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return target, misread(words.T("loopback.input-strange", "Input", text))
	}
	rest, err := target.takeScheme(joinPort(text))
	if err != nil {
		return target, err
	}
	host, err := target.takePath(rest)
	if err != nil {
		return target, err
	}
	if err := target.takeHostPort(host); err != nil {
		return target, err
	}
	if target.Port == 0 {
		target.Port = schemePorts[target.Scheme]
	}
	return target, nil
}

func misread(why words.Text) *words.Failure {
	return words.Fail(words.Usage, why, words.Text{}, words.T("loopback.input-do"), nil)
}

// unquote takes off spaces and the quotes and brackets that come along when an
// address is copied out of a text.
func unquote(s string) string {
	const around = "\"'`“”‘’«»„‹›"
	for {
		trimmed := strings.TrimFunc(s, unicode.IsSpace)
		begun := strings.TrimLeft(trimmed, around)
		if ended := strings.TrimRight(begun, around); begun != trimmed || !strings.ContainsAny(ended, around) {
			begun = ended // else they belong to a pair within: /?name='shop'
		}
		trimmed = begun
		if len(trimmed) > 1 && trimmed[0] == '<' && trimmed[len(trimmed)-1] == '>' {
			trimmed = trimmed[1 : len(trimmed)-1]
		}
		if trimmed == s {
			return s
		}
		s = trimmed
	}
}

// joinPort reads "localhost 3000", as telnet and nc want it, as localhost:3000.
func joinPort(s string) string {
	fields := strings.Fields(s)
	if len(fields) != 2 || !isDigits(fields[1]) || strings.Contains(fields[0], "/") {
		return s
	}
	if strings.Contains(fields[0], ":") && fields[0][0] != '[' {
		return "[" + fields[0] + "]:" + fields[1]
	}
	return fields[0] + ":" + fields[1]
}

func (t *Target) takeScheme(s string) (rest string, err error) {
	scheme, rest, found := strings.Cut(s, "://")
	if !found {
		return s, nil
	}
	scheme = strings.ToLower(scheme)
	for i, r := range scheme {
		letter := r >= 'a' && r <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", r)) {
			return "", misread(words.T("loopback.input-not-an-address", "Input", s))
		}
	}
	if scheme == "" {
		return "", misread(words.T("loopback.input-not-an-address", "Input", s))
	}
	t.Scheme = scheme
	return rest, nil
}

// takePath cuts off the path, the query and the user's name and password.
func (t *Target) takePath(s string) (host string, err error) {
	host = s
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		path, _, _ := strings.Cut(s[i:], "#")
		if path != "" && path[0] != '/' {
			path = "/" + path
		}
		if _, err := url.Parse("http://localhost" + path); err != nil {
			return "", misread(words.T("loopback.input-path", "Path", path))
		}
		host, t.Path = s[:i], path
	}
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	return host, nil
}

func (t *Target) takeHostPort(s string) error {
	if s == "" {
		return misread(words.T("loopback.input-not-an-address", "Input", t.Input))
	}
	if t.Scheme == "" && t.Path == "" && isDigits(s) {
		t.Host = localhost
		return t.takePort(s)
	}
	host, port, err := splitPort(s)
	var both *Ambiguous
	if errors.As(err, &both) {
		return both.within(*t, s)
	}
	if err != nil {
		return err
	}
	if err := t.takeHost(host); err != nil {
		return err
	}
	if port != "" {
		return t.takePort(port)
	}
	return nil
}

// splitPort separates host and port; host comes without brackets. An IPv6 address
// without brackets that ends like a port is refused, because ::1:8080 is a
// different address from ::1 with a port (RFC 3986 section 3.2.2).
func splitPort(s string) (host, port string, err error) {
	if s[0] == '[' {
		inside, after, found := strings.Cut(s[1:], "]")
		if !found || after != "" && after[0] != ':' {
			return "", "", misread(words.T("loopback.input-brackets", "Input", s))
		}
		if _, err := netip.ParseAddr(inside); err != nil {
			return "", "", misread(words.T("loopback.input-not-an-address", "Input", s))
		}
		return inside, strings.TrimPrefix(after, ":"), nil
	}
	last := strings.LastIndexByte(s, ':')
	if last < 0 {
		return s, "", nil
	}
	if strings.IndexByte(s, ':') == last {
		if last == len(s)-1 && last > 0 {
			return s[:last], "", nil
		}
		return s[:last], s[last+1:], nil
	}
	_, wholeErr := netip.ParseAddr(s)
	_, frontErr := netip.ParseAddr(s[:last])
	couldBePort := frontErr == nil && isPort(s[last+1:])
	switch {
	case wholeErr == nil && couldBePort:
		return "", "", &Ambiguous{WithPort: "[" + s[:last] + "]:" + s[last+1:], WithoutPort: "[" + s + "]"}
	case wholeErr == nil:
		return s, "", nil
	case couldBePort:
		return s[:last], s[last+1:], nil
	}
	return "", "", misread(words.T("loopback.input-not-an-address", "Input", s))
}

func (t *Target) takePort(s string) error {
	if !isDigits(s) {
		return misread(words.T("loopback.input-port-not-a-number", "Port", s))
	}
	port, err := strconv.ParseUint(s, 10, 16)
	if err != nil || port == 0 {
		return misread(words.T("loopback.input-port-range", "Port", s))
	}
	t.Port = uint16(port)
	return nil
}

func (t *Target) takeHost(host string) error {
	bare := strings.TrimRight(host, ".")
	if bare == "" && host != "" {
		return misread(words.T("loopback.input-not-an-address", "Input", host))
	}
	if bare == "" {
		t.Host = localhost
		return nil
	}
	if addr, err := netip.ParseAddr(bare); err == nil {
		addr = addr.Unmap()
		t.Host, t.Addr = addr.String(), addr
		if addr.IsUnspecified() {
			t.Host, t.Addr, t.Everywhere = localhost, netip.Addr{}, true
		}
		return nil
	}
	if bare == "*" {
		t.Host, t.Everywhere = localhost, true
		return nil
	}
	if strings.Trim(bare, "0123456789.") == "" {
		return misread(words.T("loopback.input-not-four-numbers", "Input", bare))
	}
	if !isName(bare) {
		return misread(words.T("loopback.input-not-a-name", "Input", bare))
	}
	t.Host = strings.ToLower(bare)
	return nil
}

// isName follows RFC 1123 section 2.1 and RFC 1035 section 2.3.4, with the
// underscore that programs put into names.
func isName(s string) bool {
	if len(s) > 253 {
		return false
	}
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	for label := range strings.SplitSeq(s, ".") {
		outside := strings.Trim(label, allowed) != ""
		if label == "" || len(label) > 63 || outside || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0 && isDigits(s)
}
