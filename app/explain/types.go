// Package explain says what an address, a port or an error message means, before
// anything on this computer has been looked at. What it knows is data:
// assets/knowledge. It does no I/O.
package explain

import (
	"net/netip"
	"strconv"
	"strings"

	"localhostdoctor/app/words"
)

// Kind is what a text turned out to be.
type Kind string

// The kinds of texts.
const (
	Address Kind = "address" // an IP address, with or without a port
	Port    Kind = "port"    // a port number alone
	Error   Kind = "error"   // what a program says when something fails
	URL     Kind = "url"     // an address with a scheme
	Name    Kind = "name"    // a host name, with or without a port
)

// Meaning is what a text means.
type Meaning struct {
	Input   string
	Kind    Kind
	Class   string // of an error: refused, port-taken…; empty when it is unknown
	Summary words.Text
	Facts   []words.Text
	Next    words.Text // what to do; zero when nothing
	Codes   []string   // of the catalogue, the likeliest first
	Targets []Target   // what the text names, the likeliest first
}

// Known reports whether the text was understood.
func (m Meaning) Known() bool { return m.Kind != Error || m.Class != "" }

// Found is what was seen of a meaning on a computer.
type Found struct {
	// Cause is what explains the text; zero when nothing was found that does.
	Cause words.Text
	// Over says that what the text complains of is so no more; zero when it may still
	// be. It is in Seen too.
	Over words.Text
	Seen []words.Text // what else was looked at and found
}

// Confirmed reports whether what the text complains of is so now.
func (f Found) Confirmed() bool { return f.Cause.Key != "" }

// Target is an address, a name or a port that a text names.
type Target struct {
	Host string     // without brackets; localhost where the text has a wildcard or none
	Addr netip.Addr // invalid for a name
	Port uint16     // 0 when none is named
	// Wildcard is true when the text has 0.0.0.0, :: or * there: a program listens on
	// every address, and localhost leads to it.
	Wildcard bool
}

// String is the target as it is typed into a browser: [::1]:3000.
func (t Target) String() string {
	host := t.Host
	if t.Addr.Is6() && (t.Port != 0) {
		host = "[" + host + "]"
	}
	if t.Port == 0 {
		return host
	}
	return host + ":" + strconv.Itoa(int(t.Port))
}

// IsHere reports whether the target is this computer on every computer.
func (t Target) IsHere() bool {
	if t.Addr.IsValid() {
		return t.Addr.Unmap().IsLoopback()
	}
	return t.Host == "localhost" || strings.HasSuffix(t.Host, ".localhost")
}
