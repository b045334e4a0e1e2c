package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// loopbackChecks come in the order of causes: what keeps packets from being sent
// at all, who takes them away, and last whether they arrive.
var loopbackChecks = []Check{
	{
		Code: "L01", Title: words.T("diagnose.l01.title"),
		Needs: []Need{NeedInterfaces}, Run: interfaceUp,
	},
	{
		Code: "L02", Title: words.T("diagnose.l02.title"), After: []string{"L01"},
		Needs: []Need{NeedInterfaces}, Run: addressThere,
	},
	{
		Code: "L08", Title: words.T("diagnose.l08.title"),
		Needs: []Need{NeedTrips}, Run: providersWork,
	},
	{
		Code: "P07", Title: words.T("diagnose.p07.title"), After: []string{"L01", "L02", "L08"},
		Needs: []Need{NeedTrips}, Run: portsLeft,
	},
	{
		Code: "F04", Title: words.T("diagnose.f04.title"), After: []string{"L01", "L02"},
		Needs: []Need{NeedTrips}, Run: policyAllows,
	},
	{
		Code: "F02", Title: words.T("diagnose.f02.title"), After: []string{"L01", "L02", "F04"},
		Needs: []Need{NeedTrips, NeedInterfaces}, Run: noVPNDrops,
	},
	{
		Code: "F01", Title: words.T("diagnose.f01.title"), After: []string{"L01", "L02", "L08", "P07", "F04", "F02"},
		Needs: []Need{NeedTrips}, Run: nothingDropped,
	},
	{
		Code: "W02", Title: words.T("diagnose.w02.title"), After: []string{"L01", "L02"},
		Needs: []Need{NeedTrips}, Run: knownFaults,
	},
	{
		Code: "L07", Title: words.T("diagnose.l07.title"), After: []string{"L01", "L02", "L08", "P07", "F02", "F01"},
		Needs: []Need{NeedTrips, NeedPing}, Run: stackWorks,
	},
	{
		Code: "F03", Title: words.T("diagnose.f03.title"), After: []string{"L01", "L02"},
		Needs: []Need{NeedTrips}, Run: nobodyBetween,
	},
	{
		Code: "L03", Title: words.T("diagnose.l03.title"), After: []string{"L01", "L02", "L08", "P07", "F04", "F02", "F01", "L07", "F03"},
		Needs: []Need{NeedTrips}, Essential: true, Run: roundTrips,
	},
	{
		Code: "L04", Title: words.T("diagnose.l04.title"), After: []string{"L01", "L08", "P07", "F04", "F02", "F01", "L07"},
		Needs: []Need{NeedInterfaces}, Run: ipv6Loopback,
	},
	{
		Code: "L05", Title: words.T("diagnose.l05.title"), After: []string{"L01", "L02", "F02", "F01", "L07", "L03"},
		Needs: []Need{NeedPing}, Run: ping,
	},
	{Code: "L09", Title: words.T("diagnose.l09.title"), Run: staysInside},
}

// interfaceUp believes a working round trip more than a list of interfaces, which
// not every system fills in the same way.
func interfaceUp(s Snapshot) Finding {
	lo, found := s.loopbackInterface()
	switch {
	case found && lo.Up:
		return ok(words.T("diagnose.l01.fine", "Interface", lo.Name))
	case s.answers():
		return ok(words.T("diagnose.l01.answers"))
	case !found:
		return problem(Broken, words.T("diagnose.l01.none-title"), words.T("diagnose.l01.none"), words.T("diagnose.l01.why"))
	}
	f := problem(Broken, words.T("diagnose.l01.problem-title"),
		words.T("diagnose.l01.problem", "Interface", lo.Name), words.T("diagnose.l01.why"))
	f.Fixes = interfaceFixes(s, lo.Name)
	return f
}

func addressThere(s Snapshot) Finding {
	lo, found := s.loopbackInterface()
	switch {
	case found && hasAddress(lo, loopback4):
		return ok(words.T("diagnose.l02.fine", "Interface", lo.Name))
	case s.answers():
		return ok(words.T("diagnose.l02.answers"))
	}
	f := problem(Broken, words.T("diagnose.l02.problem-title"), words.T("diagnose.l02.problem"), words.T("diagnose.l02.why"))
	f.Evidence = tripEvidence("tcp4", s.TCP4)
	f.Fixes = addressFixes(s, lo.Name)
	return f
}

// nothingDropped looks for the mark of a firewall: no refusal, no answer.
func nothingDropped(s Snapshot) Finding {
	var evidence []words.Text
	failed := false
	for _, trip := range s.trips4() {
		failed = failed || trip.Err != nil
		if dropped(trip.Err) {
			evidence = append(evidence, tripEvidence(trip.protocol, trip.Fact)...)
		}
	}
	switch {
	case len(evidence) > 0:
		f := problem(Broken, words.T("diagnose.f01.problem-title"), words.T("diagnose.f01.problem"), words.T("diagnose.f01.why"))
		f.Evidence = append(evidence, firewallEvidence(s)...)
		f.Fixes = firewallFixes()
		return f
	case failed:
		return unknown(words.T("diagnose.f01.unknown"))
	}
	return ok(words.T("diagnose.f01.fine"))
}

func dropped(err error) bool {
	return errors.Is(err, platform.ErrTimeout) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, platform.ErrDenied)
}

