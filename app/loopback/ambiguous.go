package loopback

import "localhostdoctor/app/words"

// Ambiguous is the cause of the failure of an IPv6 address that ends like a port:
// only the person knows which of the two was meant (RFC 3986 section 3.2.2).
type Ambiguous struct {
	WithPort    string // "http://[::1]:8080/path"
	WithoutPort string // "http://[::1:8080]/path"
}

// Error is for logs.
func (a *Ambiguous) Error() string { return a.WithPort + " or " + a.WithoutPort }

// within asks which reading of host is meant, in an address with the scheme and
// the path of t.
func (a *Ambiguous) within(t Target, host string) *words.Failure {
	scheme := ""
	if t.Scheme != "" {
		scheme = t.Scheme + "://"
	}
	whole := &Ambiguous{WithPort: scheme + a.WithPort + t.Path, WithoutPort: scheme + a.WithoutPort + t.Path}
	return words.Fail(words.Usage, words.T("loopback.input-ambiguous", "Input", host), words.Text{},
		words.T("loopback.input-ambiguous-do", "WithPort", whole.WithPort, "WithoutPort", whole.WithoutPort), whole)
}
