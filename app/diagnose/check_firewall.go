package diagnose

import (
	"errors"
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// guardChecks are about what stands around this program and around localhost,
// while packets arrive.
var guardChecks = []Check{
	{Code: "F06", Title: words.T("diagnose.f06.title"), Run: notEnclosed},
	{Code: "F08", Title: words.T("diagnose.f08.title"), Run: packetsStay},
}

// policyAllows finds that the system refuses this program what every program may
// do, while a security module is at work.
func policyAllows(s Snapshot) Finding {
	if s.About.OS != string(hosts.Linux) {
		return notApplicable(words.T("diagnose.only-linux"))
	}
	var evidence []words.Text
	for _, trip := range s.trips4() {
		if errors.Is(trip.Err, platform.ErrDenied) {
			evidence = append(evidence, tripEvidence(trip.protocol, trip.Fact)...)
		}
	}
	if len(evidence) == 0 || s.Enforcing.Err != nil || len(s.Enforcing.Value) == 0 || s.wayForbidden() {
		return ok(words.T("diagnose.f04.fine"))
	}
	f := problem(Broken, words.T("diagnose.f04.problem-title"),
		words.T("diagnose.f04.problem", "Names", s.Enforcing.Value), words.T("diagnose.f04.why"))
	f.Evidence = evidence
	f.Fixes = policyFixes(s.Enforcing.Value)
	return f
}

// wayForbidden: it is a rule for routes that refuses, not a security module.
func (s Snapshot) wayForbidden() bool { return errors.Is(s.Route.Err, platform.ErrDenied) }

// tunnelNames are the beginnings of the names that VPN programs give their
// interfaces.
var tunnelNames = []string{"tun", "tap", "utun", "wg", "ppp", "ipsec", "nordlynx", "proton", "mullvad", "tailscale", "zt", "cscotun", "gpd"}

// tunnels are the interfaces of VPNs that are connected. macOS has some of its own,
// which have no addresses but link-local ones.
func (s Snapshot) tunnels() []string {
	var found []string
	for _, i := range s.Interfaces.Value {
		begins := func(prefix string) bool { return strings.HasPrefix(strings.ToLower(i.Name), prefix) }
		routed := func(p netip.Prefix) bool { return !p.Addr().IsLinkLocalUnicast() }
		named := slices.ContainsFunc(tunnelNames, begins) || strings.Contains(strings.ToLower(i.Name), "vpn") ||
			strings.Contains(strings.ToLower(i.Name), "wireguard")
		if i.Up && !i.Loopback && named && slices.ContainsFunc(i.Addresses, routed) {
			found = append(found, i.Name)
		}
	}
	return found
}

// noVPNDrops names the VPN when messages are dropped while one is connected: many
// have a kill switch that forgets localhost.
func noVPNDrops(s Snapshot) Finding {
	tunnels := s.tunnels()
	lost := slices.ContainsFunc(s.trips4(), func(t tripFact) bool { return dropped(t.Err) })
	switch {
	case len(tunnels) == 0:
		return ok(words.T("diagnose.f02.none"))
	case !lost:
		return ok(words.T("diagnose.f02.fine", "Names", tunnels))
	}
	f := problem(Broken, words.T("diagnose.f02.problem-title"),
		words.T("diagnose.f02.problem", "Names", tunnels), words.T("diagnose.f02.why"))
	for _, trip := range s.trips4() {
		f.Evidence = append(f.Evidence, tripEvidence(trip.protocol, trip.Fact)...)
	}
	f.Fixes = vpnFixes()
	return f
}

func firewallEvidence(s Snapshot) []words.Text {
	wall := s.Firewall.Value
	switch {
	case errors.Is(s.Firewall.Err, platform.ErrNeedsAdmin):
		return []words.Text{words.T("diagnose.evidence-firewall-hidden")}
	case s.Firewall.Err != nil || wall.Name == "":
		return nil
	case !wall.On:
		return []words.Text{words.T("diagnose.evidence-firewall-off", "Name", wall.Name)}
	}
	evidence := []words.Text{words.T("diagnose.evidence-firewall-on", "Name", wall.Name)}
	for _, rule := range wall.Rules[:min(len(wall.Rules), 8)] {
		evidence = append(evidence, words.T("diagnose.evidence-rule", "Rule", rule))
	}
	return evidence
}

func routeEvidence(s Snapshot) []words.Text {
	way := s.Route.Value
	switch {
	case s.Route.Err != nil:
		return []words.Text{words.T("diagnose.evidence-no-route", "Error", s.Route.Err.Error())}
	case way.Interface == "" || way.Stays:
		return nil
	}
	return []words.Text{words.T("diagnose.evidence-route", "Interface", way.Interface)}
}

// nobodyBetween compares what was sent with what came back.
func nobodyBetween(s Snapshot) Finding {
	evidence := s.tripsThat(loopback.ErrSomeoneElse)
	if len(evidence) == 0 {
		return ok(words.T("diagnose.f03.fine"))
	}
	f := problem(Broken, words.T("diagnose.f03.problem-title"), words.T("diagnose.f03.problem"), words.T("diagnose.f03.why"))
	f.Evidence = evidence
	f.Fixes = filterFixes()
	return f
}

// notEnclosed: what this program says of a computer is true only of what it sees of
// it. A container is a computer of its own for those who work inside.
func notEnclosed(s Snapshot) Finding {
	box := s.Sandbox.Value
	switch {
	case s.Sandbox.Err != nil:
		return missing(s.Sandbox.Err)
	case box.Kind == "":
		return ok(words.T("diagnose.f06.fine"))
	case box.Kind == platform.SandboxContainer:
		f := ok(words.T("diagnose.f06.container", "Name", box.Name))
		f.Title = words.T("diagnose.f06.container-title")
		return f
	}
	f := problem(Notice, words.T("diagnose.f06.problem-title"),
		words.T("diagnose.f06.problem", "Name", box.Name), words.T("diagnose.f06.why"))
	f.Fixes = sandboxFixes(box)
	return f
}

// packetsStay reads the files of macOS's packet filter; the rules in use are for
// administrators only.
func packetsStay(s Snapshot) Finding {
	if s.Redirects.Err != nil {
		return missing(s.Redirects.Err)
	}
	var evidence []words.Text
	for _, r := range s.Redirects.Value {
		if strings.Contains(r.Rule, "lo0") || strings.Contains(r.Rule, "127.0.0.1") || strings.Contains(r.Rule, localhost) {
			evidence = append(evidence, words.T("diagnose.f08.rule", "File", r.File, "Rule", r.Rule))
		}
	}
	if len(evidence) == 0 {
		return ok(words.T("diagnose.f08.fine"))
	}
	f := problem(Notice, words.T("diagnose.f08.problem-title"), words.T("diagnose.f08.problem"), words.T("diagnose.f08.why"))
	f.Evidence = evidence
	f.Fixes = redirectFixes()
	return f
}
