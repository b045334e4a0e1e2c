package diagnose

import (
	"cmp"
	"errors"
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// providersWork looks for the errors that Windows gives when the list of its
// network software (the Winsock catalogue) names something that is not there.
func providersWork(s Snapshot) Finding {
	if s.About.OS != string(hosts.Windows) {
		return notApplicable(words.T("diagnose.only-windows"))
	}
	evidence := s.tripsThat(platform.ErrNoProvider)
	if len(evidence) == 0 {
		return ok(words.T("diagnose.l08.fine"))
	}
	f := problem(Broken, words.T("diagnose.l08.problem-title"), words.T("diagnose.l08.problem"), words.T("diagnose.l08.why"))
	f.Evidence = append(evidence, layerEvidence(s)...)
	f.Fixes = winsockFixes()
	return f
}

// tripsThat quotes the round trips that ended with an error.
func (s Snapshot) tripsThat(failed error) []words.Text {
	var evidence []words.Text
	for _, trip := range slices.Concat(s.trips4(), s.trips6()) {
		if errors.Is(trip.Err, failed) {
			evidence = append(evidence, tripEvidence(trip.protocol, trip.Fact)...)
		}
	}
	return evidence
}

func layerEvidence(s Snapshot) []words.Text {
	if s.Layers.Err != nil || len(s.Layers.Value) == 0 {
		return nil
	}
	return []words.Text{words.T("diagnose.evidence-layers", "Names", s.Layers.Value)}
}

// stackWorks finds the state in which nothing at all goes out, for no reason that
// another check knows.
func stackWorks(s Snapshot) Finding {
	if s.About.OS != string(hosts.Windows) {
		return notApplicable(words.T("diagnose.only-windows"))
	}
	trips := s.trips4()
	if len(trips) == 0 {
		return unknown(words.T("diagnose.l03.untried"))
	}
	var evidence []words.Text
	for _, trip := range trips {
		known := errors.Is(trip.Err, platform.ErrAddressInUse) || errors.Is(trip.Err, platform.ErrNoProvider) ||
			errors.Is(trip.Err, loopback.ErrSomeoneElse)
		if trip.Err == nil || known {
			return ok(words.T("diagnose.l07.fine"))
		}
		evidence = append(evidence, tripEvidence(trip.protocol, trip.Fact)...)
	}
	pinged := s.Ping.Err
	if pinged == nil || errors.Is(pinged, platform.ErrNeedsAdmin) || errors.Is(pinged, platform.ErrUnsupported) {
		return ok(words.T("diagnose.l07.fine"))
	}
	f := problem(Broken, words.T("diagnose.l07.problem-title"), words.T("diagnose.l07.problem"), words.T("diagnose.l07.why"))
	f.Evidence = append(append(evidence, words.T("diagnose.evidence-ping", "Error", pinged.Error())), layerEvidence(s)...)
	f.Fixes = stackFixes()
	return f
}

// portsLeft: a system that has no port left for this program has none for others.
func portsLeft(s Snapshot) Finding {
	var evidence []words.Text
	for _, trip := range slices.Concat(s.trips4(), s.trips6()) {
		if errors.Is(trip.Err, platform.ErrAddressInUse) {
			evidence = append(evidence, tripEvidence(trip.protocol, trip.Fact)...)
		}
	}
	span := s.Temporary.Value
	switch {
	case len(evidence) > 0:
	case s.Temporary.Err != nil:
		return ok(words.T("diagnose.p07.fine"))
	default:
		return ok(words.T("diagnose.p07.fine-of", "First", int(span.First), "Last", int(span.Last)))
	}
	f := problem(Broken, words.T("diagnose.p07.problem-title"), words.T("diagnose.p07.problem"), words.T("diagnose.p07.why"))
	if s.Temporary.Err == nil {
		evidence = append(evidence, words.T("diagnose.p07.range", "First", int(span.First), "Last", int(span.Last),
			"Count", int(span.Last)-int(span.First)+1))
	}
	if s.Lingering.Err == nil && s.Lingering.Value > 0 {
		evidence = append(evidence, words.T("diagnose.p07.lingering", "Count", s.Lingering.Value))
	}
	f.Evidence = evidence
	f.Fixes = portsLeftFixes(s)
	return f
}

var aliasChecks = []Check{
	{
		Code: "L06", Title: words.T("diagnose.l06.title"), After: []string{"L01", "H13", "H14"},
		Run: aliases,
	},
}

// aliases looks for names that the hosts file sends to loopback addresses that this
// Mac has not: there only 127.0.0.1 is set up.
func aliases(s Snapshot) Finding {
	if s.About.OS != string(hosts.Darwin) {
		return notApplicable(words.T("diagnose.l06.others"))
	}
	if err := cmp.Or(s.Report.Err, s.Interfaces.Err); err != nil {
		return missing(err)
	}
	lo, _ := s.loopbackInterface()
	var absent []netip.Addr
	var evidence []words.Text
	for _, e := range s.Report.Value.Entries {
		address := e.IP.Unmap()
		if !e.Effective || !address.Is4() || !address.IsLoopback() || hasAddress(lo, address) {
			continue
		}
		evidence = append(evidence, words.T("diagnose.evidence-line", "Line", e.Line,
			"Text", address.String()+" "+strings.Join(e.Names, " ")))
		if !slices.Contains(absent, address) {
			absent = append(absent, address)
		}
	}
	if len(absent) == 0 {
		return ok(words.T("diagnose.l06.fine"))
	}
	f := problem(Notice, words.T("diagnose.l06.problem-title"),
		words.T("diagnose.l06.problem", "Addresses", addresses(absent)), words.T("diagnose.l06.why"))
	f.Evidence = evidence
	f.Fixes = aliasFixes(lo.Name, absent)
	return f
}

// containerNetworks are the beginnings of the names of interfaces that container
// programs make; they set route_localnet there on purpose.
var containerNetworks = []string{"docker", "br-", "veth", "cni", "cbr", "podman", "kube", "cali", "flannel", "lxc", "lxd", "incus", "virbr"}

// staysInside: with route_localnet other computers can reach what listens on
// 127.0.0.1 only.
func staysInside(s Snapshot) Finding {
	if s.Switches.Err != nil {
		return missing(s.Switches.Err)
	}
	var open []string
	for _, name := range s.Switches.Value.RouteLocalnet {
		begins := func(prefix string) bool { return strings.HasPrefix(name, prefix) }
		if !slices.ContainsFunc(containerNetworks, begins) && name != "lo" {
			open = append(open, name)
		}
	}
	if len(open) == 0 {
		return ok(words.T("diagnose.l09.fine"))
	}
	f := problem(Notice, words.T("diagnose.l09.problem-title"),
		words.T("diagnose.l09.problem", "Interfaces", open), words.T("diagnose.l09.why"))
	f.Fixes = routeLocalnetFixes(open)
	return f
}

func addresses(all []netip.Addr) []string {
	texts := make([]string, len(all))
	for i, a := range all {
		texts[i] = a.String()
	}
	return texts
}

// missing is what a check comes to that lacks a fact.
func missing(err error) Finding {
	if errors.Is(err, platform.ErrUnsupported) {
		return notApplicable(words.T("diagnose.not-on-this-system"))
	}
	return unknown(because(err))
}
