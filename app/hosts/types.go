// Package hosts is the engine for hosts files: it keeps every byte, judges each
// line as a given system reads it, and edits by splicing single lines. It does no
// I/O. For every b, Parse(b).Bytes() is b.
//
// What each system reads, how that is known, and what the engine does not model is
// in docs/hosts-rules.md, which the tests write from the grammars.
package hosts

import (
	"net/netip"

	"localhostdoctor/app/words"
)

// System names a set of reading rules.
type System string

// The systems whose reading rules are known. Linux means glibc.
const (
	Linux   System = "linux"
	Darwin  System = "darwin"
	Windows System = "windows"
	Musl    System = "musl" // Alpine and other systems with the musl C library
	// Go is the resolver of programs written in Go, which does not ask the C
	// library's (package net, "Name Resolution").
	Go System = "go"
	// Resolved is systemd-resolved (resolved.conf(5), ReadEtcHosts=).
	Resolved System = "resolved"
)

// Rules say how a computer reads its hosts file.
type Rules struct {
	System System // empty: Linux
	// Multi is "multi on" in /etc/host.conf, which only glibc knows (host.conf(5)):
	// every line of a name counts, not just the first.
	Multi bool
	// LocalhostBuiltIn: localhost resolves without a line, as with nss-myhostname
	// or nss-resolve. Windows always does it.
	LocalhostBuiltIn bool
	// IPv6Wanted: somebody needs localhost to lead to ::1 too, as when a program
	// listens there only. Without it a file that has only 127.0.0.1 is healthy.
	IPv6Wanted bool
	// Resolved: systemd-resolved also answers for this computer. Where it reads a
	// line differently, that is noted.
	Resolved bool
	Hostname string // this computer's own name; empty when unknown
}

// Family is the kind of addresses that are looked up.
type Family string

// The families, as package net names them for lookups.
const (
	IPv4 Family = "ip4"
	IPv6 Family = "ip6"
)

// Severity says how much a problem matters.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"   // something does not work because of it
	Warning Severity = "warning" // this line does not do what it seems to do
	Info    Severity = "info"    // harmless, worth knowing
)

// Problem is one thing that is wrong with a line or with the whole file.
type Problem struct {
	Code     string // H01… of the catalogue
	Line     int    // from 1; 0 for the whole file
	Severity Severity
	Message  words.Text
}

// Entry is a line that maps an address to names, switched on or commented out.
type Entry struct {
	Line      int // from 1
	Address   string
	IP        netip.Addr // invalid when this system cannot read Address
	Names     []string
	Comment   string
	Enabled   bool
	ManagedBy string // the program that owns the block around it: "Docker Desktop"; empty for nobody
	Effective bool   // this system's resolver uses at least one of its names
	Meaning   words.Text
	Problems  []Problem
}

// Status is the verdict on the name localhost.
type Status string

// The verdicts on localhost.
const (
	OK         Status = "ok"
	Missing    Status = "missing"    // no line maps it, and this system needs one
	Redirected Status = "redirected" // it leads to an address that is not loopback
	Partial    Status = "partial"    // only ::1
	Commented  Status = "commented"  // the line is there, switched off, and this system needs it
	NotNeeded  Status = "not-needed" // no line, and this system does not need one
)

// Localhost is what the file says about the name localhost.
type Localhost struct {
	Status    Status
	Addresses []netip.Addr
}

// Report is a hosts file judged by one system's rules.
type Report struct {
	System    System
	Size      int
	Encoding  string // utf-8, utf-8-bom, utf-16le, utf-16be, unknown-8bit
	Newline   string // lf, crlf, cr, mixed, none
	Entries   []Entry
	Localhost Localhost
	Problems  []Problem // of lines and of the whole file, by line
}

// Change is an edit of a hosts file that has not been written yet.
type Change struct {
	Before *File
	After  *File
	Codes  []string     // the problems that it repairs, H01…; empty for an edit that a person asked for
	Steps  []words.Text // what is changed and why, one sentence each; empty when nothing is
	Notes  []words.Text // what the person should know before saying yes
}

// Changed reports whether any byte differs.
func (c Change) Changed() bool { return c.After.raw != c.Before.raw }

// Reason is the change in words: its Steps as one Text.
func (c Change) Reason() words.Text {
	if len(c.Steps) == 0 {
		return words.T("hosts.step.nothing")
	}
	return words.Sentences(c.Steps...)
}

// Restores reports whether localhost is as it should be after the change: it
// leads to this computer and nowhere else, or needs no line on this system.
func (c Change) Restores(rules Rules) bool {
	return c.After.localhostIsFine(rules)
}
