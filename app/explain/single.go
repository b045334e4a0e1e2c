package explain

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"localhostdoctor/app/words"
)

// single explains a text that is one address, port, URL or name and nothing else.
func (k Knowledge) single(m Meaning) (Meaning, bool) {
	text := unquote(norm.NFKC.String(m.Input))
	if fields := strings.Fields(text); len(fields) == 2 && isDigits(fields[1]) && !strings.Contains(fields[0], "/") {
		// "localhost 3000", as telnet and nc want it.
		if t, ok := newTarget(fields[0], fields[1]); ok && (t.Addr.IsValid() || strings.HasSuffix(t.Host, "localhost")) {
			return k.target(m, t), true
		}
	}
	if text == "" || strings.ContainsFunc(text, unicode.IsSpace) {
		return m, false
	}
	if digits := strings.TrimPrefix(text, ":"); isDigits(digits) {
		t, ok := newTarget("", digits)
		if !ok {
			return k.noPort(m, digits), true
		}
		if class, known := k.numbers[int(t.Port)]; known && t.Port > 10000 && digits == text {
			return k.number(m, t, class), true
		}
		m.Targets = []Target{{Host: "localhost", Port: t.Port}}
		return k.port(m, m.Targets[0]), true
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		return k.network(m, p), true
	}
	if scheme, rest, found := strings.Cut(text, "://"); found {
		return k.url(m, strings.ToLower(scheme), rest)
	}
	host, port := splitPort(text)
	if t, ok := newTarget(host, port); ok {
		if two, front := twoWays(text); two {
			return k.ambiguous(m, t, front), true
		}
		if t.Addr.IsValid() || t.Wildcard {
			return k.target(m, t), true
		}
	}
	return m, false
}

// number explains a bare error number of Windows, which is a port number as well.
func (k Knowledge) number(m Meaning, t Target, class string) Meaning {
	m = k.ofClass(m, class)
	m.Facts = append(m.Facts, words.T("explain.number-or-port", "Number", int(t.Port)))
	return m
}

func (k Knowledge) url(m Meaning, scheme, rest string) (Meaning, bool) {
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	host, _, _ = strings.Cut(host, "#")
	host = host[strings.LastIndexByte(host, '@')+1:]
	name, port := splitPort(host)
	if port == "" && schemes[scheme] != 0 {
		port = strconv.Itoa(int(schemes[scheme]))
	}
	t, ok := newTarget(name, port)
	if !ok {
		return m, false
	}
	if two, front := twoWays(host); two {
		m = k.ambiguous(m, t, front)
		m.Kind = URL
		return m, true
	}
	m = k.target(m, t)
	m.Kind = URL
	if t.Addr.Is6() && !strings.HasPrefix(host, "[") {
		m.Codes = []string{"B06"}
		m.Next = words.T("explain.brackets", "URL", scheme+"://"+t.String())
	}
	return m, true
}

// target explains one target of whatever kind.
func (k Knowledge) target(m Meaning, t Target) Meaning {
	m.Targets = []Target{t}
	switch {
	case t.Wildcard:
		// Explained as the address that was typed; which one does not matter.
		everywhere := Target{Host: "0.0.0.0", Addr: netip.IPv4Unspecified(), Port: t.Port}
		return k.address(m, everywhere)
	case t.Addr.IsUnspecified():
		m.Targets = nil // nothing to open without a port
		return k.address(m, t)
	case t.Addr.IsValid():
		return k.address(m, t)
	default:
		return k.name(m, t)
	}
}

// ambiguous explains ::1:8080, which is the address ::1:8080 and, as programs
// print it, port 8080 of ::1 (RFC 5952 section 6 lists such forms as ambiguous).
func (k Knowledge) ambiguous(m Meaning, whole, front Target) Meaning {
	m.Kind = Address
	m.Summary = words.T("explain.ambiguous", "Text", m.Input)
	m.Facts = []words.Text{
		words.T("explain.ambiguous.port", "Target", front.String()),
		words.T("explain.ambiguous.whole", "Target", "["+whole.Host+"]"),
	}
	m.Codes = []string{"B06"}
	m.Targets = []Target{front}
	return m
}

// twoWays reports whether text is an IPv6 address whose end may be meant as a port.
func twoWays(text string) (bool, Target) {
	if _, err := netip.ParseAddr(text); err != nil {
		return false, Target{}
	}
	i := strings.LastIndexByte(text, ':')
	if i < 1 || !isDigits(text[i+1:]) || len(text[i+1:]) < 2 {
		return false, Target{}
	}
	front, ok := newTarget(text[:i], text[i+1:])
	return ok && front.Addr.Is6(), front
}

// splitPort separates host and port as far as they can be told apart.
func splitPort(s string) (host, port string) {
	if strings.HasPrefix(s, "[") {
		host, port, _ = strings.Cut(s[1:], "]")
		return host, strings.TrimPrefix(port, ":")
	}
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, ""
	}
	_, whole := netip.ParseAddr(s)
	_, front := netip.ParseAddr(s[:i])
	if whole == nil || strings.Count(s, ":") > 1 && front != nil && s[:i] != "::" {
		return s, ""
	}
	return s[:i], s[i+1:]
}

// unquote takes off what comes along when an address is copied out of a text.
func unquote(s string) string {
	const around = "\"'`“”‘’«»„‹›,;"
	for {
		trimmed := strings.Trim(strings.TrimFunc(s, unicode.IsSpace), around)
		if len(trimmed) > 1 && (trimmed[0] == '<' && trimmed[len(trimmed)-1] == '>' || trimmed[0] == '(' && trimmed[len(trimmed)-1] == ')') {
			trimmed = trimmed[1 : len(trimmed)-1]
		}
		if trimmed == s {
			return s
		}
		s = trimmed
	}
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
