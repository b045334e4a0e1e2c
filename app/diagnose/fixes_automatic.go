package diagnose

import (
	"errors"
	"slices"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// automaticFix is one line of the table of what this program puts right by itself.
type automaticFix struct {
	way     repair.Way
	codes   []string
	systems []hosts.System
	title   words.Text
	explain words.Text
	// admin: the change is one of the whole computer and not of the current user.
	admin bool
	// noUndo: there is nothing to put back.
	noUndo bool
	later  bool
	// onRequest: offered also when the check finds nothing wrong with it, because only
	// the person knows whether it is wanted.
	onRequest bool
}

var (
	unixes     = []hosts.System{hosts.Linux, hosts.Darwin}
	onlyLinux  = []hosts.System{hosts.Linux}
	allSystems = []hosts.System{hosts.Linux, hosts.Darwin, hosts.Windows}
)

// automaticFixes is the one place where a code gets a fix that the program makes by
// itself. What is not here stays guided: see the risks in the catalogue. The repair of
// the hosts file is attached by its own checks.
var automaticFixes = []automaticFix{
	{
		way: repair.WayLoopback, codes: []string{"L01"}, systems: unixes, admin: true,
		title: words.T("fix.loopback.title"), explain: words.T("fix.loopback.explain"),
	},
	{
		way: repair.WayLoopbackAddress, codes: []string{"L02"}, systems: unixes, admin: true,
		title: words.T("fix.loopback-address.title"), explain: words.T("fix.loopback-address.explain"),
	},
	{
		way: repair.WayIPv6Loopback, codes: []string{"L04"}, systems: onlyLinux, admin: true, onRequest: true,
		title: words.T("fix.ipv6-loopback.title"), explain: words.T("fix.ipv6-loopback.explain"),
	},
	{
		way: repair.WayHostsFolder, codes: []string{"H13"}, systems: unixes, admin: true,
		title: words.T("fix.hosts-folder.title"), explain: words.T("fix.hosts-folder.explain"),
	},
	{
		way: repair.WayNSSwitch, codes: []string{"N01"}, systems: onlyLinux, admin: true,
		title: words.T("fix.nsswitch.title"), explain: words.T("fix.nsswitch.explain"),
	},
	{
		// of names other than localhost, which nobody looks up here, too
		way: repair.WayFlush, codes: []string{"N11"}, systems: allSystems, noUndo: true, onRequest: true,
		title: words.T("fix.flush.title"), explain: words.T("fix.flush.explain"),
	},
	{
		way: repair.WayNoProxy, codes: []string{"X01"}, systems: []hosts.System{hosts.Linux, hosts.Windows}, later: true,
		title: words.T("fix.no-proxy.title"), explain: words.T("fix.no-proxy.explain"),
	},
	{
		way: repair.WayBypass, codes: []string{"X02"}, systems: []hosts.System{hosts.Windows},
		title: words.T("fix.bypass.title"), explain: words.T("fix.bypass.explain"),
	},
	{
		way: repair.WayBypass, codes: []string{"X04"}, systems: onlyLinux,
		title: words.T("fix.bypass.title"), explain: words.T("fix.bypass.explain"),
	},
}

// automatic returns the fixes that the program makes by itself for a finding of this
// code; each names only its way, and the session prepares it when it is asked for.
func automatic(code string, s Snapshot) []repair.Plan {
	var plans []repair.Plan
	for _, a := range automaticFixes {
		if slices.Contains(a.codes, code) && slices.Contains(a.systems, hosts.System(s.About.OS)) && s.allows(a.way) {
			plans = append(plans, a.plan(code, s.About.Elevated))
		}
	}
	return plans
}

// allows tells whether what a way starts from is there.
func (s Snapshot) allows(way repair.Way) bool {
	switch way {
	case repair.WayLoopback, repair.WayLoopbackAddress, repair.WayIPv6Loopback:
		_, found := s.loopbackInterface()
		return found
	case repair.WayHostsFolder:
		return errors.Is(s.Hosts.Err, platform.ErrEmptyFolder)
	default:
		return true
	}
}

func (a automaticFix) plan(code string, elevated bool) repair.Plan {
	return repair.Plan{
		ID: code + "." + string(a.way), Code: code, Way: a.way, Title: a.title, Explain: a.explain,
		Admin: a.admin && !elevated, Undoable: !a.noUndo, Later: a.later,
	}
}

// FixesPort reports whether what puts that finding right is about one port, which the
// person names: it is kept from other programs (ip_local_reserved_ports on Linux,
// excludedportrange on Windows).
func FixesPort(code string) bool { return code == "P04" || code == "P08" }

// OnRequest returns the fixes of a code that a person may want although nothing is
// wrong.
func OnRequest(code string, s Snapshot) []repair.Plan {
	return slices.DeleteFunc(automatic(code, s), func(p repair.Plan) bool {
		return !slices.ContainsFunc(automaticFixes, func(a automaticFix) bool { return a.way == p.Way && a.onRequest })
	})
}
