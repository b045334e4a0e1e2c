package loopback

import "localhostdoctor/app/words"

// Ambiguous is the cause of the failure of an IPv6 address that ends like a port:
// only the person knows which of the two was meant (RFC 3986 section 3.2.2).
type Ambiguous struct {
	WithPort    string // "[::1]:8080"
	WithoutPort string // "[::1:8080]"
}

// Error is for logs.
func (a *Ambiguous) Error() string { return a.WithPort + " or " + a.WithoutPort }

// ambiguous asks which reading of s is meant; its last colon is at last.
func ambiguous(s string, last int) *words.Failure {
	both := &Ambiguous{WithPort: "[" + s[:last] + "]:" + s[last+1:], WithoutPort: "[" + s + "]"}
	return words.Fail(words.Usage, words.T("loopback.input-ambiguous", "Input", s), words.Text{},
		words.T("loopback.input-ambiguous-do", "WithPort", both.WithPort, "WithoutPort", both.WithoutPort), both)
}