func roundTrips(s Snapshot) Finding {
	var evidence []words.Text
	noPorts := true
	trips := s.trips4()
	for _, trip := range trips {
		if trip.Err == nil {
			continue
		}
		evidence = append(evidence, tripEvidence(trip.protocol, trip.Fact)...)
		noPorts = noPorts && errors.Is(trip.Err, platform.ErrAddressInUse)
	}
	switch {
	case len(trips) == 0:
		return unknown(words.T("diagnose.l03.untried"))
	case len(evidence) == 0:
		return ok(words.T("diagnose.l03.fine", "Protocols", protocols(trips), "Took", slowest(trips)))
	case noPorts:
		f := unknown(words.T("diagnose.l03.no-ports"))
		f.Evidence = evidence
		return f
	}
	f := problem(Broken, words.T("diagnose.l03.problem-title"), words.T("diagnose.l03.problem"), words.T("diagnose.l03.why"))
	f.Evidence = append(evidence, routeEvidence(s)...)
	f.Fixes = routeFixes(s)
	return f
}

// ipv6Loopback is never worse than a notice: everything that uses localhost can
// fall back to 127.0.0.1, and computers without IPv6 are healthy.
func ipv6Loopback(s Snapshot) Finding {
	trips := s.trips6()
	if len(trips) > 0 && !slices.ContainsFunc(trips, func(t tripFact) bool { return t.Err != nil }) {
		return ok(words.T("diagnose.l04.fine", "Protocols", protocols(trips), "Took", slowest(trips)))
	}
	lo, _ := s.loopbackInterface()
	if !hasAddress(lo, netip.IPv6Loopback()) && !s.usesIPv6() {
		return notApplicable(words.T("diagnose.l04.off"))
	}
	if len(trips) == 0 {
		return unknown(words.T("diagnose.l03.untried"))
	}
	f := problem(Notice, words.T("diagnose.l04.problem-title"), words.T("diagnose.l04.problem"), words.T("diagnose.l04.why"))
	for _, trip := range trips {
		f.Evidence = append(f.Evidence, tripEvidence(trip.protocol, trip.Fact)...)
	}
	if s.Switches.Value.IPv6Off {
		f.Evidence = append(f.Evidence, words.T("diagnose.l04.switch"))
	}
	f.Fixes = ipv6Fixes(s)
	return f
}

// ping has little weight: a missing echo beside a working connection is a
// filter's doing, and one that may not be sent says nothing.
func ping(s Snapshot) Finding {
	err := s.Ping.Err
	switch {
	case err == nil:
		return ok(words.T("diagnose.l05.fine", "Took", s.Ping.Value))
	case errors.Is(err, platform.ErrNeedsAdmin), errors.Is(err, platform.ErrUnsupported):
		return unknown(words.T("diagnose.l05.not-permitted"))
	}
	f := problem(Notice, words.T("diagnose.l05.problem-title"), words.T("diagnose.l05.problem"), words.T("diagnose.l05.why"))
	f.Evidence = []words.Text{words.T("diagnose.evidence-ping", "Error", err.Error())}
	if s.Switches.Value.IgnoresPings {
		f.Evidence = append(f.Evidence, words.T("diagnose.l05.switch"))
	}
	return f
}

type tripFact struct {
	Fact[time.Duration]
	protocol string
}

func (s Snapshot) trips4() []tripFact {
	return tried(tripFact{s.TCP4, "tcp4"}, tripFact{s.UDP4, "udp4"})
}

func (s Snapshot) trips6() []tripFact {
	return tried(tripFact{s.TCP6, "tcp6"}, tripFact{s.UDP6, "udp6"})
}

// tried leaves out what this system cannot do at all, such as UDP of Go programs
// under Wine 8: that says nothing about the network.
func tried(trips ...tripFact) []tripFact {
	return slices.DeleteFunc(trips, func(t tripFact) bool { return errors.Is(t.Err, platform.ErrUnsupported) })
}

// protocols names what was tried: TCP, UDP.
func protocols(trips []tripFact) []string {
	names := make([]string, len(trips))
	for i, t := range trips {
		names[i] = strings.ToUpper(t.protocol[:3])
	}
	return names
}

func slowest(trips []tripFact) time.Duration {
	var slowest time.Duration
	for _, t := range trips {
		slowest = max(slowest, t.Value)
	}
	return slowest
}

func tripEvidence(protocol string, trip Fact[time.Duration]) []words.Text {
	if trip.Err == nil {
		return nil
	}
	return []words.Text{words.T("diagnose.evidence-trip", "Protocol", protocol, "Took", trip.Took, "Error", trip.Err.Error())}
}

func (s Snapshot) loopbackInterface() (platform.Interface, bool) {
	for _, i := range s.Interfaces.Value {
		if i.Loopback {
			return i, true
		}
	}
	return platform.Interface{}, false
}

func hasAddress(i platform.Interface, addr netip.Addr) bool {
	for _, prefix := range i.Addresses {
		if prefix.Addr().Unmap() == addr {
			return true
		}
	}
	return false
}

// usesIPv6 reports whether any interface that is up has an IPv6 address other
// than ::1.
func (s Snapshot) usesIPv6() bool {
	for _, i := range s.Interfaces.Value {
		for _, prefix := range i.Addresses {
			addr := prefix.Addr().Unmap()
			if i.Up && addr.Is6() && !addr.IsLoopback() {
				return true
			}
		}
	}
	return false
}

func problem(severity Severity, title, summary, why words.Text) Finding {
	return Finding{Status: Problem, Severity: severity, Title: title, Summary: summary, Why: why}
}
