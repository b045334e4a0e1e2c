// Package ports turns the sockets and processes that platform reports into rows
// a person can read: who holds a port, who can reach it, whether it may be
// stopped. It does no I/O.
package ports

import (
	"cmp"
	"net/netip"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Reach says who can reach a listener.
type Reach string

// The reaches, named after the listening address.
const (
	ReachLoopback Reach = "loopback" // only this computer
	ReachAll      Reach = "all"      // a wildcard address: anyone on the network, and this computer
	ReachNetwork  Reach = "network"  // one address of the network; does not answer on localhost
)

// Class is the class of a port number, RFC 6335 section 6.
type Class string

// The port classes.
const (
	ClassSystem     Class = "system"     // 0–1023
	ClassRegistered Class = "registered" // 1024–49151
	ClassDynamic    Class = "dynamic"    // 49152–65535
)

// Verdict says whether a program may be stopped.
type Verdict string

// The verdicts, safest first.
const (
	Safe  Verdict = "safe"
	Ask   Verdict = "ask"
	Never Verdict = "never"
)

// Manager is what started a process and would start it again.
type Manager struct {
	Kind  string // systemd, launchd, windows-service, docker… as in the --json contract
	Name  string
	Scope string
	Owner platform.Owner // how the platform knows it
}

// Holder is one process that holds a listener.
type Holder struct {
	platform.Process                    // PID 0 when its owner may not be seen
	Ancestors        []platform.Process // the parent first
	ManagedBy        *Manager           // nil when nothing is known to manage it
	Tool             string             // what it runs, when it is an interpreter and that is known: "vite"
	What             words.Text         // what it is: "web server (development)"; zero when unknown
	Verdict          Verdict
	Reason           words.Text // why this verdict
	// Instead is what a person can do who wants the port free, where this program
	// cannot or must not do it; zero when it can, or when nothing is known.
	Instead words.Text
}

// Called is how a person would know the program: what they started, vite, where node
// runs it.
func (h Holder) Called() string { return cmp.Or(h.Tool, h.Name) }

// Row is one listener: one protocol, address and port with every holder.
type Row struct {
	Protocol platform.Protocol
	Address  netip.Addr
	Port     uint16
	Reach    Reach
	Class    Class
	KnownAs  words.Text // what the port is usually for; zero when nothing is known
	Holders  []Holder
}

// Table is all rows at one moment, by port, then protocol, then address.
type Table struct {
	Rows              []Row
	Complete          bool
	IncompleteBecause words.Text // zero when complete
	// OwnersError is what could not be found out about who manages the holders; nil
	// when all was.
	OwnersError error
	Taken       time.Time
	Conflicts   []Conflict // what is wrong with these ports; see Knowledge.Conflicts
	// Temporary are the ports that this system hands out to outgoing connections; the
	// zero Span when that is not known.
	Temporary Span
}
