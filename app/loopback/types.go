// Package loopback tests addresses of this computer in stages, and loopback
// itself by round trips with itself.
package loopback

import (
	"net/netip"
	"time"

	"localhostdoctor/app/words"
)

// Stage is one step of a test.
type Stage string

// The stages in the order in which they are shown.
const (
	ResolveOS Stage = "resolve-os"
	ResolveGo Stage = "resolve-go"
	HostsFile Stage = "hosts"
	TCP4      Stage = "tcp4"
	TCP6      Stage = "tcp6"
	TLS       Stage = "tls"
	HTTP      Stage = "http"
	Greeting  Stage = "greeting"
	UDP       Stage = "udp"
	Ping      Stage = "ping"
	Proxy     Stage = "proxy"
)

// Status is how a stage went.
type Status string

// The statuses of a stage.
const (
	OK          Status = "ok"
	Refused     Status = "refused"
	Timeout     Status = "timeout"
	Unreachable Status = "unreachable"
	NoAddress   Status = "no-address"
	Reset       Status = "reset"
	Denied      Status = "denied"
	Failed      Status = "failed"
	Skipped     Status = "skipped"
)

// Target is what a person typed, understood.
type Target struct {
	Input  string
	Scheme string // http, https, mysql…; empty when none was typed
	Host   string // a name or an address without brackets
	Addr   netip.Addr
	Port   uint16 // 0 when none was typed and the scheme has none
	Path   string
	// Everywhere is true when 0.0.0.0, :: or * was typed: programs that listen on
	// every address print it, and it can be reached as localhost.
	Everywhere bool
}

// Step is one stage done.
type Step struct {
	Stage  Stage
	Target string // "127.0.0.1:3000", or the name that was looked up
	Status Status
	Took   time.Duration
	Detail words.Text
}

// Verdict is the one answer of a test.
type Verdict struct {
	Code    string // OK, or a code of the catalogue
	Summary words.Text
	Next    words.Text // what to do; zero when nothing
	Try     string     // the address that would work instead; empty when none is known
}

// Note is something to know beside the verdict.
type Note struct {
	Code string // of the catalogue; empty when it has none
	Text words.Text
}

// Answerer is the program behind an address that answered.
type Answerer struct {
	Address netip.Addr
	PID     int
	Name    string
	Called  string // as a person would know it: vite, which node runs
}

// Result is a whole test.
type Result struct {
	Target     Target
	Steps      []Step
	Verdict    Verdict
	Notes      []Note
	AnsweredBy []Answerer
	// Page is what a browser would open; empty when a browser is not for it.
	Page string
}
