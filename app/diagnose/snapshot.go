package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/names"
	"localhostdoctor/platform"
)

// Snapshot is what was found out about the computer at one moment. It holds
// facts; what they mean is for the checks.
type Snapshot struct {
	About platform.About
	Rules hosts.Rules
	// Asking is what DNS servers were allowed to be asked.
	Asking Asking

	HostsPath Fact[string]
	Hosts     Fact[platform.HostsContent]
	// Report is the hosts file as this system reads it. A file that does not exist
	// is read as an empty one.
	Report Fact[hosts.Report]

	// Strays are the files beside it that may be taken for it. With an error they are
	// those that were found nevertheless.
	Strays Fact[[]hosts.Stray]

	Interfaces Fact[[]platform.Interface]

	// What the two resolvers answer for localhost, each family on its own.
	OS4, OS6, Go4, Go6 Fact[[]netip.Addr]

	// Round trips of this computer with itself on 127.0.0.1 and ::1.
	TCP4, UDP4, TCP6, UDP6 Fact[time.Duration]
	Ping                   Fact[time.Duration]

	NameServers Fact[[]platform.NameServer]
	DNS         []Server // one for each of NameServers

	NetworkFacts
	NameFacts

	Taken time.Time
	Took  time.Duration
}

// Server is what one DNS server said.
type Server struct {
	platform.NameServer
	Replies Fact[[]names.Reply]
}

var loopback4 = netip.MustParseAddr("127.0.0.1")

// answer is what one resolver makes of localhost, both families together.
type answer struct {
	known    bool // it was asked and said something, be it that there is none
	loopback []netip.Addr
	foreign  []netip.Addr
	err      error // when not known: why
}

func (s Snapshot) os() answer       { return together(s.OS4, s.OS6) }
func (s Snapshot) goAnswer() answer { return together(s.Go4, s.Go6) }

func together(facts ...Fact[[]netip.Addr]) answer {
	a := answer{known: true}
	for _, f := range facts {
		for _, addr := range f.Value {
			list := &a.foreign
			if addr = addr.Unmap(); addr.IsLoopback() {
				list = &a.loopback
			}
			if !slices.Contains(*list, addr) {
				*list = append(*list, addr)
			}
		}
		if f.Err != nil && !errors.Is(f.Err, platform.ErrNoAddress) {
			a.known, a.err = false, f.Err
		}
	}
	// One family that came too late does not unsay what the other one said.
	a.known = a.known || len(a.loopback) > 0 || len(a.foreign) > 0
	return a
}

// right reports whether the name leads to this computer and nowhere else.
func (a answer) right() bool { return a.known && len(a.loopback) > 0 && len(a.foreign) == 0 }

// slow reports whether the resolver was still busy when time was up.
func (a answer) slow() bool {
	return !a.known && (errors.Is(a.err, context.DeadlineExceeded) || errors.Is(a.err, platform.ErrTimeout))
}

// wrong reports whether the resolver was asked and did not lead to this computer.
func (a answer) wrong() bool { return a.slow() || a.known && !a.right() }

// resolver is the one that most programs use: the operating system's, or Go's
// where that cannot be asked.
func (s Snapshot) resolver() answer {
	if a := s.os(); a.known || a.slow() {
		return a
	}
	return s.goAnswer()
}

// harm is how much a fault of the hosts file matters, judged by what the
// resolvers really answer: not at all, only for programs that read the file
// themselves, or for all.
func (s Snapshot) harm() (Severity, bool) {
	switch {
	case s.resolver().wrong():
		return Broken, true
	case s.goAnswer().wrong():
		return Notice, true
	}
	return "", false
}

// answers tells whether this computer could talk to itself on 127.0.0.1.
func (s Snapshot) answers() bool { return s.TCP4.Err == nil && s.TCP4.Took > 0 }

// localhostLines are the lines for localhost that count or would count if no
// other line came first.
func (s Snapshot) localhostLines() (loopback, foreign, nowhere []hosts.Entry) {
	for _, e := range s.Report.Value.Entries {
		if !e.Enabled || !e.IP.IsValid() || !slices.ContainsFunc(e.Names, isLocalhost) {
			continue
		}
		if !e.Effective && !hasProblem(e, "H06") {
			continue
		}
		switch {
		case e.IP.Unmap().IsLoopback():
			loopback = append(loopback, e)
		case e.IP.IsUnspecified():
			nowhere = append(nowhere, e)
		default:
			foreign = append(foreign, e)
		}
	}
	return loopback, foreign, nowhere
}

func hasProblem(e hosts.Entry, code string) bool {
	return slices.ContainsFunc(e.Problems, func(p hosts.Problem) bool { return p.Code == code })
}
