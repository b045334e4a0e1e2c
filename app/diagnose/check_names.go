package diagnose

import (
	"net/netip"
	"slices"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
)

// badFile are the faults of the hosts file that explain a wrong answer for
// localhost.
var badFile = []string{"H11", "H13", "H14", "H07", "H08", "H10", "H09", "H06", "H02", "H20", "H03", "H05"}

var nameChecks = []Check{
	{
		Code: "N01", Title: words.T("diagnose.n01.title"), After: badFile,
		Needs: []Need{NeedHosts, NeedNames}, Run: fileIsUsed,
	},
	{
		Code: "N11", Title: words.T("diagnose.n11.title"), After: append(slices.Clone(badFile), "N01"),
		Needs: []Need{NeedHosts, NeedNames}, Run: answerIsFresh,
	},
	{
		Code: "H01", Title: words.T("diagnose.h01.title"), After: append(slices.Clone(badFile), "N01", "N11"),
		Needs: []Need{NeedNames}, Essential: true, Run: localhostFound,
	},
	{
		Code: "N04", Title: words.T("diagnose.n04.title"), After: append(slices.Clone(badFile), "H01", "N01", "N11"),
		Needs: []Need{NeedNames}, Run: noLeak,
	},
}

// fileIsUsed tells a right file that no resolver obeys. Only Linux can be told
// to look elsewhere, by nsswitch.conf(5).
func fileIsUsed(s Snapshot) Finding {
	a, g := s.resolver(), s.goAnswer()
	switch {
	case s.About.OS != string(hosts.Linux):
		return notApplicable(words.T("diagnose.n01.only-linux"))
	case s.Report.Value.Localhost.Status != hosts.OK:
		return notApplicable(words.T("diagnose.file-not-right"))
	case s.leavesFileOut() && a.right():
		// localhost is known by another service, other names in the file are not
		f := problem(Notice, words.T("diagnose.n01.problem-title"), words.T("diagnose.n01.other-names"), words.T("diagnose.n01.why"))
		f.Evidence, f.Fixes = s.switchEvidence(), nsswitchFixes()
		return f
	case len(a.loopback) > 0 || len(g.loopback) > 0:
		return ok(words.T("diagnose.n01.fine"))
	case !a.known:
		return unknown(because(a.err))
	case !g.known:
		return unknown(because(g.err))
	}
	f := problem(Broken, words.T("diagnose.n01.problem-title"), words.T("diagnose.n01.problem"), words.T("diagnose.n01.why"))
	f.Evidence = append(s.answerEvidence(), s.switchEvidence()...)
	f.Fixes = nsswitchFixes()
	return f
}

// answerIsFresh tells an operating system that says something else than the hosts
// file, as a cache does after a change.
func answerIsFresh(s Snapshot) Finding {
	a, g := s.resolver(), s.goAnswer()
	ignored := s.About.OS == string(hosts.Linux) && g.known && len(a.loopback) == 0 && len(g.loopback) == 0
	switch {
	case s.Report.Value.Localhost.Status != hosts.OK:
		return notApplicable(words.T("diagnose.file-not-right"))
	case a.right():
		return ok(words.T("diagnose.n11.fine"))
	case !a.known:
		return unknown(because(a.err))
	case ignored:
		return notApplicable(words.T("diagnose.n11.see-n01"))
	}
	f := problem(Broken, words.T("diagnose.n11.problem-title"), words.T("diagnose.n11.problem"), words.T("diagnose.n11.why"))
	f.Evidence = s.answerEvidence()
	f.Fixes = cacheFixes(s)
	return f
}

// localhostFound is the question that matters: does the name lead to this
// computer, and if not, is there a line that should make it so.
func localhostFound(s Snapshot) Finding {
	a, g := s.resolver(), s.goAnswer()
	status := s.Report.Value.Localhost.Status
	hasLine := s.Report.Err == nil && status != hosts.Missing && status != hosts.Commented && status != hosts.NotNeeded
	switch {
	case a.right() && (hasLine || !g.wrong() || status == hosts.NotNeeded):
		return ok(words.T("diagnose.h01.fine", "Addresses", texts(a.loopback)))
	case (hasLine || status == hosts.NotNeeded) && a.slow():
		return unknown(because(a.err))
	case hasLine:
		return ok(words.T("diagnose.h01.has-line"))
	}
	summary := words.T("diagnose.h01.problem")
	if s.Report.Err != nil {
		summary = words.T("diagnose.h01.not-found")
	}
	severity := Broken
	if a.right() {
		severity, summary = Notice, words.T("diagnose.h01.only-go")
	}
	f := problem(severity, words.T("diagnose.h01.problem-title"), summary, words.T("diagnose.not-found-why"))
	f.Evidence = s.answerEvidence()
	if s.Report.Err == nil {
		f.Fixes = repairFixes("H01")
	}
	return f
}

// noLeak finds an address for localhost that the hosts file does not know: it
// came from the network.
func noLeak(s Snapshot) Finding {
	_, lines, _ := s.localhostLines()
	for _, addr := range slices.Concat(s.os().foreign, s.goAnswer().foreign) {
		fromFile := slices.ContainsFunc(lines, func(e hosts.Entry) bool { return e.IP.Unmap() == addr })
		if fromFile || addr.IsUnspecified() {
			continue
		}
		f := problem(Broken, words.T("diagnose.n04.problem-title"),
			words.T("diagnose.n04.problem", "Address", addr.String()), words.T("diagnose.n04.why"))
		f.Evidence, f.Fixes = append(s.answerEvidence(), s.searchEvidence()...), byHand("N04", s)
		return f
	}
	return ok(words.T("diagnose.n04.fine"))
}

// answerEvidence quotes both resolvers.
func (s Snapshot) answerEvidence() []words.Text {
	var evidence []words.Text
	quote := func(a answer, found, none, failed words.Text) {
		switch {
		case !a.known:
			evidence = append(evidence, failed)
		case len(a.loopback)+len(a.foreign) == 0:
			evidence = append(evidence, none)
		default:
			evidence = append(evidence, found)
		}
	}
	o, g := s.os(), s.goAnswer()
	quote(o, words.T("diagnose.evidence-os", "Addresses", texts(slices.Concat(o.loopback, o.foreign))),
		words.T("diagnose.evidence-os-none"), words.T("diagnose.evidence-os-failed", "Why", because(o.err)))
	quote(g, words.T("diagnose.evidence-go", "Addresses", texts(slices.Concat(g.loopback, g.foreign))),
		words.T("diagnose.evidence-go-none"), words.T("diagnose.evidence-go-failed", "Why", because(g.err)))
	return evidence
}

func texts(addresses []netip.Addr) []string {
	list := make([]string, len(addresses))
	for i, a := range addresses {
		list[i] = a.String()
	}
	return list
}
